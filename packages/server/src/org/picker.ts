/**
 * Finding one's community by what one knows of it (DR-05, DR-06, DR-07): part of the name or address, pinyin, initials,
 * with a slip of the finger, nearest first. One named statement whatever was asked.
 *
 * What a reader would get wrong: the search by likeness stands in the same statement but costs nothing unless the plain
 * search finds fewer than three. PostgreSQL evaluates its condition first ("One-Time Filter") and then never starts
 * that branch. Whether it is so is known from the first page on, so the cursor carries it: pages of plain finds after
 * the first have no such branch at all.
 *
 * Measured through `pg` on 10,000 communities with 10,000 persons in charge, p50 / p95 in ms: name of three characters
 * 5 / 6, two characters 0.9 / 6, initials 0.7 / 3, a slip (likeness) 5 / 9, nearest without a keyword 5 / 6, no question
 * 4 / 6. To repeat: fill a database with `testing/builders.ts` and time `pickCommunities`; `explain (analyze)` of
 * `pickerStatement` shows the plan.
 */
import { createHash } from 'node:crypto';
import { Problem } from '@anshao/core/base/errors.ts';
import { join, type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { decodeCursor } from '../base/paging.ts';
import { normalizeSearch, searchKeys } from './search-key.ts';

export interface PickerQuestion {
  readonly q?: string | undefined;
  readonly districtId?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly id?: string | undefined;
  readonly limit: number;
  /** Who is in charge at this instant. */
  readonly at: Date;
  /** The last of the page before. */
  readonly after?: PickerPlace | undefined;
}

/** Where a community stands in the answer to one question. Its code, which nobody is told, is found by its id. */
export interface PickerPlace {
  readonly rank: number;
  readonly unlikeness: number;
  readonly distance: number | null;
  readonly length: number;
  readonly id: string;
  /** The plain search found so few that similar ones were added. */
  readonly isFew: boolean;
}

export interface PickedCommunity extends PickerPlace {
  name: string;
  districtId: string;
  districtName: string;
  address: string;
  companyName: string | null;
  contactName: string | null;
  contactMobile: string | null;
  /** Metres; null when the asker or the community has no coordinates. */
  distance: number | null;
}

export function cursorOf({ rank, unlikeness, distance, length, id, isFew }: PickerPlace): (string | number | null)[] {
  return [rank, unlikeness, distance, length, id, isFew ? 1 : 0];
}

/** Far beyond what a name may have, within what PostgreSQL takes for a number. */
const longestName = 1000;
const isWithin = (cell: unknown, most: number) => typeof cell === 'number' && cell >= 0 && cell <= most;

/** @throws Problem `base.malformed` when it is no place of this list */
export function placeFrom(cursor: string | undefined): PickerPlace | undefined {
  const cells = decodeCursor(cursor, ['number', 'measure', 'measure', 'number', 'uuid', 'number']);
  if (cells === undefined) return undefined;
  const [rank, unlikeness, distance, length, id, few] = cells;
  const isPlace =
    isWithin(rank, 4) &&
    isWithin(unlikeness, 1) &&
    (distance === null || isWithin(distance, Number.MAX_VALUE)) &&
    isWithin(length, longestName);
  if (!isPlace) throw new Problem('base.malformed', { reason: 'cursor' });
  return { rank, unlikeness: Number(unlikeness), distance, length, id, isFew: few === 1 };
}

/** Fewer plain finds than this, and similar ones are added. */
const fewFinds = 3;
/** Length in letters below which likeness means nothing. */
const shortestLikeness = 4;
const mostTerms = 4;

export async function pickCommunities(db: Queryable, question: PickerQuestion): Promise<PickedCommunity[]> {
  const statement = pickerStatement(question);
  const name = `pick_${createHash('sha1').update(statement.text).digest('hex').slice(0, 16)}`;
  return (await db.query<PickedCommunity>({ name, text: statement.text, values: statement.values })).rows;
}

/** Its text depends only on which things were asked, not on their values, so that it stays prepared. */
export function pickerStatement(question: PickerQuestion): Sql {
  const whole = question.id === undefined ? normalizeSearch(question.q ?? '') : '';
  const terms = whole === '' ? [] : whole.split(' ').slice(0, mostTerms);
  const distance = distanceFrom(question.latitude, question.longitude);
  const admitted = join(
    [
      raw(`c.status = 'active'`),
      ...(question.id === undefined ? [] : [sql`c.id = ${question.id}::uuid`]),
      ...(question.districtId === undefined ? [] : [within(question.districtId)]),
    ],
    ' and ',
  );
  const { after } = question;
  const plainRank = rank(whole);
  // The few of the first page are found again on every further one, to be left out of the similar ones.
  const plainAfter = after && !after.isFew ? [beyond(after, plainRank, raw('0::real'), distance)] : [];
  const found = join([admitted, ...terms.map(containing), ...plainAfter], ' and ');
  const likeness = searchKeys(terms.join(''), '').searchText.split('\n')[2] ?? '';
  const similar =
    likeness.length >= shortestLikeness && (!after || after.isFew)
      ? orSimilar(admitted, distance, terms.join(''), likeness, question)
      : raw('');
  const shown = after?.isFew
    ? sql`where (f.rank, f.unlikeness, coalesce(f.distance, 'infinity'), f.length, f.code) > ${tupleOf(after)}`
    : raw('');

  return sql`with plain as materialized (
    select c.id, ${plainRank} as rank, 0::real as unlikeness, ${distance} as distance, length(c.name) as length, c.code
    from communities c
    where ${found}
    order by rank, distance nulls last, length, code
    limit ${Math.max(question.limit, fewFinds)}::int
  ), found as (
    select f.* from (select * from plain ${similar}) f ${shown}
  )
  select c.id, c.name, c.district_id as "districtId", d.name as "districtName", c.address, g.name as "companyName",
         h.name as "contactName", h.mobile as "contactMobile", found.rank, found.unlikeness, found.distance, found.length,
         ${after ? raw(String(after.isFew)) : sql`(select count(*) from plain) < ${fewFinds}::int`} as "isFew"
  from found
  join communities c on c.id = found.id
  join districts d on d.id = c.district_id
  left join companies g on g.id = c.company_id
  left join lateral (
    select p.name, p.mobile from posts t join people p on p.id = t.person_id
    where t.community_id = c.id and t.role = 'personInCharge'
      and tstzrange(t.starts_at, t.ends_at) @> ${question.at}::timestamptz
    limit 1
  ) h on true
  order by found.rank, found.unlikeness, found.distance nulls last, found.length, found.code
  limit ${question.limit}::int`;
}

/**
 * Three characters have a trigram; fewer are looked up one by one and then compared. `strpos`, not `like`: a prepared
 * plan would take a `like` of unknown pattern for a selective one and read the whole trigram index (10 against 1 ms).
 */
function containing(term: string): Sql {
  const letters = Array.from(term);
  if (letters.length >= 3) return sql`c.search_text like ${`%${escapeLike(term)}%`}::text`;
  const held = sql`strpos(c.search_text, ${term}::text) > 0`;
  return /^[\p{ASCII}]*$/u.test(term)
    ? held
    : sql`string_to_array(c.search_text, null) @> ${letters}::text[] and ${held}`;
}

/** Exact name, its beginning (in characters or pinyin), part of it, anything else. */
function rank(whole: string): Sql {
  if (whole === '') return raw('0');
  const pattern = escapeLike(whole);
  const begins = /^[\p{ASCII}]+$/u.test(whole) ? `%\n${pattern}%` : `\n${pattern}%`;
  return sql`case
    when c.search_text like ${`\n${pattern}\n%`}::text then 0
    when c.search_text like ${begins}::text then 1
    when split_part(c.search_text, e'\n', 2) like ${`%${pattern}%`}::text then 2
    else 3 end`;
}

/**
 * Likeness is taken over pinyin too, because most slips are another character of the same sound (`东辉苑`), which has
 * hardly a trigram in common with the right one.
 */
function orSimilar(admitted: Sql, distance: Sql, text: string, letters: string, { limit, after }: PickerQuestion): Sql {
  const unlikeness = sql`(1 - greatest(word_similarity(${letters}::text, c.search_text), word_similarity(${text}::text, c.search_text)))::real`;
  return sql`union all (
    select c.id, 4, ${unlikeness}, ${distance}, length(c.name), c.code
    from communities c
    where (select count(*) from plain) < ${fewFinds}::int and ${admitted}
      and (${letters}::text <% c.search_text or ${text}::text <% c.search_text)
      and not exists (select from plain where plain.id = c.id)
      ${after ? sql`and ${beyond(after, raw('4'), unlikeness, distance)}` : raw('')}
    order by 3, 4 nulls last, 5, 6
    limit ${limit}::int)`;
}

/** Keyset: what stands after that place in the order of the answer. */
function beyond(after: PickerPlace, ranked: Sql, unlikeness: Sql, distance: Sql): Sql {
  return sql`(${ranked}, ${unlikeness}, coalesce(${distance}, 'infinity'), length(c.name), c.code) > ${tupleOf(after)}`;
}

function tupleOf({ rank, unlikeness, distance, length, id }: PickerPlace): Sql {
  return sql`(${rank}::int, ${unlikeness}::real, coalesce(${distance}::float8, 'infinity'), ${length}::int,
    (select code from communities where id = ${id}::uuid))`;
}

/** The district itself and all below it. */
export function within(districtId: string): Sql {
  return sql`c.district_id = any(array(
    with recursive below as (
      select id from districts where id = ${districtId}::uuid
      union all select d.id from districts d join below on d.parent_id = below.id
    ) select id from below))`;
}

/**
 * Metres on a plane that touches the earth at the asker: within a province less than 0.5 % off, and cheap enough for
 * every row, so that no index on coordinates and no extension is needed.
 */
function distanceFrom(latitude: number | undefined, longitude: number | undefined): Sql {
  if (latitude === undefined || longitude === undefined) return raw('null::double precision');
  const metresPerDegree = 111_195;
  const shrink = metresPerDegree * Math.cos((latitude * Math.PI) / 180);
  return sql`sqrt(((c.latitude - ${latitude}::float8) * ${metresPerDegree}::float8) ^ 2 + ((c.longitude - ${longitude}::float8) * ${shrink}::float8) ^ 2)`;
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
