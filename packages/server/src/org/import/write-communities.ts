/** Writing a checked batch of communities: a handful of statements, whatever its size. */
import { appendEvents, type NewEvent } from '../../audit/service.ts';
import type { Transaction } from '../../base/database/sql.ts';
import type { Runtime } from '../../base/runtime.ts';
import { changedFields } from '../communities.ts';
import { searchKeys } from '../search-key.ts';
import { placeOf, type StoredCommunity } from '../store.ts';
import { type PlannedCommunity, standsAlready } from './check-communities.ts';

export interface Written {
  created: number;
  updated: number;
  unchanged: number;
}

export async function writeCommunities(
  transaction: Transaction,
  planned: readonly PlannedCommunity[],
  actorId: string,
  runtime: Pick<Runtime, 'clock' | 'newId'>,
): Promise<Written> {
  const at = runtime.clock.now();
  const companies = await makeCompanies(transaction, planned, actorId, runtime);
  const changes = planned.filter((one) => !standsAlready(one));
  const rows = changes.map(({ before, company, row: _, ...rest }): StoredCommunity => {
    const companyId = company === null ? null : 'id' in company ? company.id : companies.get(company.code)!;
    return { ...rest, id: before?.id ?? runtime.newId(), companyId };
  });
  const keys = rows.map((row) => searchKeys(row.name, row.address));
  const pick = <K extends keyof StoredCommunity>(key: K) => rows.map((row) => row[key]);
  if (rows.length > 0) {
    await transaction.query({
      name: 'import_communities',
      text: `insert into communities (id, code, name, district_id, company_id, address, latitude, longitude, time_zone, status,
               search_text, initials, created_at, updated_at)
             select r.*, $13::timestamptz, $13::timestamptz
             from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::float8[], $8::float8[],
                         $9::text[], $10::text[], $11::text[], $12::text[]) r
             on conflict (code) do update set name = excluded.name, district_id = excluded.district_id,
               company_id = excluded.company_id, address = excluded.address, latitude = excluded.latitude,
               longitude = excluded.longitude, status = excluded.status, search_text = excluded.search_text,
               initials = excluded.initials, updated_at = excluded.updated_at`,
      values: [
        pick('id'),
        pick('code'),
        pick('name'),
        pick('districtId'),
        pick('companyId'),
        pick('address'),
        pick('latitude'),
        pick('longitude'),
        pick('timeZone'),
        pick('status'),
        keys.map((key) => key.searchText),
        keys.map((key) => key.initials),
        at,
      ],
    });
  }
  await appendEvents(
    transaction,
    rows.map((after, index): NewEvent => {
      const before = changes[index]?.before;
      const event = { at, actorId, subjectId: after.id, ...placeOf(after) };
      if (!before) {
        return {
          ...event,
          type: 'org.communityCreated',
          data: { code: after.code, status: after.status, imported: true },
        };
      }
      const fields = changedFields(before, after);
      return {
        ...event,
        type: 'org.communityChanged',
        data: {
          before: Object.fromEntries(fields.map((field) => [field, before[field]])),
          after: Object.fromEntries(fields.map((field) => [field, after[field]])),
          imported: true,
        },
      };
    }),
  );
  const updated = changes.filter((one) => one.before).length;
  return { created: changes.length - updated, updated, unchanged: planned.length - changes.length };
}

/** @returns ids of the companies that rows ask to be made, by code */
async function makeCompanies(
  transaction: Transaction,
  planned: readonly PlannedCommunity[],
  actorId: string,
  runtime: Pick<Runtime, 'clock' | 'newId'>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map<string, string>();
  for (const { company } of planned)
    if (company && 'code' in company && !('id' in company)) wanted.set(company.code, company.name);
  if (wanted.size === 0) return new Map();
  const codes = [...wanted.keys()];
  const at = runtime.clock.now();
  const made = await transaction.query<{ code: string; id: string }>(
    `insert into companies (id, code, name, created_at, updated_at)
     select r.*, $4::timestamptz, $4::timestamptz from unnest($1::uuid[], $2::text[], $3::text[]) r on conflict (code) do nothing
     returning code, id`,
    [codes.map(() => runtime.newId()), codes, [...wanted.values()], at],
  );
  await appendEvents(
    transaction,
    made.rows.map(
      ({ code, id }): NewEvent => ({
        at,
        type: 'org.companyCreated',
        actorId,
        subjectId: id,
        companyId: id,
        data: { code, imported: true },
      }),
    ),
  );
  const found = await transaction.query<{ code: string; id: string }>(
    'select code, id from companies where code = any($1::text[])',
    [codes],
  );
  return new Map(found.rows.map((row) => [row.code, row.id]));
}
