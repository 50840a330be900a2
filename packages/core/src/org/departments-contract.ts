/** Departments of a company, or of the operator itself: a tree of names with the people in it. */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Done, Id, Nullable } from '../base/schemas.ts';

export const mostDepartmentLevels = 6;

export const Department = Type.Object({
  id: Id,
  name: Type.String(),
  companyId: Nullable(Id),
  companyName: Nullable(Type.String()),
  parentId: Nullable(Id),
  position: Type.Integer(),
  status: Type.Enum(['active', 'stopped']),
  members: Type.Integer(),
});
export type Department = Static<typeof Department>;

const strict = { additionalProperties: false };
const name = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
const byId = Type.Object({ department: Id });

export const listDepartments = defineCall({
  name: 'org.listDepartments',
  method: 'GET',
  path: '/departments',
  summary: '部门列表（权限范围内），上级在前',
  admission: 'signedIn',
  query: Type.Object({ companyId: Type.Optional(Id) }),
  answer: Type.Object({ rows: Type.Array(Department) }),
});

export const createDepartment = defineCall({
  name: 'org.createDepartment',
  method: 'POST',
  path: '/departments',
  summary: '新增部门',
  admission: 'signedIn',
  /** The id is made by the caller: asked twice, there is one department. Below a parent the company is the parent's. */
  body: Type.Object(
    { id: Id, name, companyId: Type.Optional(Nullable(Id)), parentId: Type.Optional(Nullable(Id)) },
    strict,
  ),
  answer: Department,
  errors: ['base.invalid', 'base.not-found'],
});

export const updateDepartment = defineCall({
  name: 'org.updateDepartment',
  method: 'PATCH',
  path: '/departments/:department',
  summary: '修改部门：改名、移到别的部门之下、停用',
  admission: 'signedIn',
  params: byId,
  body: Type.Object(
    {
      name: Type.Optional(name),
      parentId: Type.Optional(Nullable(Id)),
      status: Type.Optional(Type.Enum(['active', 'stopped'])),
    },
    strict,
  ),
  answer: Department,
  errors: ['base.not-found', 'base.invalid'],
});

export const DepartmentMember = Type.Object({
  id: Id,
  name: Type.String(),
  /** Masked. */
  mobile: Nullable(Type.String()),
  post: Nullable(Type.String()),
});
export type DepartmentMember = Static<typeof DepartmentMember>;

export const listMembers = defineCall({
  name: 'org.listMembers',
  method: 'GET',
  path: '/departments/:department/members',
  summary: '部门的人员',
  admission: 'signedIn',
  params: byId,
  answer: Type.Object({ rows: Type.Array(DepartmentMember) }),
  errors: ['base.not-found'],
});

const member = Type.Object({ department: Id, person: Id });

export const addMember = defineCall({
  name: 'org.addMember',
  method: 'PUT',
  path: '/departments/:department/members/:person',
  summary: '把人员加入部门',
  admission: 'signedIn',
  params: member,
  answer: Done,
  errors: ['base.not-found'],
});

export const removeMember = defineCall({
  name: 'org.removeMember',
  method: 'DELETE',
  path: '/departments/:department/members/:person',
  summary: '把人员移出部门',
  admission: 'signedIn',
  params: member,
  answer: Done,
  errors: ['base.not-found'],
});
