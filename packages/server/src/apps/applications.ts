/** Applications: a name, a menu and an audience around forms. What one may do in a form is the form's own matter. */

import type { App, AppForm, AppSummary, Audience, MenuEntry } from '@anshao/core/apps/applications.ts';
import { appIcons } from '@anshao/core/apps/applications.ts';
import { menuProblems } from '@anshao/core/apps/package-file.ts';
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { reachesNothing, rightsOn } from '@anshao/core/forms/access.ts';
import { cleanLine, cleanText } from '@anshao/core/forms/clean-text.ts';
import { storageProblems } from '@anshao/core/forms/storable.ts';
import { may, requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { type AppFormRow, deleteUnpublished, formsOfApp } from '../forms/designs.ts';
import { whileTablesAreBusy } from '../forms/publications.ts';
import * as store from './app-store.ts';
import type { Templates } from './templates.ts';

export interface NewAppBody {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  readonly description?: string;
  readonly template?: string;
}

export interface AppChange {
  readonly revision: number;
  readonly name?: string;
  readonly icon?: string;
  readonly description?: string;
  readonly audience?: Audience;
  readonly menu?: readonly MenuEntry[];
  readonly status?: 'active' | 'stopped';
}

export function createApplications(runtime: Runtime, templates: Templates) {
  const { pool, clock } = runtime;

  async function present(db: Queryable, viewer: Viewer, row: store.AppRow): Promise<App> {
    const isDesigner = may(viewer, 'form.design');
    const forms = (await formsOfApp(db, row.id)).map((form) => presentForm(form, viewer, isDesigner));
    return {
      ...summaryOf(row, isDesigner),
      revision: row.revision,
      audience: row.audience,
      menu: row.menu,
      formList: forms.filter((form) => isDesigner || isUsable(form)),
    };
  }

  async function mustFind(db: Queryable, viewer: Viewer, id: string): Promise<App> {
    const row = await store.findApp(db, id);
    if (!row) throw new Error(`the application ${id} was just written`);
    return present(db, viewer, row);
  }

  return {
    async exists(db: Queryable, id: string): Promise<boolean> {
      return (await store.findApp(db, id)) !== undefined;
    },

    /** Those the viewer is meant to see; whoever draws forms sees all, also stopped ones. */
    async list(viewer: Viewer): Promise<{ rows: AppSummary[]; may: { create: boolean } }> {
      const isDesigner = may(viewer, 'form.design');
      const rows = await store.allApps(pool);
      return {
        rows: rows.filter((row) => isVisible(row, viewer)).map((row) => summaryOf(row, isDesigner)),
        may: { create: isDesigner },
      };
    },

    async get(viewer: Viewer, id: string): Promise<App> {
      const row = await store.findApp(pool, id);
      if (!row || !isVisible(row, viewer)) throw new Problem('base.not-found');
      return present(pool, viewer, row);
    },

    /** Asked twice with the same id, there is one. @throws Problem `base.invalid`, `apps.no-template` */
    async create(viewer: Viewer, body: NewAppBody): Promise<App> {
      requireScope(viewer, 'form.design');
      refuse(storageProblems(body));
      const made = { at: clock.now(), by: viewer.personId };
      return whileTablesAreBusy(pool, async (transaction) => {
        if (await store.takeApp(transaction, body.id)) return mustFind(transaction, viewer, body.id);
        const look = {
          name: cleanLine(body.name),
          icon: body.icon,
          description: cleanText(body.description ?? ''),
          audience: { roles: null },
          menu: [],
        };
        // Nobody types this key: it only has to be unique and to stay.
        const key = `app${body.id.replaceAll('-', '').slice(-16)}`;
        await store.insertApp(transaction, { ...look, id: body.id, key, origin: 'own', shipped: null }, made);
        if (body.template !== undefined) await templates.unpack(transaction, body.template, body.id, made);
        await appendEvents(transaction, [
          {
            at: made.at,
            type: 'apps.created',
            actorId: viewer.personId,
            subjectId: body.id,
            data: { name: look.name, ...(body.template !== undefined && { template: body.template }) },
          },
        ]);
        return mustFind(transaction, viewer, body.id);
      });
    },

    /** @throws Problem `apps.moved`, `base.invalid` */
    async update(viewer: Viewer, id: string, change: AppChange): Promise<App> {
      requireScope(viewer, 'form.design');
      refuse(storageProblems(change));
      return inTransaction(pool, async (transaction) => {
        const row = await store.takeApp(transaction, id);
        if (!row) throw new Problem('base.not-found');
        if (row.revision !== change.revision) throw new Problem('apps.moved', { revision: row.revision });
        if (change.menu) {
          const keys = new Set((await formsOfApp(transaction, id)).map(({ key }) => key));
          refuse(menuProblems(change.menu, keys, 'menu'));
        }
        const { revision: _, ...changed } = change;
        const next = {
          ...row,
          ...changed,
          ...(change.name !== undefined && { name: cleanLine(change.name) }),
          ...(change.description !== undefined && { description: cleanText(change.description) }),
        };
        const at = clock.now();
        await store.updateApp(transaction, next, { at, by: viewer.personId });
        await appendEvents(transaction, [
          {
            at,
            type: 'apps.changed',
            actorId: viewer.personId,
            subjectId: id,
            data: { name: next.name, status: next.status, parts: Object.keys(changed) },
          },
        ]);
        return mustFind(transaction, viewer, id);
      });
    },

    /** @throws Problem `apps.has-forms` */
    async remove(viewer: Viewer, id: string): Promise<void> {
      requireScope(viewer, 'form.design');
      await inTransaction(pool, async (transaction) => {
        const row = await store.takeApp(transaction, id);
        if (!row) throw new Problem('base.not-found');
        const forms = await formsOfApp(transaction, id);
        if (forms.some(({ version }) => version > 0)) throw new Problem('apps.has-forms');
        await removeWith(transaction, row, forms, viewer.personId);
      });
    },
  };

  async function removeWith(
    transaction: Transaction,
    row: store.AppRow,
    forms: readonly AppFormRow[],
    by: string,
  ): Promise<void> {
    for (const { id } of forms) await deleteUnpublished(transaction, id);
    await store.deleteApp(transaction, row.id);
    await appendEvents(transaction, [
      { at: clock.now(), type: 'apps.removed', actorId: by, subjectId: row.id, data: { name: row.name } },
    ]);
  }
}

export type Applications = ReturnType<typeof createApplications>;

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
}

