/** SQL of applications. */
import type { Audience, MenuEntry } from '@anshao/core/apps/applications.ts';
import { many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';

export interface AppRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly icon: string;
  readonly description: string;
  readonly status: 'active' | 'stopped';
  readonly audience: Audience;
  readonly menu: readonly MenuEntry[];
  readonly origin: string;
  readonly shipped: AppLook | null;
  readonly revision: number;
  /** Published forms in use, and drafts of forms that never were published. */
  readonly published: number;
  readonly drawn: number;
}

/** What a package brings of an application besides its forms. */
export interface AppLook {
  readonly name: string;
  readonly icon: string;
  readonly description: string;
  readonly audience: Audience;
  readonly menu: readonly MenuEntry[];
}

const selected = sql`a.id, a.key, a.name, a.icon, a.description, a.status, a.audience, a.menu, a.origin, a.shipped, a.revision,
  (select count(*) from forms f where f.app_id = a.id and f.status = 'active') as published,
  (select count(*) from form_drafts d where d.app_id = a.id and d.based_on = 0) as drawn`;

type Row = AppRow & Record<string, unknown>;

export function allApps(db: Queryable): Promise<AppRow[]> {
  return many<Row>(db, sql`select ${selected} from apps a order by a.created_at, a.id`);
}

export function findApp(db: Queryable, id: string): Promise<AppRow | undefined> {
  return maybeOne<Row>(db, sql`select ${selected} from apps a where a.id = ${id}`);
}

/** The same, with everybody else who would change it waiting until the transaction ends. */
export async function takeApp(transaction: Transaction, id: string): Promise<AppRow | undefined> {
  await run(transaction, sql`select pg_advisory_xact_lock(hashtextextended(${id}, 2))`);
  return findApp(transaction, id);
}

/** Who has this key already, if it is another application. */
export async function keyOwnerOfApp(db: Queryable, key: string, id: string): Promise<string | undefined> {
  const row = await maybeOne<{ name: string }>(db, sql`select name from apps where key = ${key} and id <> ${id}`);
  return row?.name;
}

export interface NewApp extends AppLook {
  readonly id: string;
  readonly key: string;
  readonly origin: string;
  readonly shipped: AppLook | null;
}

export async function insertApp(
  transaction: Transaction,
  app: NewApp,
  made: { at: Date; by: string | null },
): Promise<void> {
  await run(
    transaction,
    sql`insert into apps (id, key, name, icon, description, audience, menu, origin, shipped, created_at, created_by, updated_at, updated_by)
        values (${app.id}, ${app.key}, ${app.name}, ${app.icon}, ${app.description}, ${JSON.stringify(app.audience)},
          ${JSON.stringify(app.menu)}, ${app.origin}, ${app.shipped && JSON.stringify(app.shipped)}::jsonb,
          ${made.at}, ${made.by}, ${made.at}, ${made.by})`,
  );
}

export async function updateApp(
  transaction: Transaction,
  app: AppLook & { readonly id: string; readonly status: string },
  made: { at: Date; by: string | null },
): Promise<void> {
  await run(
    transaction,
    sql`update apps set name = ${app.name}, icon = ${app.icon}, description = ${app.description}, status = ${app.status},
          audience = ${JSON.stringify(app.audience)}, menu = ${JSON.stringify(app.menu)}, revision = revision + 1,
          updated_at = ${made.at}, updated_by = ${made.by}
        where id = ${app.id}`,
  );
}

export async function setShippedLook(transaction: Transaction, app: string, look: AppLook): Promise<void> {
  await run(transaction, sql`update apps set shipped = ${JSON.stringify(look)} where id = ${app}`);
}

/** Takes the application away with the drafts in it; its forms, if any, are in the way. */
export async function deleteApp(transaction: Transaction, id: string): Promise<void> {
  await run(transaction, sql`delete from apps where id = ${id}`);
}
