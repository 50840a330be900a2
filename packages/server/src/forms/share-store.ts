/** SQL of shared drafts and the comments on them. */
import { many, maybeOne, one, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';

export interface ShareRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly createdBy: { id: string; name: string } | null;
  readonly expiresAt: Date;
  readonly comments: number;
}

export interface CommentRow {
  readonly id: string;
  readonly field: string | null;
  readonly author: string;
  readonly text: string;
  readonly vote: number;
  readonly at: Date;
  readonly resolvedAt: Date | null;
}

const comment = sql`c.id, c.field, c.author, c.body as text, c.vote, c.written_at as at, c.resolved_at as "resolvedAt"`;

export async function insertShare(
  transaction: Transaction,
  share: { id: string; form: string; tokenHash: Buffer; at: Date; by: string; expiresAt: Date },
): Promise<void> {
  await run(
    transaction,
    sql`insert into draft_shares (id, form_id, token_hash, created_at, created_by, expires_at)
        values (${share.id}, ${share.form}, ${share.tokenHash}, ${share.at}, ${share.by}, ${share.expiresAt})`,
  );
}

/** Those that still lead somewhere, the newest first. */
export function sharesOf(db: Queryable, form: string, now: Date): Promise<ShareRow[]> {
  return many<ShareRow & Record<string, unknown>>(
    db,
    sql`select s.id, s.created_at as "createdAt", s.expires_at as "expiresAt",
          case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as "createdBy",
          (select count(*) from draft_comments c where c.share_id = s.id) as comments
        from draft_shares s left join people p on p.id = s.created_by
        where s.form_id = ${form} and s.revoked_at is null and s.expires_at > ${now}
        order by s.created_at desc, s.id desc`,
  );
}

/** @returns false when there is no such share that still leads somewhere */
export async function revokeShare(transaction: Transaction, form: string, share: string, now: Date): Promise<boolean> {
  const ended = await run(
    transaction,
    sql`update draft_shares set revoked_at = ${now}
        where id = ${share} and form_id = ${form} and revoked_at is null and expires_at > ${now}`,
  );
  return ended === 1;
}

export interface OpenShare {
  readonly id: string;
  readonly form: string;
  readonly expiresAt: Date;
}

export function findByToken(db: Queryable, tokenHash: Buffer, now: Date): Promise<OpenShare | undefined> {
  return maybeOne<OpenShare & Record<string, unknown>>(
    db,
    sql`select id, form_id as form, expires_at as "expiresAt" from draft_shares
        where token_hash = ${tokenHash} and revoked_at is null and expires_at > ${now}`,
  );
}

export function commentsOf(db: Queryable, form: string): Promise<CommentRow[]> {
  return many<CommentRow & Record<string, unknown>>(
    db,
    sql`select ${comment} from draft_comments c where c.form_id = ${form} order by c.written_at, c.id`,
  );
}

export async function countComments(db: Queryable, form: string): Promise<number> {
  return (await one<{ count: number }>(db, sql`select count(*) from draft_comments where form_id = ${form}`)).count;
}

/** @returns undefined when the id belongs to something else already; the first of two with the same id counts */
export async function insertComment(
  db: Queryable,
  row: {
    id: string;
    form: string;
    share: string;
    field: string | null;
    author: string;
    person: string | null;
    text: string;
    vote: number;
    at: Date;
  },
): Promise<CommentRow | undefined> {
  await run(
    db,
    sql`insert into draft_comments (id, form_id, share_id, field, author, person_id, body, vote, written_at)
        values (${row.id}, ${row.form}, ${row.share}, ${row.field}, ${row.author}, ${row.person}, ${row.text}, ${row.vote}, ${row.at})
        on conflict (id) do nothing`,
  );
  return maybeOne<CommentRow & Record<string, unknown>>(
    db,
    sql`select ${comment} from draft_comments c where c.id = ${row.id} and c.share_id = ${row.share}`,
  );
}

export function resolveComment(
  db: Queryable,
  form: string,
  id: string,
  resolved: { at: Date; by: string } | null,
): Promise<CommentRow | undefined> {
  return maybeOne<CommentRow & Record<string, unknown>>(
    db,
    sql`update draft_comments c set
          resolved_at = case when ${resolved !== null}::boolean then coalesce(resolved_at, ${resolved?.at ?? null}) end,
          resolved_by = case when ${resolved !== null}::boolean then coalesce(resolved_by, ${resolved?.by ?? null}::uuid) end
        where id = ${id} and form_id = ${form} returning ${comment}`,
  );
}
