/** Entering and changing a property company. */
import { Problem } from '@anshao/core/base/errors.ts';
import type { Company, CompanyInput } from '@anshao/core/org/contract.ts';
import { requireAt, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Runtime } from '../base/runtime.ts';
import { narrow } from './clean-text.ts';
import * as store from './store.ts';

export function createCompanies(runtime: Runtime) {
  return {
    /** @throws Problem `org.code-taken`, `base.invalid`, `access.forbidden` */
    async createCompany(viewer: Viewer, input: CompanyInput): Promise<Company> {
      const company = { id: runtime.newId(), ...cleaned(input) };
      requireAt(viewer, 'directory.edit', { communityId: null, companyId: company.id, districtId: null });
      return inTransaction(runtime.pool, async (transaction) => {
        const at = runtime.clock.now();
        if ((await store.insertCompany(transaction, company, at)) === 0) {
          throw new Problem('org.code-taken', { code: company.code });
        }
        await appendEvents(transaction, [
          { at, type: 'org.companyCreated', actorId: viewer.personId, subjectId: company.id, companyId: company.id },
        ]);
        return company;
      });
    },

    /** Fields that are not given stay. */
    async updateCompany(viewer: Viewer, id: string, input: Partial<CompanyInput>): Promise<Company> {
      requireAt(viewer, 'directory.edit', { communityId: null, companyId: id, districtId: null });
      const change = cleaned(input);
      return inTransaction(runtime.pool, async (transaction) => {
        const at = runtime.clock.now();
        const changed = await store
          .changeCompany(transaction, id, { code: change.code ?? null, name: change.name ?? null }, at)
          .catch((error: { code?: string }) => {
            throw error.code === '23505' ? new Problem('org.code-taken', { code: change.code }) : error;
          });
        if (!changed) throw new Problem('base.not-found');
        await appendEvents(transaction, [
          {
            at,
            type: 'org.companyChanged',
            actorId: viewer.personId,
            subjectId: id,
            companyId: id,
            data: { ...change },
          },
        ]);
        return changed;
      });
    },
  };
}

/** @throws Problem `base.invalid` naming every field that is empty once blanks are gone */
function cleaned<Input extends Partial<CompanyInput>>(input: Input): Input {
  const shown = { ...input };
  const problems = [];
  for (const field of ['code', 'name'] as const) {
    const value = input[field];
    if (value === undefined) continue;
    shown[field] = narrow(value).trim();
    if (shown[field] === '') problems.push({ path: field, code: 'forms.required' });
  }
  if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
  return shown;
}
