import { listMyTasks } from '@anshao/core/tasks/contract.ts';
import type { Routes } from '../access/routing.ts';
import type { TasksService } from './service.ts';

export function registerTasksRoutes(routes: Routes, service: TasksService): void {
  routes.on(listMyTasks, ({ viewer, query }) => service.inbox(viewer, query));
}
