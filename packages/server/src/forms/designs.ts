/**
 * Drafts. One form has at most one, drawn by whoever may draw; it moves by revisions, and a save names the revision it
 * was drawn on. Saving leaves no event: it happens each second, and the draft itself tells who saved it last.
 */

import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import { checkLinks } from '@anshao/core/forms/check-links.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { DesignedForm, Draft, Editor, PlannedChange, Usage } from '@anshao/core/forms/designing.ts';
import { tableName } from '@anshao/core/forms/naming.ts';
import { picturesIn } from '@anshao/core/forms/pictures.ts';
import { plannedChanges } from '@anshao/core/forms/planned-changes.ts';
import { planPublish, type RetiredField } from '@anshao/core/forms/publish-plan.ts';
import { storageProblems } from '@anshao/core/forms/storable.ts';
import { affectedUsages, formsLinked, usageProblems } from '@anshao/core/forms/usages.ts';
import { requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import * as store from './design-store.ts';
import { isSameDocument } from './documents.ts';
import { indexStates } from './indexes.ts';
import {
  carryOut,
  countUpTo,
  keyOwner,
  planPublication,
  publishedForms,
  rewriteProblems,
  whileTablesAreBusy,
} from './publications.ts';
import type { Usages } from './usages.ts';

/** For applications, which hold the forms. */
export { type AppFormRow, deleteUnpublished, formsOfApp, putDraft, takeDesign } from './design-store.ts';

/** A tab that gave no sign for so long is taken to be closed. */
const presenceMs = 30_000;
const recordsCounted = 10_000;
/** Who moved a draft that no person moved: a package that was installed. */
const nobody = '系统';

export interface PublicationPlan {
  readonly revision: number;
  readonly problems: FieldProblem[];
  readonly changes: PlannedChange[];
  readonly affected: Usage[];
  readonly nextVersion: number;
  readonly records: number;
}

export interface DesignDeps {
  readonly usages: Usages;
  /** Whether a form may be drawn for that application. */
  readonly appExists: (db: Queryable, app: string) => Promise<boolean>;
  /** Of the files module, which comes before this one but knows nothing of forms. */
  readonly pictures: {
    link(transaction: Transaction, form: string, ids: readonly string[], at: Date): Promise<void>;
    usable(db: Queryable, viewer: Viewer, form: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  };
}

export function createDesigns(runtime: Runtime, { usages, appExists, pictures }: DesignDeps) {
  const { pool, clock } = runtime;

  async function find(db: Queryable, viewer: Viewer, form: string): Promise<store.DesignRow> {
    requireScope(viewer, 'form.design');
    const row = await store.findDesign(db, form);
    if (!row) throw new Problem('base.not-found');
    return row;
  }

  /** The form as it was when the caller last looked. @throws Problem `forms.draft-moved`, `forms.discarded` */
  async function take(
    transaction: Transaction,
    viewer: Viewer,
    form: string,
    revision: number,
  ): Promise<store.DesignRow> {
    requireScope(viewer, 'form.design');
    const row = await store.takeDesign(transaction, form);
    if (!row) throw new Problem('base.not-found');
    if (row.revision === revision) return row;
    if (row.drawn) throw new Problem('forms.draft-moved', { revision: row.revision, by: row.savedBy?.name ?? nobody });
    const last = await store.lastMove(transaction, form);
    const code = last?.type === 'forms.draftDiscarded' ? 'forms.discarded' : 'forms.draft-moved';
    throw new Problem(code, { revision: row.revision, by: last?.name ?? nobody });
  }

  async function editors(db: Queryable, form: string): Promise<Editor[]> {
    const rows = await store.editorsOf(db, form, new Date(clock.now().getTime() - presenceMs));
    return rows.map(({ client, person, since }) => ({ client, person, since: since.toISOString() }));
  }

  /** Pictures that came into the drawing become part of the form, if whoever drew them in may use them. */
  async function linkPictures(
    transaction: Transaction,
    viewer: Viewer,
    form: string,
    [before, now]: readonly [FormDefinition | null, FormDefinition],
  ): Promise<void> {
    const known = new Set(before ? picturesIn(before) : []);
    const added = picturesIn(now).filter((id) => !known.has(id));
    if (added.length === 0) return;
    const usable = await pictures.usable(transaction, viewer, form, added);
    await pictures.link(transaction, form, [...usable], clock.now());
  }

  async function pictureProblems(db: Queryable, viewer: Viewer, next: FormDefinition): Promise<FieldProblem[]> {
    const ids = picturesIn(next);
    if (ids.length === 0) return [];
    const usable = await pictures.usable(db, viewer, next.id, ids);
    return ids
      .filter((id) => !usable.has(id))
      .map(() => ({ path: 'layout', code: 'files.not-yours', details: { count: 1 } }));
  }

  async function planOf(db: Queryable, viewer: Viewer, row: store.DesignRow): Promise<PublicationPlan> {
    const next = definitionOf(row);
    const records = await countUpTo(db, tableName(row.key), recordsCounted);
    const outline = { revision: row.revision, nextVersion: row.version + 1, records };
    const problems = [...storageProblems(next), ...checkDefinition(next)];
    if (problems.length > 0) return { ...outline, problems, changes: [], affected: [] };
    const plan = planPublish(row.published, next, row.retired as readonly RetiredField[]);
    const used = await usages.of(db, { id: row.form, key: row.key });
    const affected = row.published ? affectedUsages(row.published, next, used) : [];
    const broken = row.published ? usageProblems(row.published, next, used) : [];
    return {
      ...outline,
      // One field, one reason: what needs a field says more than that its type cannot change.
      problems: [
        ...broken,
        ...plan.problems.filter(({ path }) => !broken.some((one) => one.path === path)),
        ...(await rewriteProblems(db, next, plan.steps)),
        ...checkLinks(next, await publishedForms(db, formsLinked(next))),
        ...(await pictureProblems(db, viewer, next)),
      ],
      changes: plannedChanges(row.published, next, plan, { records, affected }),
      affected,
    };
  }

  return {
    /** @throws Problem `base.not-found`, `base.invalid`, `forms.key-taken` */
    async create(viewer: Viewer, body: { app: string; definition: FormDefinition }): Promise<Draft> {
      requireScope(viewer, 'form.design');
      const { app, definition } = body;
      refuseUnstorable(definition);
      return inTransaction(pool, async (transaction) => {
        const known = await store.takeDesign(transaction, definition.id);
        if (known) return draftFrom(known);
        if (!(await appExists(transaction, app))) throw new Problem('base.not-found');
        await requireFreeKey(transaction, definition);
        const at = clock.now();
        const form = definition.id;
        await store.putDraft(transaction, { form, app, definition, revision: 1, basedOn: 0, at, by: viewer.personId });
        await linkPictures(transaction, viewer, form, [null, definition]);
        await appendEvents(transaction, [
          {
            at,
            type: 'forms.draftCreated',
            actorId: viewer.personId,
            subjectId: form,
            data: { form: definition.key, name: definition.name },
          },
        ]);
        return draftFrom(await mustFind(transaction, form));
      });
    },

    async get(viewer: Viewer, form: string): Promise<DesignedForm> {
      const row = await find(pool, viewer, form);
      const { published, shipped } = row;
      return {
        draft: draftFrom(row),
        published: published && { version: row.version, definition: published },
        shipped: shipped && { package: row.origin.replace(/^preset:/, ''), definition: shipped },
        usages: published ? await usages.of(pool, { id: form, key: row.key }) : [],
        editors: await editors(pool, form),
        records: await countUpTo(pool, tableName(row.key), recordsCounted),
        indexes: published ? await indexStates(pool, published) : [],
      };
    },

    /** @throws Problem `forms.draft-moved`, `forms.discarded`, `forms.key-taken`, `forms.key-fixed`, `base.invalid` */
    async save(viewer: Viewer, form: string, body: { definition: FormDefinition; revision: number }): Promise<Draft> {
      requireScope(viewer, 'form.design');
      const { definition } = body;
      refuseUnstorable(definition);
      if (definition.id !== form)
        throw new Problem('base.invalid', undefined, [{ path: 'definition.id', code: 'forms.other-form' }]);
      return inTransaction(pool, async (transaction) => {
        const known = await store.takeDesign(transaction, form);
        // Saved already: its answer got lost, or nothing was changed.
        if (known && isSameDocument(definition, definitionOf(known))) return draftFrom(known);
        const row = await take(transaction, viewer, form, body.revision);
        if (row.version > 0 && definition.key !== row.key) throw new Problem('forms.key-fixed', { key: row.key });
        await requireFreeKey(transaction, definition);
        await store.putDraft(transaction, {
          form,
          app: row.app,
          definition,
          revision: row.revision + 1,
          basedOn: row.basedOn,
          at: clock.now(),
          by: viewer.personId,
        });
        await linkPictures(transaction, viewer, form, [definitionOf(row), definition]);
        return draftFrom(await mustFind(transaction, form));
      });
    },

    /** @throws Problem `forms.draft-moved`, `forms.discarded` */
    async discard(viewer: Viewer, form: string, revision: number): Promise<void> {
      await inTransaction(pool, async (transaction) => {
        const row = await take(transaction, viewer, form, revision);
        if (!row.drawn) return;
        if (row.version === 0) await store.deleteUnpublished(transaction, form);
        else await store.dropDraft(transaction, form, row.revision + 1);
        await appendEvents(transaction, [
          {
            at: clock.now(),
            type: 'forms.draftDiscarded',
            actorId: viewer.personId,
            subjectId: form,
            data: { form: row.key, name: row.drawn.name },
          },
        ]);
      });
    },

    async attend(viewer: Viewer, form: string, body: { client: string; leaving?: boolean }) {
      const row = await find(pool, viewer, form);
      const at = clock.now();
      await store.markEditor(
        pool,
        { form, client: body.client, person: viewer.personId, at, isLeaving: body.leaving === true },
        new Date(at.getTime() - presenceMs),
      );
      return {
        editors: await editors(pool, form),
        revision: row.revision,
        savedBy: row.savedBy,
        version: row.version,
      };
    },

    async plan(viewer: Viewer, form: string): Promise<PublicationPlan> {
      return planOf(pool, viewer, await find(pool, viewer, form));
    },

    /**
     * @throws Problem `base.invalid` with everything in the way, `forms.draft-moved`, `forms.nothing-to-publish`,
     * `forms.table-busy`
     */
    async publish(
      viewer: Viewer,
      form: string,
      body: { revision: number; note?: string },
    ): Promise<{ version: number }> {
      requireScope(viewer, 'form.design');
      const note = body.note?.trim();
      const unsafe = storageProblems(body.note, 'note');
      if (unsafe.length > 0) throw new Problem('base.invalid', undefined, unsafe);
      return whileTablesAreBusy(pool, async (transaction) => {
        const row = await take(transaction, viewer, form, body.revision);
        if (!row.drawn) throw new Problem('forms.nothing-to-publish');
        await requireFreeKey(transaction, row.drawn);
        const { problems } = await planOf(transaction, viewer, row);
        if (problems.length > 0) throw new Problem('base.invalid', { form: row.key }, problems);
        const publication = await planPublication(transaction, row.drawn);
        if (!publication) throw new Problem('forms.nothing-to-publish');
        await store.dropDraft(transaction, form, row.revision);
        const by = {
          personId: viewer.personId,
          at: clock.now(),
          app: row.app,
          draftRevision: row.revision,
          ...(note && { note }),
        };
        await carryOut(transaction, [{ publication, by }]);
        return { version: publication.version };
      });
    },
  };

  async function requireFreeKey(transaction: Transaction, definition: FormDefinition): Promise<void> {
    // Two forms begun at once under one key: the second sees the first.
    await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [`form:${definition.key}`]);
    const name = await keyOwner(transaction, definition.key, definition.id);
    if (name !== undefined) throw new Problem('forms.key-taken', { key: definition.key, name });
  }

  async function mustFind(transaction: Transaction, form: string): Promise<store.DesignRow> {
    const row = await store.findDesign(transaction, form);
    if (!row) throw new Error(`the form ${form} was just written`);
    return row;
  }
}

export type Designs = ReturnType<typeof createDesigns>;

/** What is drawn, or what is published while nothing is. */
export function definitionOf(row: store.DesignRow): FormDefinition {
  const definition = row.drawn ?? row.published;
  if (!definition) throw new Error(`form ${row.form} is neither drawn nor published`);
  return definition;
}

function draftFrom(row: store.DesignRow): Draft {
  return {
    form: row.form,
    app: row.app,
    definition: definitionOf(row),
    revision: row.revision,
    basedOn: row.basedOn,
    savedAt: row.savedAt?.toISOString() ?? null,
    savedBy: row.savedBy,
  };
}

/** An unfinished draft is fine; one that cannot be kept is not. */
function refuseUnstorable(definition: FormDefinition): void {
  const problems = storageProblems(definition, 'definition');
  if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
}
