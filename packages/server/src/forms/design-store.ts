/** SQL of drafts: what is drawn, what it was drawn from, and who has it open. */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormAccess } from '@anshao/core/forms/designing.ts';
import { many, maybeOne, type Queryable, run, type Sql, sql, type Transaction } from '../base/database/sql.ts';

/** A form as its designer finds it: published, drawn, or both. */
export interface DesignRow {
  readonly form: string;
  readonly key: string;
  readonly app: string;
  readonly appName: string;
  /** 0: never published. */
  readonly version: number;
  readonly published: FormDefinition | null;
  readonly retired: readonly unknown[];
  readonly origin: string;
  readonly shipped: FormDefinition | null;
  readonly access: FormAccess | null;
  /** Of the draft, or of the last one there was. */
  readonly revision: number;
  readonly drawn: FormDefinition | null;
  readonly basedOn: number;
  readonly savedAt: Date | null;
  readonly savedBy: { id: string; name: string } | null;
}

const selected = sql`
  coalesce(f.id, d.form_id) as form, coalesce(f.key, d.form_key) as key, a.id as app, a.name as "appName",
  coalesce(f.current_version, 0) as version, v.definition as published, coalesce(f.retired, '[]') as retired,
  coalesce(f.origin, 'own') as origin, f.shipped, f.access,
  coalesce(d.revision, f.draft_revision, 0) as revision, d.definition as drawn,
  coalesce(d.based_on, f.current_version, 0) as "basedOn", d.saved_at as "savedAt",
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as "savedBy"`;

/** Every form has at least one of the two; what belongs to no application is not drawn (yet). */
const source = sql`
  (select id from forms union select form_id from form_drafts) as known (id)
  left join forms f on f.id = known.id
  left join form_versions v on v.form_key = f.key and v.version = f.current_version
  left join form_drafts d on d.form_id = known.id
  left join people p on p.id = d.saved_by
  join apps a on a.id = coalesce(f.app_id, d.app_id)`;

export function findDesign(db: Queryable, form: string): Promise<DesignRow | undefined> {
  return maybeOne<DesignRow & Record<string, unknown>>(
    db,
    sql`select ${selected} from ${source} where known.id = ${form}`,
  );
}

/** The same, with everybody else who would change it waiting until the transaction ends. */
export async function takeDesign(transaction: Transaction, form: string): Promise<DesignRow | undefined> {
  await run(transaction, sql`select pg_advisory_xact_lock(hashtextextended(${form}, 1))`);
  return findDesign(transaction, form);
}

