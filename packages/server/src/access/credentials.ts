/**
 * Who asks: the credential of a request, the person and the posts behind it, and what the call reads in any case. An
 * answer that was read before is used again only when PostgreSQL says, in the request itself, that every row it was read
 * from is still the same (docs/adr/0014).
 */
import type { HeldPost } from '@anshao/core/access/rights.ts';
import type pg from 'pg';
import type { Queryable } from '../base/database/sql.ts';

export interface Credential {
  /** Id of the session or key. */
  readonly id: string;
  readonly channel: string;
  readonly lastSeenAt: Date | null;
  readonly personId: string;
  readonly name: string;
  readonly mobile: string | null;
  readonly mustChangePassword: boolean;
  readonly posts: readonly HeldPost[];
  /** What was read along, or null. */
  readonly along: unknown;
  /** Versions of all rows it was read from; null where they do not tell everything, so that it is read anew each time. */
  readonly mark: string | null;
}

/**
 * What a call reads in any case, in the same round trip as who is asking: one row, as JSON, or null. It is read before
 * rights are checked, so whoever gets it checks them.
 */
export interface ReadAlong {
  readonly name: string;
  /** Parameters from `$1`. */
  readonly text: string;
  /** PostgreSQL types of the parameters. */
  readonly types: readonly string[];
  readonly values: readonly unknown[];
  /** How to tell that the row is still the same; without it, it is read anew each time. */
  readonly versions?: RowVersions;
}

/**
 * PostgreSQL stamps each version of a row with the transaction that wrote it (`xmin`), so the same stamp is the same
 * content.
 */
export interface RowVersions {
  /**
   * A query of `subject` and `mark` for the subjects in `$1::text[]`: versions of what many questions share, read once
   * for all of them. The first value of a question is its subject.
   */
  readonly bySubject: string;
  /** An expression of the question's own parameters, beside it. */
  readonly own?: string;
}

/** Tables of credentials and when a row of them counts. */
const credentials = {
  session: {
    columns: 's.id, s.channel, s.last_seen_at, s.person_id, s.xmin as version',
    from: 'sessions s where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2',
    version: 's.xmin',
  },
  apiKey: {
    columns: `k.id, 'apiKey' as channel, k.last_used_at as last_seen_at, k.person_id, k.xmin as version`,
    from: 'api_keys k where k.key_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)',
    version: 'k.xmin',
  },
};
export type CredentialKind = keyof typeof credentials;

const postsOf = (person: string, now: string) =>
  `posts h where h.person_id = ${person} and h.starts_at <= ${now} and (h.ends_at is null or h.ends_at > ${now})`;

/** Posts begin and end by the clock, without a new version, so the list names them. */
const postVersions = (person: string, now: string) =>
  `(select string_agg(h.id::text || h.xmin::text, ',') from ${postsOf(person, now)})`;

/** `$1` and `$2` are the credential's own. */
const shifted = (text: string) => text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + 2}`);

/** Separators stand whether or not a part is null, so that none can pass for its neighbour. */
function markOf(
  credential: string,
  person: string,
  posts: string,
  along: readonly [string, string] | undefined,
): string {
  return `concat(${[credential, person, posts, ...(along ?? [])].join(`, ' ', `)})`;
}

function fullMark(along: ReadAlong | undefined): string {
  if (along && !along.versions) return 'null::text';
  const { bySubject, own = 'null::text' } = along?.versions ?? {};
  return markOf(
    'who.version',
    'p.xmin',
    postVersions('p.id', '$2'),
    bySubject ? [`(select mark from (${bySubject.replaceAll('$1', 'array[$3]')}) subjects)`, shifted(own)] : undefined,
  );
}

/**
 * Credential, person and current posts in one round trip. A district post reaches every district below its own. The walk
 * down the tree stands in a `case`, so that it is made for such posts only: most requests come from people who hold a
 * community, and a lateral join would prepare it for each of them (a third of the statement's time).
 */
const fullStatement = ({ columns, from }: (typeof credentials)[CredentialKind], along: ReadAlong | undefined) => `
with who as (select ${columns} from ${from})
select ${along ? `(select row_to_json(along) from (${shifted(along.text)}) along) as along, ` : ''}${fullMark(along)} as mark,
  who.id, who.channel, who.last_seen_at, p.id as person_id, p.name, p.mobile, p.must_change_password, coalesce((
    select json_agg(json_build_object('id', h.id, 'role', h.role, 'communityId', h.community_id, 'companyId', h.company_id,
      'bound', h.bound_at is not null, 'districtIds', case when h.district_id is not null then (
        with recursive reached as (
          select h.district_id
          union
          select d.id from reached a join districts d on d.parent_id = a.district_id
        ) select json_agg(district_id) from reached) end))
    from ${postsOf('p.id', '$2')}), '[]') as posts
