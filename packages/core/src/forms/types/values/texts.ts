/** What all fields whose value is a text share; of one line, unless a type cleans otherwise. */
import { type TStringOptions, Type } from 'typebox';
import { cleanLine } from '../../clean-text.ts';
import type { FieldType } from '../../field-type.ts';

/** Spread into a type that says only what is its own. */
export const textValue = {
  valueKind: 'text',
  columns: () => [{ suffix: '', pgType: 'text' }],
  normalise: (value: unknown): unknown => (typeof value === 'string' ? cleanLine(value) : value),
  isEmpty: isBlank,
  toColumns: (value: unknown) => [value],
  fromColumns: ([cell]: readonly unknown[]) => (cell ?? null) as string | null,
} satisfies Partial<FieldType<string, object, string>>;

export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** Lengths in code points; `description` says what the shape does not. */
export function textSchema({ minLength, ...said }: TStringOptions) {
  return Type.String({ minLength: Math.max(minLength ?? 1, 1), ...said });
}

/** Full-width letters, digits and signs as phones' Chinese keyboards type them: `１３８` → `138`. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

/** For codes and numbers, where blanks never mean anything: half width, no blanks at all. */
export function compactLine(text: string): string {
  return halfWidth(cleanLine(text)).replace(/[\s\p{Z}\p{Cf}]/gu, '');
}
