/** The pictures a form shows. A draft's layout may be anything that is a list, so nothing about it is taken for granted. */
import type { FormDefinition } from './contract.ts';

/** Ids of files, each once, in reading order. */
export function picturesIn(form: Pick<FormDefinition, 'layout'>): string[] {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const inner of part) visit(inner);
    else if (typeof part === 'object' && part !== null) {
      const { kind, file } = part as { kind?: unknown; file?: unknown };
      if (kind === 'picture' && typeof file === 'string' && uuid.test(file)) found.add(file);
      else visit(Object.values(part));
    }
  };
  visit(form.layout ?? []);
  return [...found];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
