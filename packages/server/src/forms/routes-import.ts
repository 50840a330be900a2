/** HTTP of forms proposed from sheets. */
import { proposeFromSheet } from '@anshao/core/forms/import-contract.ts';
import type { Routes } from '../access/routing.ts';
import type { FormProposals } from './import/service.ts';

export function registerFormImportRoutes(routes: Routes, proposals: FormProposals): void {
  routes.on(proposeFromSheet, ({ viewer, body }) => proposals.propose(viewer, body));
}
