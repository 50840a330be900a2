/** Keeping departments: a tree without circles, in which every department is of its parent's company. */
import type { Place } from '@anshao/core/access/rights.ts';
import type { BodyOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { maskMobile } from '@anshao/core/base/masking.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import {
  type createDepartment,
  type Department,
  type DepartmentMember,
  mostDepartmentLevels,
  type updateDepartment,
} from '@anshao/core/org/departments-contract.ts';
import { requireAt, requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { narrow } from './clean-text.ts';
import * as store from './department-store.ts';

export function createDepartments(runtime: Runtime) {
  const { pool, clock } = runtime;

  const readable = async (viewer: Viewer, id: string) => {
    const found = await store.findDepartment(pool, id, requireScope(viewer, 'directory.read'));
    if (!found) throw new Problem('base.not-found');
    return found;
  };

  const told = (
    transaction: Transaction,
    viewer: Viewer,
    of: store.DepartmentRow,
    event: { readonly type: string; readonly data?: Readonly<Record<string, unknown>> },
  ) =>
    appendEvents(transaction, [
      {
        at: clock.now(),
        type: event.type,
        actorId: viewer.personId,
        subjectId: of.id,
        companyId: of.companyId,
        data: { name: of.name, ...event.data },
      },
    ]);

  /** Runs a change on a department that the viewer may edit. */
  const change = <T>(
    viewer: Viewer,
    id: string,
    work: (transaction: Transaction, department: store.DepartmentRow) => Promise<T>,
  ): Promise<T> =>
    inTransaction(pool, async (transaction) => {
      await store.lockTree(transaction);
      const scope = requireScope(viewer, 'directory.read');
      const department = await store.findDepartment(transaction, id, scope);
      if (!department) throw new Problem('base.not-found');
      requireAt(viewer, 'directory.edit', placeOf(department.companyId));
      return work(transaction, department);
    });

  return {
    async listDepartments(viewer: Viewer, companyId: string | undefined): Promise<Department[]> {
      return store.listDepartments(pool, requireScope(viewer, 'directory.read'), companyId);
    },

    /** @throws Problem `base.invalid`, `base.not-found` */
    async createDepartment(viewer: Viewer, input: BodyOf<typeof createDepartment>): Promise<Department> {
      return inTransaction(pool, async (transaction) => {
        await store.lockTree(transaction);
        const scope = requireScope(viewer, 'directory.edit');
        const known = await store.findDepartment(transaction, input.id, scope);
        if (known) return known;
        const parent = input.parentId ? await store.findDepartment(transaction, input.parentId, scope) : undefined;
        const companyId = parent ? parent.companyId : (input.companyId ?? null);
        requireAt(viewer, 'directory.edit', placeOf(companyId));
        const problems = [
          ...(input.parentId && !parent ? [{ path: 'parentId', code: 'org.department-parent' }] : []),
          ...(!parent && companyId && !(await store.companyExists(transaction, companyId))
            ? [{ path: 'companyId', code: 'org.unknown-place', details: { place: 'company' } }]
            : []),
          ...(parent && (await store.pathUp(transaction, parent.id)).length >= mostDepartmentLevels ? [tooDeep] : []),
        ];
        const name = nameOf(input.name);
        if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
        const made = { id: input.id, name, companyId, parentId: parent?.id ?? null };
        if ((await store.insertDepartment(transaction, made)) === 0) throw new Problem('base.conflict');
        const created = await department(transaction, input.id);
        await told(transaction, viewer, created, { type: 'org.departmentCreated' });
        return created;
      });
    },

    /** What is not given stays. @throws Problem `base.invalid`, `base.not-found` */
    updateDepartment(viewer: Viewer, id: string, input: BodyOf<typeof updateDepartment>): Promise<Department> {
      return change(viewer, id, async (transaction, before) => {
        const parentId = input.parentId === undefined ? before.parentId : input.parentId;
        const status = input.status ?? before.status;
        const name = input.name === undefined ? before.name : nameOf(input.name);
        const problems = [];
        if (parentId !== null && parentId !== before.parentId) {
          const parent = await store.findDepartment(transaction, parentId);
          const path = parent ? await store.pathUp(transaction, parentId) : [];
          if (!parent || parent.companyId !== before.companyId || path.includes(id))
            problems.push({ path: 'parentId', code: 'org.department-parent' });
          else if (path.length + (await store.levelsBelow(transaction, id)) > mostDepartmentLevels)
            problems.push(tooDeep);
        }
        if (status === 'stopped' && before.status === 'active' && (await store.hasActiveBelow(transaction, id)))
          problems.push({ path: 'status', code: 'org.department-has-children' });
        if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
        await store.changeDepartment(transaction, id, { name, parentId, status });
        const after = await department(transaction, id);
        await told(transaction, viewer, after, { type: 'org.departmentChanged', data: { status } });
        return after;
      });
    },

    async listMembers(viewer: Viewer, id: string): Promise<DepartmentMember[]> {
      await readable(viewer, id);
      const rows = await store.listMembers(pool, id, clock.now().toISOString());
      return rows.map(({ mobile, post, ...row }) => ({
        ...row,
        mobile: mobile && maskMobile(mobile),
        post: post ? (viewer.roles.get(post as Role)?.name ?? post) : null,
      }));
    },

    addMember(viewer: Viewer, id: string, person: string): Promise<void> {
      return change(viewer, id, async (transaction, of) => {
        if (!(await store.personExists(transaction, person))) throw new Problem('base.not-found');
        if ((await store.insertMember(transaction, id, person)) > 0)
          await told(transaction, viewer, of, { type: 'org.departmentMemberAdded', data: { personId: person } });
      });
    },

    removeMember(viewer: Viewer, id: string, person: string): Promise<void> {
      return change(viewer, id, async (transaction, of) => {
        if ((await store.deleteMember(transaction, id, person)) > 0)
          await told(transaction, viewer, of, { type: 'org.departmentMemberRemoved', data: { personId: person } });
      });
    },
  };

  async function department(transaction: Transaction, id: string): Promise<store.DepartmentRow> {
    const found = await store.findDepartment(transaction, id);
    if (!found) throw new Error(`department ${id} has just been written`);
    return found;
  }
}

export type Departments = ReturnType<typeof createDepartments>;

const tooDeep = { path: 'parentId', code: 'org.department-too-deep', details: { most: mostDepartmentLevels } };

/** A department without a company is the operator's own: only who may everywhere edits it. */
function placeOf(companyId: string | null): Place {
  return { communityId: null, companyId, districtId: null };
}

function nameOf(given: string): string {
  const name = narrow(given).trim();
  if (name === '') throw new Problem('base.invalid', undefined, [{ path: 'name', code: 'forms.required' }]);
  return name;
}
