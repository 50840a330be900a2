/**
 * A record names files; claiming links them to it. A file may be claimed by who uploaded it, or when it already belongs
 * to something at the same community (photos carried over from yesterday's report).
 */

import type { Place } from '@anshao/core/access/rights.ts';
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { many, type Queryable, sql, type Transaction } from '../base/database/sql.ts';
import { type Fragment, rowsOf } from '../base/database/write-batch.ts';

export interface ClaimedBy {
  readonly personId: string | null;
  readonly ticketHash: Buffer | null;
}

export interface ClaimRows extends ClaimedBy {
  readonly fileIds: readonly string[];
  readonly subjectId: string;
  readonly place: Place;
  readonly at: Date;
}

const claimable = `select f.id from files f where f.id = any($1::uuid[]) and (
    f.uploaded_by = $2::uuid or f.ticket_hash = $3::bytea
    or exists (select from file_links l where l.file_id = f.id and l.community_id = $4::uuid))
  order by f.id for update`;

function claimableValues(claim: ClaimRows): unknown[] {
  return [[...new Set(claim.fileIds)], claim.personId, claim.ticketHash, claim.place.communityId];
}

/** @throws Problem `files.not-yours` naming every file that may not be claimed */
export async function claimRows(
  transaction: Transaction,
  claim: ClaimRows,
  pathOf: (index: number) => string,
): Promise<void> {
  if (claim.fileIds.length === 0) return;
  const found = (await transaction.query<{ id: string }>(claimable, claimableValues(claim))).rows;
  refuseMissing(claim.fileIds, new Set(found.map((row) => row.id)), pathOf);
  await linkFiles(transaction, [claim]);
}

/** Links files to records, many at once; that they may be linked was found out before. */
export async function linkFiles(
  transaction: Transaction,
  claims: readonly Pick<ClaimRows, 'fileIds' | 'subjectId' | 'place' | 'at'>[],
): Promise<void> {
  const links = claims.flatMap(({ fileIds, ...claim }) =>
    [...new Set(fileIds)].map((fileId) => ({ fileId, ...claim })),
  );
  if (links.length === 0) return;
  await transaction.query({
    name: 'link_files',
    text: `with given as (
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[])
          as g (file_id, subject_id, community_id, company_id, district_id, linked_at)),
      linked as (
        insert into file_links (file_id, subject_id, community_id, company_id, district_id, linked_at)
        select * from given on conflict (file_id, subject_id) do nothing)
      update files f set linked_at = g.linked_at
      from (select file_id, min(linked_at) as linked_at from given group by 1) g
      where f.id = g.file_id and f.linked_at is null`,
    values: [
      links.map((link) => link.fileId),
      links.map((link) => link.subjectId),
      links.map((link) => link.place.communityId),
      links.map((link) => link.place.companyId),
      links.map((link) => link.place.districtId),
      links.map((link) => link.at),
    ],
  });
}

/**
 * The same for a composed write (`write-batch.ts`). `before` goes first and ends with `claim_ready`, which gives a row
 * only if every file may be claimed: let the write's first insert depend on it. `after(given)` links the files once
 * the CTE `given` gave a row. When nothing was written, `explainClaim` tells which files stood in the way.
 */
export function claimFragments(claim: ClaimRows): { before: Fragment[]; after: (given: string) => Fragment[] } {
  const { communityId, companyId, districtId } = claim.place;
  return {
    before: [
      { name: 'claimable', text: claimable, values: claimableValues(claim) },
      {
        name: 'claim_ready',
        text: 'select true as ready where (select count(*) from claimable) = $1::integer',
        values: [new Set(claim.fileIds).size],
      },
    ],
    after: (given) => [
      {
        name: 'files_linked',
        text: `insert into file_links (file_id, subject_id, community_id, company_id, district_id, linked_at)
          select id, $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::timestamptz from claimable
          where exists (select from ${given}) on conflict (file_id, subject_id) do nothing`,
        values: [claim.subjectId, communityId, companyId, districtId, claim.at],
      },
      {
        name: 'files_marked',
        text: `update files set linked_at = $1::timestamptz where linked_at is null
          and id in (select id from claimable) and exists (select from ${given})`,
        values: [claim.at],
      },
    ],
  };
}

/** @throws Problem `files.not-yours`; returns when all files may be claimed */
export async function explainClaim(db: Queryable, claim: ClaimRows, pathOf: (index: number) => string): Promise<void> {
  const rows = await many<{ id: string }>(
    db,
    sql`select f.id from files f where f.id = any(${claim.fileIds}::uuid[]) and (
          f.uploaded_by = ${claim.personId}::uuid or f.ticket_hash = ${claim.ticketHash}::bytea
          or exists (select from file_links l where l.file_id = f.id and l.community_id = ${claim.place.communityId}::uuid))`,
  );
  refuseMissing(claim.fileIds, new Set(rows.map((row) => row.id)), pathOf);
}

function refuseMissing(
  fileIds: readonly string[],
  found: ReadonlySet<string>,
  pathOf: (index: number) => string,
): void {
  const problems: FieldProblem[] = fileIds.flatMap((id, index) =>
    found.has(id) ? [] : [{ path: pathOf(index), code: 'files.not-yours' }],
  );
  if (problems.length > 0) throw new Problem('files.not-yours', { count: problems.length }, problems);
}

export interface RecordLink {
  readonly fileId: string;
  readonly subjectId: string;
  readonly formKey: string;
  readonly place: Place;
  readonly at: Date;
}

/**
 * Links files to records of forms as part of a composed write. That the person may use the files was found out before:
 * they were among those of `check`.
 * @param given an earlier CTE and its column of record ids: only their files are linked
 */
export function recordLinkFragments(links: readonly RecordLink[], given: { cte: string; column: string }): Fragment[] {
  if (links.length === 0) return [];
  const rows = rowsOf(
    ['uuid', 'uuid', 'text', 'uuid', 'uuid', 'uuid', 'timestamptz'],
    links.map(({ fileId, subjectId, formKey, place, at }) => [
      fileId,
      subjectId,
      formKey,
      place.communityId,
      place.companyId,
      place.districtId,
      at,
    ]),
  );
  return [
    {
      name: 'files_linked',
      text: `insert into file_links (file_id, subject_id, form_key, community_id, company_id, district_id, linked_at)
        select u.* from ${rows.text} as u (file, subject, form, community, company, district, at)
        where u.subject in (select ${given.column} from ${given.cte}) on conflict (file_id, subject_id) do nothing
        returning file_id, linked_at`,
      values: rows.values,
    },
    {
      name: 'files_marked',
      text: `update files f set linked_at = l.linked_at from files_linked l where f.id = l.file_id and f.linked_at is null`,
      values: [],
    },
  ];
}
