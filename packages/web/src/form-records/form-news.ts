/**
 * What is new in a form is told once on each device: until it was read away, or a record was sent with it in view.
 * Which version that was is all that is remembered.
 */
import { useCallback, useState } from 'react';
import type { OpenForm } from './open-form.ts';

const keyOf = (form: string) => `anshao.news.${form}`;
/** Where storage is forbidden, for as long as the page stands. */
const unstored = new Map<string, number>();

function seenVersion(form: string): number {
  try {
    return Number(localStorage.getItem(keyOf(form)) ?? unstored.get(form) ?? 0);
  } catch {
    return unstored.get(form) ?? 0;
  }
}

function remember(form: string, version: number): void {
  unstored.set(form, version);
  try {
    localStorage.setItem(keyOf(form), String(version));
  } catch {
    // see above
  }
}

export function useFormNews(
  form: string,
  { news }: Pick<OpenForm, 'news'>,
): { readonly news: OpenForm['news']; readonly seen: () => void } {
  const [upTo, setUpTo] = useState(() => seenVersion(form));
  const version = news?.version;
  const seen = useCallback(() => {
    if (version === undefined || version <= upTo) return;
    remember(form, version);
    setUpTo(version);
  }, [form, version, upTo]);
  return { news: news && news.version > upTo ? news : undefined, seen };
}