from who join people p on p.id = who.person_id
where p.status = 'active'`;

/** One question: a credential at a moment, and what is read along. */
export interface CredentialQuestion {
  readonly kind: CredentialKind;
  readonly hash: Buffer;
  readonly now: Date;
  readonly along: ReadAlong | undefined;
  /** An earlier answer to it, which is the answer where it still holds. */
  readonly known?: Credential | undefined;
}

/** Questions of one kind are answered by one statement. */
export function questionKind({ kind, along }: Pick<CredentialQuestion, 'kind' | 'along'>): string {
  return `${kind}${along ? `_${along.name}` : ''}`;
}

interface Statement {
  readonly name: string;
  readonly text: string;
}

interface Statements {
  readonly one: Statement;
  readonly several: Statement;
  /** Marks of answers that are known. */
  readonly marks: Statement;
}

const statements = new Map<string, Statements>();

function statementsFor(question: CredentialQuestion): Statements {
  const name = questionKind(question);
  let known = statements.get(name);
  if (!known) {
    const { kind, along } = question;
    const one = fullStatement(credentials[kind], along);
    known = {
      one: { name: `access_${name}`, text: one },
      several: {
        name: `access_several_${name}`,
        // The offset keeps each question's search its own: joined with the list it would become scans of whole tables.
        text: `select q.n, found.* from ${questionRows(['bytea', 'timestamptz', ...(along?.types ?? [])])}
          cross join lateral (${ofRow(one)} offset 0) found`,
      },
      marks: { name: `access_marks_${name}`, text: marksStatement(kind, along) },
    };
    statements.set(name, known);
  }
  return known;
}

/** Each row by its own key and nothing built of it: a third of the time of reading everything. */
function marksStatement(kind: CredentialKind, along: ReadAlong | undefined): string {
  const { from, version } = credentials[kind];
  const types = ['bytea', 'timestamptz', ...(along?.types ?? [])];
  const person = `q.p${types.length + 1}`;
  const { bySubject, own = 'null::text' } = along?.versions ?? {};
  const mark = markOf(
    `(select ${version} from ${ofRow(from)})`,
    `(select p.xmin from people p where p.id = ${person})`,
    postVersions(person, 'q.p2'),
    bySubject ? ['subjects.mark', ofRow(shifted(own))] : undefined,
  );
  return `${bySubject ? `with subjects as materialized (${bySubject.replaceAll('$1', '$2')})` : ''}
    select q.n, ${mark} as mark from ${questionRows([...types, 'uuid'])}
    ${bySubject ? 'left join subjects on subjects.subject = q.p3::text' : ''}`;
}

/** A list of rows as JSON is one parameter and always estimated alike, so the plan is made once. */
function questionRows(types: readonly string[]): string {
  const names = types.map((_, index) => `p${index + 1}`);
  return `rows from (json_to_recordset($1::json) as (${names.map((name, index) => `${name} ${types[index]}`).join(', ')}))
    with ordinality as q (${names.join(', ')}, n)`;
}

const ofRow = (text: string) => text.replace(/\$(\d+)/g, 'q.p$1');

function rowsOf(questions: readonly CredentialQuestion[]): string {
  return JSON.stringify(
    questions.map(({ hash, now, along, known }) =>
      Object.fromEntries(
        [`\\x${hash.toString('hex')}`, now.toISOString(), ...(along?.values ?? []), known?.personId].map(
          (value, index) => [`p${index + 1}`, value],
        ),
      ),
    ),
  );
}

/**
 * @param questions all of one `questionKind`
 * @returns an answer for each, in their order: what is known of it where that still holds; undefined where the
 * credential is not (or no longer) good
 */
export async function findCredentials(
  db: Queryable,
  questions: readonly CredentialQuestion[],
): Promise<(Credential | undefined)[]> {
  const answers = await holding(db, questions);
  const open = questions.flatMap((question, index) => (answers[index] ? [] : [{ question, index }]));
  const found = await readCredentials(
    db,
    open.map(({ question }) => question),
  );
  for (const [place, { index }] of open.entries()) answers[index] = found[place];
  return answers;
}

/** @returns what is known and still holds */
async function holding(db: Queryable, questions: readonly CredentialQuestion[]): Promise<(Credential | undefined)[]> {
  const answers: (Credential | undefined)[] = questions.map(() => undefined);
  const asked = questions.flatMap((question, index) =>
    question.known ? [{ question, known: question.known, index }] : [],
  );
  const [first] = asked;
  if (!first) return answers;
  const rows = rowsOf(asked.map(({ question }) => question));
  const subjects = first.question.along && [[...new Set(asked.map(({ question }) => question.along?.values[0]))]];
  const { marks } = statementsFor(first.question);
  for (const { n, mark } of (await db.query({ ...marks, values: [rows, ...(subjects ?? [])] })).rows) {
    const one = asked[n - 1];
    if (one && one.known.mark === mark) answers[one.index] = one.known;
  }
  return answers;
}

async function readCredentials(
  db: Queryable,
  questions: readonly CredentialQuestion[],
): Promise<(Credential | undefined)[]> {
  const [first] = questions;
  if (!first) return [];
  const { one, several } = statementsFor(first);
  if (questions.length === 1) {
    const values = [first.hash, first.now, ...(first.along?.values ?? [])];
    return [credentialOf((await db.query({ ...one, values })).rows[0])];
  }
  const answers: (Credential | undefined)[] = questions.map(() => undefined);
  for (const row of (await db.query({ ...several, values: [rowsOf(questions)] })).rows)
    answers[row.n - 1] = credentialOf(row);
  return answers;
}

type StoredPost = Omit<HeldPost, 'districtId'> & { readonly districtIds: readonly string[] | null };

/** One held post for each district that is reached, so that a row's district is found by equality. */
function heldPosts({ districtIds, ...post }: StoredPost): HeldPost[] {
  return districtIds === null
    ? [{ ...post, districtId: null }]
    : districtIds.map((districtId) => ({ ...post, districtId }));
}

function credentialOf(row: pg.QueryResultRow | undefined): Credential | undefined {
  if (!row) return undefined;
  const posts = row['posts'] as readonly StoredPost[];
  return {
    id: row['id'],
    channel: row['channel'],
    lastSeenAt: row['last_seen_at'],
    personId: row['person_id'],
    name: row['name'],
    mobile: row['mobile'],
    mustChangePassword: row['must_change_password'],
    posts: posts.flatMap(heldPosts),
    along: row['along'] ?? null,
    // Which districts lie below another, no version of these rows tells.
    mark: posts.some(({ districtIds }) => districtIds !== null) ? null : row['mark'],
  };
}
