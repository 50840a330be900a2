import { keyFor } from '@anshao/core/forms/keys.ts';
import { ApiProblem } from '../../base/api.ts';
import { loadLatin } from '../designer/latin.ts';

/** Digits of an id that its making chose by chance: two forms made in one minute get different keys. */
const chance = 6;

const withChance = (key: string, id: string) => `${key.slice(0, 40 - chance)}${id.replaceAll('-', '').slice(-chance)}`;

/** A key for a name: its Latin words where it has any, otherwise one of its own. */
export function formKeyFor(name: string, id: string): string {
  return withChance(/[A-Za-z]/.test(name) ? keyFor(name, new Set()) : 'form', id);
}

/**
 * Makes a form under a key that can be read: `安全巡检记录表` becomes `anQuanXunJianJiLuBiao`, so that table and API tell
 * what they hold. Where that is taken, or readings could not be fetched, the key is told apart by chance. It can be
 * changed in the designer until the form is published.
 */
export async function withFormKey<T>(name: string, id: string, make: (key: string) => Promise<T>): Promise<T> {
  const latin = await loadLatin().catch(() => undefined);
  if (!latin) return make(formKeyFor(name, id));
  const key = keyFor(name, new Set(), latin.syllables);
  try {
    return await make(key);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'forms.key-taken') throw error;
    return make(withChance(key, id));
  }
}
