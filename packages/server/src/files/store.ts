/** SQL of the files module. */
import type { FileKind } from '@anshao/core/files/contract.ts';
import { scopePredicate } from '../access/scope.ts';
import { scopeFor, type Viewer } from '../access/viewer.ts';
import { many, maybeOne, one, type Queryable, run, type Sql, sql, type Transaction } from '../base/database/sql.ts';
import type { PictureEvidence } from './inspect/exif.ts';
import type { Rendition } from './storage/contract.ts';

/** Whose an upload or a file is: a person's, or of whoever holds an anonymous ticket. */
export type Owner = { readonly personId: string } | { readonly ticketHash: Buffer };

export interface StoredRendition {
  readonly key: string;
  readonly size: number;
  readonly mediaType: string;
}

export interface Evidence extends PictureEvidence {
  /** The sender said that the camera inside the form took it. */
  readonly saidFromCamera?: boolean;
  /** How long a recording is, where it says so. */
  readonly seconds?: number;
  readonly watermark?: 'text' | 'pattern';
}

export interface FileRow {
  readonly id: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly renditions: Readonly<Partial<Record<Rendition, StoredRendition>>>;
  readonly evidence: Evidence | null;
  readonly owner: Owner;
  readonly uploadedAt: Date;
  readonly linkedAt: Date | null;
}

export interface UploadRow {
  readonly id: string;
  readonly owner: Owner;
  readonly size: number;
  readonly createdAt: Date;
}

interface OwnerColumns {
  uploaded_by: string | null;
  ticket_hash: Buffer | null;
}

interface FileColumns extends OwnerColumns {
  id: string;
  kind: FileKind;
  name: string;
  size: number;
  media_type: string;
  sha256: string;
  width: number | null;
  height: number | null;
  renditions: FileRow['renditions'];
  evidence: Evidence | null;
  uploaded_at: Date;
  linked_at: Date | null;
}

function ownerFrom(row: OwnerColumns): Owner {
  if (row.uploaded_by) return { personId: row.uploaded_by };
  return { ticketHash: row.ticket_hash ?? Buffer.alloc(0) };
}

const personIdOf = (owner: Owner) => ('personId' in owner ? owner.personId : null);
const ticketHashOf = (owner: Owner) => ('ticketHash' in owner ? owner.ticketHash : null);

export function sameOwner(a: Owner, b: Owner): boolean {
  if ('personId' in a) return 'personId' in b && a.personId === b.personId;
  return 'ticketHash' in b && a.ticketHash.length > 0 && a.ticketHash.equals(b.ticketHash);
}

function fileFrom(row: FileColumns): FileRow {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    size: row.size,
    mediaType: row.media_type,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    renditions: row.renditions,
    evidence: row.evidence,
    owner: ownerFrom(row),
    uploadedAt: row.uploaded_at,
    linkedAt: row.linked_at,
  };
}

/* ---- uploads under way ---- */

/** @returns false when the id is taken */
export async function insertUpload(db: Queryable, upload: UploadRow): Promise<boolean> {
  const inserted = await run(
    db,
    sql`insert into uploads (id, person_id, ticket_hash, size, created_at)
        values (${upload.id}, ${personIdOf(upload.owner)}, ${ticketHashOf(upload.owner)}, ${upload.size}, ${upload.createdAt})
        on conflict (id) do nothing`,
  );
  return inserted === 1;
}

export async function findUpload(db: Queryable, id: string): Promise<UploadRow | undefined> {
  const row = await maybeOne<OwnerColumns & { id: string; size: number; created_at: Date }>(
    db,
    sql`select id, person_id as uploaded_by, ticket_hash, size, created_at from uploads where id = ${id}`,
  );
  return row && { id: row.id, owner: ownerFrom(row), size: row.size, createdAt: row.created_at };
}

export async function deleteUpload(db: Queryable, id: string): Promise<void> {
  await run(db, sql`delete from uploads where id = ${id}`);
}

