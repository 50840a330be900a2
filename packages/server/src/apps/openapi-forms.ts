/**
 * The calls of records once more for each published form, its own fields in the place of "any values", so that whoever
 * connects another system sees what to send without knowing what forms are here.
 */
import type { Call } from '@anshao/core/base/call.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { recordSchema } from '@anshao/core/forms/json-schema.ts';
import {
  batchRecords,
  countRecords,
  createRecord,
  listRemoved,
  queryRecords,
  readRecord,
  recordFiles,
  recordHistory,
  removeRecord,
  restoreRecord,
  updateRecord,
} from '@anshao/core/forms/records.ts';
import { type TSchema, Type } from 'typebox';

const ofEachForm: readonly Call[] = [
  createRecord,
  readRecord,
  updateRecord,
  removeRecord,
  batchRecords,
  queryRecords,
  countRecords,
  recordFiles,
  recordHistory,
  listRemoved,
  restoreRecord,
];

/** @param schemas takes the schema of the form's values */
export function callsOfForm(form: FormDefinition, schemas: Record<string, unknown>): Call[] {
  const name = `record.${form.key}`;
  schemas[name] = { title: form.name, ...(JSON.parse(JSON.stringify(recordSchema(form))) as object) };
  const values = { $ref: name };
  return ofEachForm.map((call) => ({
    ...call,
    name: `${call.name}.${form.key}`,
    path: call.path.replace(':form', form.key),
    summary: `${form.name}：${call.summary}`,
    ...(call.params && { params: withoutForm(call.params) }),
    ...(call.body && { body: withValues(call.body, values) }),
    ...(call.answer && { answer: withValues(call.answer, values) }),
  }));
}

function withoutForm(params: TSchema): TSchema {
  const { form: _, ...others } = (params as unknown as { properties: Record<string, TSchema> }).properties;
  return Type.Object(others);
}

/** The schema with every property `values` replaced. */
function withValues(schema: TSchema, values: object): TSchema {
  const replaced = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(replaced);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, inner]) => {
        const isProperties = name === 'properties' && typeof inner === 'object' && inner !== null && 'values' in inner;
        return [name, isProperties ? { ...(replaced(inner) as object), values } : replaced(inner)];
      }),
    );
  };
  return replaced(JSON.parse(JSON.stringify(schema))) as TSchema;
}
