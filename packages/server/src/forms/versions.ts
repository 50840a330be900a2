/**
 * Published versions of a form, who may do what with its records, and whether it is in use. Rights and stopping hold at
 * once and belong to no version.
 */

import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { defaultGrants } from '@anshao/core/forms/access.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormAccess, FormGrant, VersionRow } from '@anshao/core/forms/designing.ts';
import { withoutFields } from '@anshao/core/forms/without-fields.ts';
import { may, requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Runtime } from '../base/runtime.ts';
import * as store from './design-store.ts';
import { definitionOf } from './designs.ts';
import { type FormDeps, headerOf, openForm } from './record-forms.ts';

/** @param opening as records are opened, so that both show the same form to the same person */
export function createVersions(runtime: Runtime, opening: FormDeps) {
  const { pool, clock } = runtime;

  async function find(viewer: Viewer, form: string): Promise<store.DesignRow> {
    requireScope(viewer, 'form.design');
    const row = await store.findDesign(pool, form);
    if (!row) throw new Problem('base.not-found');
    return row;
  }

  return {
    async list(viewer: Viewer, form: string): Promise<VersionRow[]> {
      await find(viewer, form);
      const rows = await store.versionsOf(pool, form);
      return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
    },

    /** Whoever may read records, or make them, sees the version without the fields that are hidden from him. */
    async get(viewer: Viewer, form: string, version: number): Promise<{ version: number; definition: FormDefinition }> {
      const found = await store.findVersion(pool, form, version);
      if (!found) throw new Problem('base.not-found');
      const { key, definition } = found;
      if (may(viewer, 'form.design')) return { version, definition };
      const { rights } = await openForm(opening, pool, viewer, await headerOf(pool, key));
      return { version, definition: withoutFields(definition, rights.hidden) };
    },

    async access(viewer: Viewer, form: string): Promise<FormGrant[]> {
      return [...((await find(viewer, form)).access ?? defaultGrants)];
    },

    /** @throws Problem `base.invalid` with every grant that names a role twice or a field that is not there */
    async saveAccess(viewer: Viewer, form: string, grants: FormAccess): Promise<FormGrant[]> {
      const row = await find(viewer, form);
      // Before the first publication there are no records to have rights on.
      if (row.version === 0) throw new Problem('base.not-found');
      const problems = grantProblems(definitionOf(row), row.published, grants);
      if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
      await inTransaction(pool, async (transaction) => {
        await store.takeDesign(transaction, form);
        await store.setAccess(transaction, form, grants);
        await appendEvents(transaction, [
          {
            at: clock.now(),
            type: 'forms.accessChanged',
            actorId: viewer.personId,
            subjectId: form,
            data: { form: row.key, name: definitionOf(row).name, before: row.access ?? defaultGrants, after: grants },
          },
        ]);
      });
      return grants;
    },

    /** @throws Problem `records.read-only` where a module makes the records: it is stopped there */
    async setStopped(viewer: Viewer, form: string, stopped: boolean): Promise<{ status: store.FormStatus }> {
      const row = await find(viewer, form);
      if (row.version === 0) throw new Problem('base.not-found');
      const managed = opening.managed.get(row.key);
      if (managed) throw new Problem('records.read-only', { form: row.key, module: managed.module });
      const status = stopped ? 'stopped' : 'active';
      await inTransaction(pool, async (transaction) => {
        const at = clock.now();
        if (!(await store.setStatus(transaction, form, status, at))) return;
        await appendEvents(transaction, [
          {
            at,
            ...(stopped ? { type: 'forms.stopped' } : { type: 'forms.resumed' }),
            actorId: viewer.personId,
            subjectId: form,
            data: { form: row.key, name: row.published?.name ?? row.key },
          },
        ]);
      });
      return { status };
    },
  };
}

export type Versions = ReturnType<typeof createVersions>;

/** Fields of the draft count as well: rights may be set before the field is published. */
function grantProblems(drawn: FormDefinition, published: FormDefinition | null, grants: FormAccess): FieldProblem[] {
  const keys = new Set([...drawn.fields, ...(published?.fields ?? [])].map(({ key }) => key));
  const seen = new Set<string>();
  return grants.flatMap((grant, index) => {
    const problems: FieldProblem[] = [];
    if (seen.has(grant.role))
      problems.push({ path: `grants[${index}].role`, code: 'apps.repeated', details: { key: grant.role } });
    seen.add(grant.role);
    for (const list of ['hidden', 'fixed'] as const)
      grant[list].forEach((key, position) => {
        if (!keys.has(key))
          problems.push({
            path: `grants[${index}].${list}[${position}]`,
            code: 'forms.rule-field',
            details: { field: key },
          });
      });
    return problems;
  });
}
