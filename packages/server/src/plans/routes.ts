import { listPlans, updatePlan } from '@anshao/core/plans/contract.ts';
import type { Routes } from '../access/routing.ts';
import type { PlansService } from './service.ts';

export function registerPlansRoutes(routes: Routes, service: PlansService): void {
  routes.on(listPlans, async ({ viewer }) => ({ rows: await service.list(viewer) }));
  routes.on(updatePlan, ({ viewer, params, body }) => service.update(viewer, params.id, body));
}
