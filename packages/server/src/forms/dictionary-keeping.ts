/** Keeping shared lists: who may, what an entry may be, and the event that tells of it. */
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { cleanLine, cleanText, isUnsafeText } from '@anshao/core/forms/clean-text.ts';
import type {
  DictionarySummary,
  EntryDetails,
  EntryInput,
  KeptDictionary,
} from '@anshao/core/forms/dictionaries-contract.ts';
import { requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { type Entry, insertEntries } from './dictionaries.ts';
import * as store from './dictionary-store.ts';
import { localDay } from './record-places.ts';

/** Lists belong to the whole and to no community whose zone would count. */
const zone = 'Asia/Shanghai';

export interface KeepingDeps {
  /** Keys of lists that have a page of their own. */
  readonly managed: ReadonlySet<string>;
}

export function createDictionaryKeeping(runtime: Runtime, { managed }: KeepingDeps) {
  const { pool, clock } = runtime;

  const read = async (db: Queryable, key: string): Promise<KeptDictionary> => {
    const found = await store.findDictionary(db, key);
    if (!found) throw new Problem('base.not-found');
    const entries = await store.keptEntries(db, key);
    return {
      ...found,
      isManaged: managed.has(key),
      today: localDay(clock.now(), zone),
      entries: entries.map(({ districtId, districtName, parent, ...entry }) => ({
        ...entry,
        parent: parent ?? null,
        formerLabels: [...(entry.formerLabels ?? [])],
        district: districtId === null ? null : { id: districtId, name: districtName ?? '' },
      })),
    };
  };

  /** Runs a change on a list that is kept here, and answers the list as it is then. */
  const change = (
    viewer: Viewer,
    key: string,
    work: (transaction: Transaction, dictionary: store.DictionaryRow) => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<KeptDictionary> => {
    requireScope(viewer, 'form.design');
    return inTransaction(pool, async (transaction) => {
      const dictionary = await store.lockDictionary(transaction, key);
      if (!dictionary) throw new Problem('base.not-found');
      if (managed.has(key)) throw new Problem('forms.dictionary-managed', { name: dictionary.name });
      const data = await work(transaction, dictionary);
      await appendEvents(transaction, [
        {
          at: clock.now(),
          type: 'forms.dictionaryChanged',
          actorId: viewer.personId,
          subjectId: null,
          data: { dictionary: key, name: dictionary.name, ...data },
        },
      ]);
      return read(transaction, key);
    });
  };

  return {
    async list(viewer: Viewer): Promise<DictionarySummary[]> {
      requireScope(viewer, 'form.design');
      const rows = await store.summaries(pool, localDay(clock.now(), zone));
      return rows.map(({ key, name, entries, forms }) => ({ key, name, entries, forms, isManaged: managed.has(key) }));
    },

    get(viewer: Viewer, key: string): Promise<KeptDictionary> {
      requireScope(viewer, 'form.design');
      return read(pool, key);
    },

    /** @throws Problem `forms.dictionary-taken`, `base.invalid` */
    async create(viewer: Viewer, key: string, given: string): Promise<KeptDictionary> {
      requireScope(viewer, 'form.design');
      const name = nameOf(given);
      return inTransaction(pool, async (transaction) => {
        if ((await store.insertDictionary(transaction, key, name)) === 0) {
          const other = await store.findDictionary(transaction, key);
          throw new Problem('forms.dictionary-taken', { key, name: other?.name ?? key });
        }
        await appendEvents(transaction, [
          {
            at: clock.now(),
            type: 'forms.dictionaryCreated',
            actorId: viewer.personId,
            subjectId: null,
            data: { dictionary: key, name },
          },
        ]);
        return read(transaction, key);
      });
    },

    rename(viewer: Viewer, key: string, given: string): Promise<KeptDictionary> {
      const name = nameOf(given);
      return change(viewer, key, async (transaction) => {
        await store.renameDictionary(transaction, key, name);
        return { name };
      });
    },

    /** @throws Problem `forms.entry-taken`, `base.invalid` */
    async saveEntry(viewer: Viewer, key: string, id: string, input: EntryInput): Promise<KeptDictionary> {
      try {
        return await change(viewer, key, async (transaction) => {
          const entries = await store.keptEntries(transaction, key);
          const former = entries.find((entry) => entry.id === id);
          const entry = entryOf(id, input, former, entries);
          const problems = [
            ...problemsOf(entry, former, entries),
            ...(entry.districtId !== null && !(await store.districtExists(transaction, entry.districtId))
              ? [{ path: 'districtId', code: 'org.unknown-place', details: { place: '县区' } }]
              : []),
          ];
          if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
          const isRenamed = former !== undefined && former.label !== entry.label;
          if (isRenamed && input.isCorrection !== true) await store.keepLabel(transaction, id, clock.now());
          await insertEntries(transaction, key, [entry]);
          return {
            code: entry.code,
            label: entry.label,
            ...(former ? {} : { isNew: true }),
            ...(isRenamed ? { former: former.label } : {}),
            ...(entry.effectiveTo ? { until: entry.effectiveTo } : {}),
          };
        });
      } catch (error) {
        const { code, constraint } = error as { code?: string; constraint?: string };
        if (code === '23505' && constraint === 'dictionary_entries_code')
          throw new Problem('forms.entry-taken', { code: input.code });
        // Another list has an entry of this id.
        if (code === '23505') throw new Problem('base.conflict');
        throw error;
      }
    },

    order(viewer: Viewer, key: string, wanted: readonly string[]): Promise<KeptDictionary> {
      return change(viewer, key, async (transaction) => {
        const known = (await store.keptEntries(transaction, key)).map((entry) => entry.id);
        const first = wanted.filter((id) => known.includes(id));
        await store.setPositions(transaction, key, [...first, ...known.filter((id) => !first.includes(id))]);
        return { isReordered: true };
      });
    },
  };
}

export type DictionaryKeeping = ReturnType<typeof createDictionaryKeeping>;

function nameOf(given: string): string {
  const name = cleanLine(given);
  if (isUnsafeText(given)) throw invalid('name', 'forms.unsafe-characters');
  if (name === '') throw invalid('name', 'forms.required');
  return name;
}

function invalid(path: string, code: string): Problem {
  return new Problem('base.invalid', undefined, [{ path, code }]);
}

function entryOf(id: string, input: EntryInput, former: Entry | undefined, entries: readonly Entry[]): Entry {
  return {
    id,
    code: input.code,
    label: cleanLine(input.label),
    position: former?.position ?? Math.max(0, ...entries.map((entry) => entry.position)) + 1,
    parent: input.parent === undefined ? (former?.parent ?? null) : input.parent,
    districtId: input.districtId === undefined ? (former?.districtId ?? null) : input.districtId,
    effectiveFrom: input.effectiveFrom,
    effectiveTo: input.effectiveTo === undefined ? (former?.effectiveTo ?? null) : input.effectiveTo,
    // What a package put beside the label and this page does not show stays.
    details: { ...former?.details, ...cleanDetails(input.details) },
  };
}

function cleanDetails(details: EntryDetails | undefined): Record<string, unknown> {
  const { synonyms, basis, note } = details ?? {};
  return {
    ...(synonyms ? { synonyms: [...new Set(synonyms.map(cleanLine).filter((word) => word !== ''))] } : {}),
    ...(basis === undefined ? {} : { basis: cleanText(basis) }),
    ...(note === undefined ? {} : { note: cleanText(note) }),
  };
}

function problemsOf(entry: Entry, former: Entry | undefined, entries: readonly Entry[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const texts = { code: entry.code, label: entry.label, details: JSON.stringify(entry.details) };
  for (const [path, text] of Object.entries(texts))
    if (isUnsafeText(text)) problems.push({ path, code: 'forms.unsafe-characters' });
  if (entry.label === '') problems.push({ path: 'label', code: 'forms.required' });
  if (former && former.code !== entry.code) problems.push({ path: 'code', code: 'forms.entry-code-fixed' });
  if (entry.effectiveTo !== null && entry.effectiveTo < entry.effectiveFrom)
    problems.push({ path: 'effectiveTo', code: 'forms.entry-span' });
  const { parent } = entry;
  if (parent !== null && parent !== undefined) {
    const isThere = entries.some((other) => other.code === parent && (other.parent ?? null) === null);
    if (!isThere || parent === entry.code) problems.push({ path: 'parent', code: 'forms.entry-parent' });
    else if (entries.some((other) => other.parent === entry.code))
      problems.push({ path: 'parent', code: 'forms.entry-has-children' });
  }
  return problems;
}
