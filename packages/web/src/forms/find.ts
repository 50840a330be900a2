/** Where pickers find people, departments, communities and records: always by the server, among any number. */
import type { FieldDefinition, FieldOf, FormValues } from '@anshao/core/forms/contract.ts';
import { findChoosable, findLinkable } from '@anshao/core/forms/records.ts';
import { listPeople, pickCommunities } from '@anshao/core/org/contract.ts';
import { callApi } from '../base/api.ts';
import { placeWord } from '../base/place-word.ts';
import type { FillSituation } from './field-props.ts';
import type { RecordPlace } from './form-store.ts';
import { formText } from './form-text.ts';

export interface Found {
  readonly id: string;
  readonly name: string;
  /** What tells two of the same name apart. */
  readonly detail: string;
  /** What it belongs to; rows of one group come together. */
  readonly group?: string | undefined;
  /** Values for fields beside the link, by key. */
  readonly fills?: FormValues | undefined;
}

export interface FoundPage {
  readonly rows: readonly Found[];
  readonly next?: string | undefined;
  /** Seen earlier: the server could not be asked. */
  readonly isKept?: boolean;
}

export interface Finder {
  /** Keys the cache. */
  readonly from: readonly unknown[];
  readonly find: (words: string, cursor: string | undefined) => Promise<FoundPage>;
}

export type PickedField =
  | FieldOf<'person'>
  | FieldOf<'people'>
  | FieldOf<'department'>
  | FieldOf<'community'>
  | FieldOf<'linkedRecord'>
  | FieldOf<'linkedRecords'>;

/** What finding depends on. */
export type FindingSituation = Pick<FillSituation, 'form' | 'isTrial' | 'context'>;

export function finderOf(
  field: PickedField,
  situation: FindingSituation,
  at: Pick<RecordPlace, 'path'> | undefined,
): Finder {
  const { form, isTrial, context } = situation;
  if (isTrial) return { from: ['examples', field.type], find: async (words) => examples(field, words) };
  // Rows have numbers in their place; whom a column offers is the same in all of them.
  const path = [...(at?.path ?? []).filter((step) => typeof step === 'string'), field.key].join('.');
  const { community } = context;
  if (field.type === 'linkedRecord' || field.type === 'linkedRecords')
    return {
      from: ['links', form, path, community],
      find: async (q, cursor) => {
        const { rows, next } = await callApi(findLinkable, {
          params: { form: form ?? '', field: path },
          query: { q: q || undefined, community, cursor },
        });
        return { rows: rows.map(({ id, title, detail, fills }) => ({ id, name: title, detail, fills })), next };
      },
    };
  if (form === undefined || (field.type === 'community' && field.scope !== 'own')) return finderWithoutForm(field);
  return {
    from: ['choices', form, path, community],
    find: (q, cursor) =>
      callApi(findChoosable, { params: { form, field: path }, query: { q: q || undefined, community, cursor } }),
  };
}

/** A control that stands alone, outside a published form. */
function finderWithoutForm(field: PickedField): Finder {
  if (field.type === 'community')
    return {
      from: ['communities'],
      find: async (q) => {
        const { rows } = await callApi(pickCommunities, { query: { q, limit: 20 } });
        return { rows: rows.map(({ id, name, districtName }) => ({ id, name, detail: districtName })) };
      },
    };
  return {
    from: ['people'],
    find: async (q, cursor) => {
      const { rows, next } = await callApi(listPeople, { query: { q: q || undefined, limit: 20, cursor } });
      const found = rows.map(({ id, name, posts }) => ({ id, name, detail: posts[0] ? placeWord(posts[0]) : '' }));
      return { rows: found, next };
    },
  };
}

function examples(field: FieldDefinition, words: string): FoundPage {
  const rows = [1, 2, 3].map((n) => ({
    id: `00000000-0000-7000-8000-00000000000${n}`,
    name: formText('exampleOf', { label: field.label, n }),
    detail: formText('exampleDetail'),
  }));
  return { rows: rows.filter(({ name }) => name.includes(words)) };
}