/** Files and uploads of one ticket; holds off other uploads of the ticket until the transaction ends. */
export async function countOfTicket(transaction: Transaction, ticketHash: Buffer): Promise<number> {
  await run(transaction, sql`select pg_advisory_xact_lock(hashtextextended(${ticketHash.toString('hex')}, 0))`);
  const row = await one<{ count: number }>(
    transaction,
    sql`select (select count(*) from uploads where ticket_hash = ${ticketHash})
             + (select count(*) from files where ticket_hash = ${ticketHash}) as count`,
  );
  return row.count;
}

/** Not those that a process is writing or looking at right now. */
export async function expiredUploads(db: Queryable, before: Date, limit: number): Promise<string[]> {
  const rows = await many<{ id: string }>(
    db,
    sql`select id from uploads
        where created_at < ${before} and (locked_until is null or locked_until < clock_timestamp())
        order by created_at limit ${limit}`,
  );
  return rows.map((row) => row.id);
}

/* ---- files ---- */

/** @returns false when the file is there already */
export async function insertFile(transaction: Transaction, file: FileRow): Promise<boolean> {
  const inserted = await run(
    transaction,
    sql`insert into files (id, kind, name, size, media_type, sha256, width, height, renditions, evidence,
                           uploaded_by, ticket_hash, uploaded_at)
        values (${file.id}, ${file.kind}, ${file.name}, ${file.size}, ${file.mediaType}, ${file.sha256},
                ${file.width}, ${file.height}, ${JSON.stringify(file.renditions)}::jsonb,
                ${file.evidence && JSON.stringify(file.evidence)}::jsonb,
                ${personIdOf(file.owner)}, ${ticketHashOf(file.owner)}, ${file.uploadedAt})
        on conflict (id) do nothing`,
  );
  return inserted === 1;
}

export async function findFile(db: Queryable, id: string): Promise<FileRow | undefined> {
  const row = await maybeOne<FileColumns>(db, sql`select * from files where id = ${id}`);
  return row && fileFrom(row);
}

/**
 * A picture belongs to places through what names it. Files of a change request show an authorisation with seals and
 * names, so they are for its reviewers and not for everybody who reads the community's reports. (Read across the
 * modules' border: the kind of a link's subject is known nowhere else.) Links of form records are asked about apart.
 */
function readableBy(viewer: Viewer): Sql {
  return sql`exists (
    select from file_links l where l.file_id = f.id and l.form_key is null and case
      when exists (select from change_requests r where r.id = l.subject_id)
      then ${scopePredicate(scopeFor(viewer, 'changeRequest.review'), 'l')}
      -- Pictures that are part of a form's drawing are for everybody who may be shown a form.
      when exists (select from forms r where r.id = l.subject_id)
        or exists (select from form_drafts r where r.form_id = l.subject_id)
      then true
      else ${scopePredicate(scopeFor(viewer, 'dailyReport.read'), 'l')} end)`;
}

/**
 * The file when the viewer uploaded it or may read it at a place it is linked to.
 * @param granted that he may read it is known from elsewhere
 */
export async function findReadable(
  db: Queryable,
  viewer: Viewer,
  id: string,
  granted?: 'granted',
): Promise<{ file: FileRow; own: boolean; mayOriginal: boolean } | undefined> {
  const row = await maybeOne<FileColumns & { evidence_scope: boolean }>(
    db,
    sql`select f.*, exists (select from file_links l where l.file_id = f.id
            and ${scopePredicate(scopeFor(viewer, 'evidence.read'), 'l')}) as evidence_scope
        from files f where f.id = ${id}
          and ${granted ? sql`true` : sql`(f.uploaded_by = ${viewer.personId} or ${readableBy(viewer)})`}`,
  );
  if (!row) return undefined;
  const own = row.uploaded_by === viewer.personId;
  return { file: fileFrom(row), own, mayOriginal: own || row.evidence_scope };
}

export async function readableAmong(db: Queryable, viewer: Viewer, ids: readonly string[]): Promise<FileRow[]> {
  const rows = await many<FileColumns>(
    db,
    sql`select f.* from files f
        where f.id = any(${ids}::uuid[]) and (f.uploaded_by = ${viewer.personId} or ${readableBy(viewer)})`,
  );
  return rows.map(fileFrom);
}