function isVisible(row: store.AppRow, viewer: Viewer): boolean {
  if (may(viewer, 'form.design')) return true;
  if (row.status === 'stopped') return false;
  const { roles } = row.audience;
  return roles === null || viewer.posts.some((post) => post.bound && roles.includes(post.role));
}

function summaryOf(row: store.AppRow, isDesigner: boolean): AppSummary {
  const { id, key, name, description, status, origin, published, drawn } = row;
  return {
    id,
    key,
    name,
    // A package of a newer program may bring a picture we do not have.
    icon: appIcons.find((icon) => icon === row.icon) ?? 'clipboard',
    description,
    status,
    origin,
    forms: isDesigner ? published + drawn : published,
    may: { design: isDesigner },
  };
}

function presentForm(form: AppFormRow, viewer: Viewer, isDesigner: boolean): AppForm {
  const { access, isPlaced, ...shown } = form;
  const rights = rightsOn(access, viewer.posts, isPlaced);
  const isOpen = form.version > 0 && form.status === 'active';
  return {
    ...shown,
    may: {
      create: isOpen && !reachesNothing({ places: rights.create, own: false }),
      read: form.version > 0 && !reachesNothing(rights.read),
      design: isDesigner,
    },
  };
}

/** A stopped form is there for those who read its records. */
function isUsable({ version, may: allowed }: AppForm): boolean {
  return version > 0 && (allowed.create || allowed.read);
}
