/**
 * A filter of a list over one field: as a short text in the address, as a condition for the server, as words on its
 * chip. The text says by its first sign what it is, so that no value can be taken for something else:
 * `empty`, `filled`, `~words`, `=code,code`, `from..to`. Pure.
 */

import type { Condition, ValueKind } from '@anshao/core/expressions/condition.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';

export type FilterValue =
  | { readonly is: 'empty' }
  | { readonly is: 'filled' }
  | { readonly is: 'contains'; readonly text: string }
  | { readonly is: 'oneOf'; readonly codes: readonly string[] }
  | { readonly is: 'between'; readonly from: string; readonly to: string };

/** How a field is asked about: by words, among choices, by a span, or only whether it holds something. */
export type FilterKind =
  | 'text'
  | 'choice'
  | 'number'
  | 'date'
  | 'dateTime'
  | 'boolean'
  | 'person'
  | 'community'
  | 'presence';

export const filterPrefix = 'f.';

export function kindOf(field: FieldDefinition): ValueKind {
  const type = fieldTypeOf(field);
  return type.kindOf?.(field) ?? type.valueKind;
}

export function filterKind(field: FieldDefinition): FilterKind {
  if (field.type === 'singleChoice' || field.type === 'multipleChoice' || field.type === 'cascade') return 'choice';
  const kind = kindOf(field);
  switch (kind) {
    case 'text':
    case 'number':
    case 'date':
    case 'dateTime':
    case 'boolean':
      return kind;
    case 'id':
    case 'ids': {
      const { refersTo } = fieldTypeOf(field);
      return refersTo === 'person' || refersTo === 'community' ? refersTo : 'presence';
    }
    default:
      return 'presence';
  }
}

/** A field without a column (a look-up, say) cannot be asked about. */
export function canFilter(field: FieldDefinition): boolean {
  const type = fieldTypeOf(field);
  return type.virtual !== true && field.type !== 'subform';
}

/** Ordered by text, number or time; lists and places have no order. */
export function canSort(field: FieldDefinition): boolean {
  return canFilter(field) && ['text', 'number', 'boolean', 'date', 'dateTime'].includes(kindOf(field));
}

export function writeFilter(value: FilterValue | undefined): string | undefined {
  if (!value) return undefined;
  switch (value.is) {
    case 'empty':
    case 'filled':
      return value.is;
    case 'contains':
      return value.text.trim() === '' ? undefined : `~${value.text.trim()}`;
    case 'oneOf':
      return value.codes.length === 0 ? undefined : `=${value.codes.map(encodeURIComponent).join()}`;
    case 'between':
      return value.from === '' && value.to === '' ? undefined : `${value.from}..${value.to}`;
  }
}

/** Undefined for what no filter wrote: an address typed by hand must not break the page. */
export function readFilter(text: string | undefined): FilterValue | undefined {
  if (!text) return undefined;
  if (text === 'empty' || text === 'filled') return { is: text };
  if (text.startsWith('~')) return text.length > 1 ? { is: 'contains', text: text.slice(1) } : undefined;
  if (text.startsWith('=')) return readCodes(text.slice(1));
  const span = /^([^.]*(?:\.[^.]+)*)\.\.(.*)$/.exec(text);
  return span && (span[1] || span[2]) ? { is: 'between', from: span[1] ?? '', to: span[2] ?? '' } : undefined;
}

function readCodes(text: string): FilterValue | undefined {
  try {
    const codes = text.split(',').filter(Boolean).map(decodeURIComponent);
    return codes.length > 0 ? { is: 'oneOf', codes } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What the server is asked. Undefined where the value does not fit the field (a field whose type has changed).
 * @param instantOf the moment a day begins, as `2024-03-14T16:00:00.000Z`, for fields that hold moments
 */
export function conditionOf(
  path: string,
  kind: ValueKind,
  value: FilterValue,
  instantOf: (day: string) => string | undefined,
): Condition | undefined {
  switch (value.is) {
    case 'empty':
      return { field: path, op: 'isEmpty' };
    case 'filled':
      return { field: path, op: 'isNotEmpty' };
    case 'contains':
      return kind === 'text' ? { field: path, op: 'contains', value: value.text } : undefined;
    case 'oneOf':
      return oneOf(path, kind, value.codes);
    case 'between':
      return between(path, kind, value, instantOf);
  }
}

function oneOf(path: string, kind: ValueKind, codes: readonly string[]): Condition | undefined {
  if (kind === 'text' || kind === 'id') return { field: path, op: 'in', value: [...codes] };
  if (kind === 'boolean') return { field: path, op: 'equals', value: codes[0] === 'true' };
  if (kind === 'texts' || kind === 'ids')
    return { any: codes.map((code): Condition => ({ field: path, op: 'includes', value: code })) };
  return undefined;
}

function between(
  path: string,
  kind: ValueKind,
  { from, to }: { readonly from: string; readonly to: string },
  instantOf: (day: string) => string | undefined,
): Condition | undefined {
  const bounds = (low: string | number | undefined, high: string | number | undefined, before: boolean) => {
    const parts: Condition[] = [];
    if (low !== undefined) parts.push({ field: path, op: 'greaterOrEqual', value: low });
    if (high !== undefined) parts.push({ field: path, op: before ? 'less' : 'lessOrEqual', value: high });
    return parts.length > 1 ? { all: parts } : parts[0];
  };
  if (kind === 'number') return bounds(readNumber(from), readNumber(to), false);
  const day = /^\d{4}-\d\d-\d\d$/;
  const first = day.test(from) ? from : undefined;
  const last = day.test(to) ? to : undefined;
  if (kind === 'date') return bounds(first, last, false);
  // The last day counts to its end.
  if (kind === 'dateTime') return bounds(first && instantOf(first), last && instantOf(dayAfter(last)), true);
  return undefined;
}

function readNumber(text: string): number | undefined {
  return text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