export interface RecordOfFile {
  fileId: string;
  formKey: string;
  recordId: string;
}

/** The form records that files are part of. */
export function recordsOf(db: Queryable, ids: readonly string[]): Promise<RecordOfFile[]> {
  return many(
    db,
    sql`select file_id as "fileId", form_key as "formKey", subject_id as "recordId" from file_links
        where file_id = any(${ids}::uuid[]) and form_key is not null`,
  );
}

/** Without a look at rights. */
export async function filesAmong(db: Queryable, ids: readonly string[]): Promise<FileRow[]> {
  const rows = await many<FileColumns>(db, sql`select * from files where id = any(${ids}::uuid[])`);
  return rows.map(fileFrom);
}

/* ---- clean-up ---- */

/** Takes the row of an unlinked file away; a claim that runs at the same time wins or loses as a whole. */
export async function deleteUnlinked(
  transaction: Transaction,
  which: { id: string } | { before: Date; limit: number },
): Promise<string[]> {
  const chosen =
    'id' in which
      ? sql`id = ${which.id}`
      : sql`id in (select id from files where linked_at is null and uploaded_at < ${which.before}
                   order by uploaded_at limit ${which.limit} for update skip locked)`;
  const rows = await many<{ id: string }>(
    transaction,
    sql`delete from files where linked_at is null and ${chosen} returning id`,
  );
  return rows.map((row) => row.id);
}

/**
 * Files of change requests decided before `before` and of nothing else; their links go with them.
 * @returns ids of the files whose rows are gone
 */
export async function deleteDecided(transaction: Transaction, before: Date, limit: number): Promise<string[]> {
  const rows = await many<{ id: string }>(
    transaction,
    sql`select f.id from files f
        where exists (select from file_links l join change_requests r on r.id = l.subject_id
                      where l.file_id = f.id and r.decided_at < ${before})
          and not exists (select from file_links l left join change_requests r on r.id = l.subject_id
                          where l.file_id = f.id and (r.id is null or r.decided_at is null or r.decided_at >= ${before}))
        order by f.id limit ${limit} for update of f skip locked`,
  );
  const ids = rows.map((row) => row.id);
  await run(transaction, sql`delete from file_links where file_id = any(${ids}::uuid[])`);
  await run(transaction, sql`delete from files where id = any(${ids}::uuid[])`);
  return ids;
}

/** Of the given ids, those that neither a file nor an upload under way has. */
export async function unknownIds(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await many<{ id: string }>(
    db,
    sql`select given.id::text as id from unnest(${ids}::uuid[]) as given (id)
        where not exists (select from files where files.id = given.id)
          and not exists (select from uploads where uploads.id = given.id)`,
  );
  return rows.map((row) => row.id);
}

/* ---- settings and limits ---- */

export async function setting<T>(db: Queryable, key: string): Promise<T | undefined> {
  return (await maybeOne<{ value: T }>(db, sql`select value from settings where key = ${key}`))?.value;
}

/** Several processes may make the first value at once; all of them go on with the one that was stored. */
export async function settingOrFirst<T>(db: Queryable, key: string, first: T, at: Date): Promise<T> {
  await run(
    db,
    sql`insert into settings (key, value, updated_at) values (${key}, ${JSON.stringify(first)}::jsonb, ${at})
        on conflict (key) do nothing`,
  );
  return (await one<{ value: T }>(db, sql`select value from settings where key = ${key}`)).value;
}

/** @returns how often the key was hit in this window, this time included */
export async function hit(db: Queryable, key: string, window: { start: Date; end: Date }): Promise<number> {
  const row = await one<{ hits: number }>(
    db,
    sql`insert into rate_limits (key, window_start, hits, expires_at) values (${key}, ${window.start}, 1, ${window.end})
        on conflict (key, window_start) do update set hits = rate_limits.hits + 1 returning hits`,
  );
  return row.hits;
}
