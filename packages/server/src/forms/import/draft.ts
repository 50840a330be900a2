/** A definition in the making. Its parts are changed in place until it is done, and known by identity till then. */

import { cleanLine, lengthOf } from '@anshao/core/forms/clean-text.ts';
import type { Option } from '@anshao/core/forms/contract.ts';
import { keyFor } from '@anshao/core/forms/keys.ts';

/** A field; what else it may say follows from its type, and `sound.ts` checks that it does. */
export interface DraftField {
  key: string;
  label: string;
  type: string;
  [setting: string]: unknown;
}

export interface DraftNode {
  kind: string;
  [setting: string]: unknown;
}

export interface DraftForm {
  id: string;
  key: string;
  name: string;
  description?: string;
  fields: DraftField[];
  layout?: DraftNode[];
  [setting: string]: unknown;
}

/** Keys of one fieldset as they are given out. */
export class Keys {
  readonly #taken = new Set<string>();
  readonly #latin: (text: string) => string;

  constructor(latin: (text: string) => string) {
    this.#latin = latin;
  }

  next(label: string): string {
    const key = keyFor(label, this.#taken, this.#latin);
    this.#taken.add(key);
    return key;
  }
}

export const labelLimit = 200;

/** One line without what cannot be stored, cut to what a label may hold. */
export function oneLineOf(text: string, limit: number = labelLimit): string {
  const line = cleanLine(storable(text)).replace(/ {2,}/g, ' ');
  return lengthOf(line) <= limit ? line : Array.from(line).slice(0, limit).join('');
}

/** Without NUL and half characters, which no column can hold. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replaceAll('\uFFFD', '');
}

/** Options out of texts; the text is the code as well where it fits, for it is what records are read by elsewhere. */
export function optionsOf(texts: readonly string[]): Option[] {
  const options = new Map<string, Option>();
  for (const text of texts) {
    const label = oneLineOf(text);
    const code = oneLineOf(text, 60);
    if (code !== '' && !options.has(code)) options.set(code, { code, label, status: 'active' });
  }
  return [...options.values()];
}