export async function putDraft(
  transaction: Transaction,
  draft: {
    form: string;
    app: string;
    definition: FormDefinition;
    revision: number;
    basedOn: number;
    at: Date;
    by: string | null;
  },
): Promise<void> {
  await run(
    transaction,
    sql`insert into form_drafts (form_id, form_key, app_id, definition, revision, based_on, created_at, created_by, saved_at, saved_by)
        values (${draft.form}, ${draft.definition.key}, ${draft.app}, ${JSON.stringify(draft.definition)}, ${draft.revision},
          ${draft.basedOn}, ${draft.at}, ${draft.by}, ${draft.at}, ${draft.by})
        on conflict (form_id) do update set form_key = excluded.form_key, definition = excluded.definition,
          revision = excluded.revision, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
  );
}

/** @param revision what the next draft goes on from */
export async function dropDraft(transaction: Transaction, form: string, revision: number): Promise<void> {
  await run(transaction, sql`delete from form_drafts where form_id = ${form}`);
  await run(transaction, sql`update forms set draft_revision = ${revision} where id = ${form}`);
}

/** Everything about a form that was never published. */
export async function deleteUnpublished(transaction: Transaction, form: string): Promise<void> {
  await run(transaction, sql`delete from draft_comments where form_id = ${form}`);
  await run(transaction, sql`delete from draft_shares where form_id = ${form}`);
  await run(transaction, sql`delete from draft_editors where form_id = ${form}`);
  await run(transaction, sql`delete from form_drafts where form_id = ${form}`);
}

/** Who published or discarded it last, and which of the two it was. */
export function lastMove(
  db: Queryable,
  form: string,
): Promise<{ type: string; id: string | null; name: string | null } | undefined> {
  return maybeOne(
    db,
    sql`select e.type, p.id, p.name from events e left join people p on p.id = e.actor_id
        where e.subject_id = ${form} and e.type in ('forms.published', 'forms.draftDiscarded')
        order by e.xid desc, e.seq desc limit 1`,
  );
}

/* ---- versions ---- */

export interface VersionRow {
  readonly version: number;
  readonly publishedAt: Date;
  readonly publishedBy: { id: string; name: string } | null;
  readonly note: string | null;
  readonly fields: number;
}

export function versionsOf(db: Queryable, form: string): Promise<VersionRow[]> {
  return many<VersionRow & Record<string, unknown>>(
    db,
    sql`select v.version, v.published_at as "publishedAt", v.note, jsonb_array_length(v.definition -> 'fields') as fields,
          case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as "publishedBy"
        from form_versions v join forms f on f.key = v.form_key left join people p on p.id = v.published_by
        where f.id = ${form} order by v.version desc`,
  );
}

/** The newest version with something to say to those who fill the form. The first one has nothing it differs from. */
export function latestNote(
  db: Queryable,
  key: string,
): Promise<{ version: number; publishedAt: Date; note: string } | undefined> {
  return maybeOne(
    db,
    sql`select version, published_at as "publishedAt", note from form_versions
        where form_key = ${key} and version > 1 and note is not null order by version desc limit 1`,
  );
}

export function findVersion(
  db: Queryable,
  form: string,
  version: number,
): Promise<{ key: string; definition: FormDefinition } | undefined> {
  return maybeOne(
    db,
    sql`select f.key, v.definition from form_versions v join forms f on f.key = v.form_key
        where f.id = ${form} and v.version = ${version}`,
  );
}

export async function setAccess(transaction: Transaction, form: string, access: FormAccess): Promise<void> {
  await run(transaction, sql`update forms set access = ${JSON.stringify(access)} where id = ${form}`);
}

export type FormStatus = 'active' | 'stopped';

/** @returns false when that is what it is already */
export async function setStatus(
  transaction: Transaction,
  form: string,
  status: FormStatus,
  at: Date,
): Promise<boolean> {
  const changed = await run(
    transaction,
    sql`update forms set status = ${status}, updated_at = ${at} where id = ${form} and status <> ${status}`,
  );
  return changed > 0;
}

/* ---- presence ---- */

export interface EditorRow {
  readonly client: string;
  readonly person: { id: string; name: string };
  readonly since: Date;
}

/** Those who gave a sign since then. */
export function editorsOf(db: Queryable, form: string, since: Date): Promise<EditorRow[]> {
  return many<EditorRow & Record<string, unknown>>(
    db,
    sql`select e.client, e.since, jsonb_build_object('id', p.id, 'name', p.name) as person
        from draft_editors e join people p on p.id = e.person_id
        where e.form_id = ${form} and e.seen_at > ${since} order by e.since, e.client`,
  );
}

/** A tab gives a sign, or leaves; those long silent are forgotten on the way. */
export async function markEditor(
  db: Queryable,
  editor: { form: string; client: string; person: string; at: Date; isLeaving: boolean },
  silentSince: Date,
): Promise<void> {
  const gone: Sql = editor.isLeaving ? sql`client = ${editor.client} or` : sql``;
  await run(db, sql`delete from draft_editors where form_id = ${editor.form} and (${gone} seen_at <= ${silentSince})`);
  if (editor.isLeaving) return;
  await run(
    db,
    sql`insert into draft_editors (form_id, client, person_id, since, seen_at)
        values (${editor.form}, ${editor.client}, ${editor.person}, ${editor.at}, ${editor.at})
        on conflict (form_id, client) do update set seen_at = excluded.seen_at, person_id = excluded.person_id`,
  );
}

/* ---- the forms of an application ---- */

export interface AppFormRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** 0: never published. */
  readonly version: number;
  readonly hasDraft: boolean;
  readonly status: FormStatus;
  readonly access: FormAccess | null;
  readonly isPlaced: boolean;
}

export function formsOfApp(db: Queryable, app: string): Promise<AppFormRow[]> {
  return many<AppFormRow & Record<string, unknown>>(
    db,
    sql`select f.id, f.key, f.name, coalesce(v.definition ->> 'description', '') as description,
          f.current_version as version, exists (select from form_drafts d where d.form_id = f.id) as "hasDraft", f.status,
          f.access, coalesce(v.definition -> 'settings' ->> 'place', 'community') <> 'none' as "isPlaced"
        from forms f join form_versions v on v.form_key = f.key and v.version = f.current_version
        where f.app_id = ${app}
        union all
        select d.form_id, d.form_key, d.definition ->> 'name', coalesce(d.definition ->> 'description', ''), 0, true,
          'active', null, true
        from form_drafts d where d.app_id = ${app} and not exists (select from forms f where f.id = d.form_id)
        order by 2`,
  );
}
