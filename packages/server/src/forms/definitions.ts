/** Publishing definitions and reading published ones. A version never changes, so its compiled form may be kept. */

import { Problem } from '@anshao/core/base/errors.ts';
import { type CompiledForm, compileForm } from '@anshao/core/forms/compile.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { formulaRuns } from '@anshao/core/forms/formulas.ts';
import type { Step } from '@anshao/core/forms/publish-plan.ts';
import { type FormTables, formTables } from '@anshao/core/forms/tables.ts';
import { maybeOne, one, type Queryable, sql, type Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { carryOut, type PublishedBy, planPublication } from './publications.ts';

export interface PublishedForm {
  readonly version: number;
  readonly definition: FormDefinition;
  readonly compiled: CompiledForm;
  readonly tables: FormTables;
}

/**
 * Publishes one form in the caller's transaction. Publishing the same definition again does nothing.
 * @throws Problem `base.invalid`, or `TableBusy` when its tables are in use (`publications.ts`)
 */
export async function publishForm(
  transaction: Transaction,
  definition: FormDefinition,
  by: PublishedBy,
): Promise<{ version: number; steps: readonly Step[] }> {
  const publication = await planPublication(transaction, definition);
  if (publication) {
    await carryOut(transaction, [{ publication, by }]);
    return { version: publication.version, steps: publication.steps };
  }
  const current = await one<{ version: number }>(
    transaction,
    sql`select current_version as version from forms where key = ${definition.key}`,
  );
  return { version: current.version, steps: [] };
}

export function createDefinitions(runtime: Runtime) {
  const kept = new Map<string, PublishedForm>();

  async function version(key: string, number: number, db: Queryable = runtime.pool): Promise<PublishedForm> {
    const name = `${key} ${number}`;
    const known = kept.get(name);
    if (known) return known;
    const row = await maybeOne<{ definition: FormDefinition }>(
      db,
      sql`select definition from form_versions where form_key = ${key} and version = ${number}`,
    );
    if (!row) throw new Problem('base.not-found');
    const { definition } = row;
    const form = {
      version: number,
      definition,
      compiled: compileForm(definition, formulaRuns),
      tables: formTables(definition),
    };
    kept.set(name, form);
    return form;
  }

  return {
    version,
    async current(key: string, db: Queryable = runtime.pool): Promise<PublishedForm> {
      const row = await maybeOne<{ version: number }>(
        db,
        sql`select current_version as version from forms where key = ${key}`,
      );
      if (!row) throw new Problem('base.not-found');
      return version(key, row.version, db);
    },
  };
}

export type Definitions = ReturnType<typeof createDefinitions>;
