import { keyFor } from '@anshao/core/forms/keys.ts';

/** Digits of an id that its making chose by chance: two forms made in one minute get different keys. */
const chance = 6;

/**
 * A key for a form of that name: its Latin words where it has any, otherwise one of its own. It can be changed in the
 * designer until the form is published.
 */
export function formKeyFor(name: string, id: string): string {
  const latin = /[A-Za-z]/.test(name) ? keyFor(name, new Set()) : 'form';
  return `${latin.slice(0, 40 - chance)}${id.replaceAll('-', '').slice(-chance)}`;
}
