/** Publishing definitions and reading published ones. A version never changes, so its compiled form may be kept. */

import { Problem } from '@anshao/core/base/errors.ts';
import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import { type CompiledForm, compileForm } from '@anshao/core/forms/compile.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { planPublish, type RetiredField, type Step } from '@anshao/core/forms/publish-plan.ts';
import { type FormTables, formTables } from '@anshao/core/forms/tables.ts';
import { appendEvents } from '../audit/service.ts';
import { maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { statementsOf } from './table-steps.ts';

export interface PublishedForm {
  readonly version: number;
  readonly definition: FormDefinition;
  readonly compiled: CompiledForm;
  readonly tables: FormTables;
}

interface FormState {
  currentVersion: number;
  retired: RetiredField[];
  definition: FormDefinition;
}

/**
 * Publishes the next version: plans the difference, changes the tables and stores the version in the caller's
 * transaction, so that there is never a version without its columns. Publishing the same definition again does nothing.
 *
 * @param origin `preset:<package>` or `own`
 * @throws Problem `base.invalid` with every problem of the definition or of the way to it
 */
export async function publishForm(
  transaction: Transaction,
  definition: FormDefinition,
  by: { personId: string | null; at: Date; origin: string },
): Promise<{ version: number; steps: readonly Step[] }> {
  const problems = checkDefinition(definition);
  if (problems.length > 0) throw new Problem('base.invalid', { form: definition.key }, problems);
  // One publication of a form at a time; the second sees what the first made.
  await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [`form:${definition.key}`]);
  const current = await maybeOne<FormState>(
    transaction,
    sql`select f.current_version as "currentVersion", f.retired, v.definition from forms f
        join form_versions v on v.form_key = f.key and v.version = f.current_version where f.key = ${definition.key}`,
  );
  if (current && JSON.stringify(sorted(current.definition)) === JSON.stringify(sorted(definition))) {
    return { version: current.currentVersion, steps: [] };
  }
  const plan = planPublish(current?.definition ?? null, definition, current?.retired ?? []);
  if (plan.problems.length > 0) throw new Problem('base.invalid', { form: definition.key }, plan.problems);
  for (const step of plan.steps) for (const statement of statementsOf(step)) await transaction.query(statement);
  const version = (current?.currentVersion ?? 0) + 1;
  await run(
    transaction,
    sql`insert into forms (key, name, current_version, origin, retired, updated_at)
        values (${definition.key}, ${definition.name}, ${version}, ${by.origin}, ${JSON.stringify(plan.retired)}, ${by.at})
        on conflict (key) do update set name = excluded.name, current_version = excluded.current_version,
          origin = excluded.origin, retired = excluded.retired, updated_at = excluded.updated_at`,
  );
  await run(
    transaction,
    sql`insert into form_versions (form_key, version, definition, published_at, published_by)
        values (${definition.key}, ${version}, ${JSON.stringify(definition)}, ${by.at}, ${by.personId})`,
  );
  await appendEvents(transaction, [
    {
      at: by.at,
      type: 'forms.published',
      actorId: by.personId,
      subjectId: definition.id,
      data: { form: definition.key, version, steps: plan.steps.length },
    },
  ]);
  return { version, steps: plan.steps };
}

export function createDefinitions(runtime: Runtime) {
  const kept = new Map<string, PublishedForm>();

  async function version(key: string, number: number, db: Queryable = runtime.pool): Promise<PublishedForm> {
    const name = `${key} ${number}`;
    const known = kept.get(name);
    if (known) return known;
    const row = await maybeOne<{ definition: FormDefinition }>(
      db,
      sql`select definition from form_versions where form_key = ${key} and version = ${number}`,
    );
    if (!row) throw new Problem('base.not-found');
    const { definition } = row;
    const form = { version: number, definition, compiled: compileForm(definition), tables: formTables(definition) };
    kept.set(name, form);
    return form;
  }

  return {
    version,
    async current(key: string, db: Queryable = runtime.pool): Promise<PublishedForm> {
      const row = await maybeOne<{ version: number }>(
        db,
        sql`select current_version as version from forms where key = ${key}`,
      );
      if (!row) throw new Problem('base.not-found');
      return version(key, row.version, db);
    },
  };
}

export type Definitions = ReturnType<typeof createDefinitions>;

/** Objects with their keys in order: jsonb keeps another order than the document had. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
