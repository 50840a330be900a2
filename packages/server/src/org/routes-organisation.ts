/** Departments and the duty roster over HTTP. */
import * as departmentCalls from '@anshao/core/org/departments-contract.ts';
import * as dutyCalls from '@anshao/core/org/duty-contract.ts';
import type { Routes } from '../access/routing.ts';
import type { Departments } from './departments.ts';
import type { Duty } from './duty.ts';

const ok = { ok: true } as const;

export function registerOrganisationRoutes(routes: Routes, departments: Departments, duty: Duty): void {
  routes.on(departmentCalls.listDepartments, async ({ viewer, query }) => ({
    rows: await departments.listDepartments(viewer, query.companyId),
  }));
  routes.on(departmentCalls.createDepartment, ({ viewer, body }) => departments.createDepartment(viewer, body));
  routes.on(departmentCalls.updateDepartment, ({ viewer, params, body }) =>
    departments.updateDepartment(viewer, params.department, body),
  );
  routes.on(departmentCalls.listMembers, async ({ viewer, params }) => ({
    rows: await departments.listMembers(viewer, params.department),
  }));
  routes.on(departmentCalls.addMember, async ({ viewer, params }) => {
    await departments.addMember(viewer, params.department, params.person);
    return ok;
  });
  routes.on(departmentCalls.removeMember, async ({ viewer, params }) => {
    await departments.removeMember(viewer, params.department, params.person);
    return ok;
  });

  routes.on(dutyCalls.listShifts, ({ viewer, query }) => duty.listShifts(viewer, query));
  routes.on(dutyCalls.addShift, ({ viewer, body }) => duty.addShift(viewer, body));
  routes.on(dutyCalls.removeShift, async ({ viewer, params }) => {
    await duty.removeShift(viewer, params.shift);
    return ok;
  });
}
