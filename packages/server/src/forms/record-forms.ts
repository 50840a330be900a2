/**
 * A form as somebody comes to it: the version in force and what that person may do with its records. What is read for
 * it comes along with the question who is asking, so that it costs no round trip of its own.
 */

import type { Action } from '@anshao/core/access/rights.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { isNowhere, type RecordRights, reachesNothing, rightsOn } from '@anshao/core/forms/access.ts';
import type { FormGrant } from '@anshao/core/forms/designing.ts';
import { isId } from '@anshao/core/forms/ids.ts';
import type { RetiredField } from '@anshao/core/forms/publish-plan.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import type { ReadAlong } from '../access/routing.ts';
import { may, scopeFor, type Viewer } from '../access/viewer.ts';
import { many, maybeOne, type Queryable, raw, sql } from '../base/database/sql.ts';
import type { Definitions, PublishedForm } from './definitions.ts';
import { placeColumns, type RecordPlace } from './record-places.ts';

/** What is read of a form each time, for it may have changed since: never its definition. */
export interface FormHeader {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly status: 'active' | 'stopped';
  /** Null: the defaults. */
  readonly access: readonly FormGrant[] | null;
  readonly retired: readonly RetiredField[];
  readonly appStatus: 'active' | 'stopped' | null;
  /** Of its application; null roles: everybody. */
  readonly audience: { readonly roles: readonly Role[] | null } | null;
  /** Revisions of all dictionaries, by key. */
  readonly dictionaries: Readonly<Record<string, number>> | null;
  /** Where it was asked for along: null when there is no such community. */
  readonly place?: RecordPlace | null;
}

/** Records of some forms are made by a module, which answers for what is in them; here they can only be read. */
export interface ManagedForm {
  /** As the error catalogue names it. */
  readonly module: string;
  /** Who may do this reads the records there. */
  readonly read: Action;
}
export type ManagedForms = ReadonlyMap<string, ManagedForm>;

export interface OpenedForm {
  readonly header: FormHeader;
  readonly form: PublishedForm;
  readonly rights: RecordRights;
  /** Records belong to a community. */
  readonly isPlaced: boolean;
  readonly managed: ManagedForm | undefined;
}

const headerColumns = `f.id, f.key, f.current_version as version, f.status, f.access, f.retired,
  a.status as "appStatus", a.audience, (select json_object_agg(d.key, d.revision) from dictionaries d) as dictionaries
  from forms f left join apps a on a.id = f.app_id`;

/** Undefined for what cannot be a form's key: nothing is read then, and the parameter is refused. */
export function headerAlong(params: Readonly<Record<string, unknown>>): ReadAlong | undefined {
  const { form } = params;
  if (typeof form !== 'string' || !/^[a-z][A-Za-z0-9]{0,39}$/.test(form)) return undefined;
  const text = `select ${headerColumns} where f.key = $1`;
  return { name: 'form', text, types: ['text'], values: [form], versions: { bySubject: headerVersions } };
}

const headerVersions = `select f.key as subject, concat(f.xmin, ' ', a.xmin, ' ',
    (select string_agg(d.key || d.xmin::text, ',') from dictionaries d)) as mark
  from forms f left join apps a on a.id = f.app_id where f.key = any($1::text[])`;

const withPlace = `select h.*, (select row_to_json(k) from (select ${placeColumns} from communities c where c.id = $2) k) as place
  from (select ${headerColumns} where f.key = $1) h`;

/** The same with the community that a body names. */
export function headerAndPlaceAlong(params: Readonly<Record<string, unknown>>, body: unknown): ReadAlong | undefined {
  const header = headerAlong(params);
  const { community } = (body ?? {}) as { community?: unknown };
  if (!header || !isId(community)) return header;
  return {
    name: 'form_and_place',
    text: withPlace,
    types: ['text', 'uuid'],
    values: [...header.values, community],
    versions: { bySubject: headerVersions, own: '(select c.xmin from communities c where c.id = $2)' },
  };
}

export function headerOf(db: Queryable, key: string): Promise<FormHeader | undefined> {
  return maybeOne<FormHeader>(db, sql`select ${raw(headerColumns)} where f.key = ${key}`);
}

export function allHeaders(db: Queryable): Promise<FormHeader[]> {
  return many<FormHeader>(db, sql`select ${raw(headerColumns)} order by f.key`);
}

export interface FormDeps {
  readonly definitions: Definitions;
  readonly managed: ManagedForms;
}

/**
 * @throws Problem `base.not-found` where the form is not there for this person, `access.not-bound` where only binding is
 * missing
 */
export async function openForm(
  deps: FormDeps,
  db: Queryable,
  viewer: Viewer,
  header: FormHeader | undefined,
): Promise<OpenedForm> {
  const opened = header && (await formFor(deps, db, viewer, header));
  if (!opened) throw new Problem('base.not-found');
  if (mayNothing(opened.rights)) {
    const bound = viewer.posts.map((post) => ({ ...post, bound: true }));
    const { rights } = withRights(deps, { ...viewer, posts: bound }, opened.header, opened.form);
    throw new Problem(mayNothing(rights) ? 'base.not-found' : 'access.not-bound');
  }
  return opened;
}

/** The same without a refusal; undefined outside the application's audience. */
export async function formFor(
  deps: FormDeps,
  db: Queryable,
  viewer: Viewer,
  header: FormHeader,
): Promise<OpenedForm | undefined> {
  const roles = header.audience?.roles;
  const isAddressed = !roles || viewer.posts.some(({ role }) => roles.includes(role)) || may(viewer, 'form.design');
  if (!isAddressed) return undefined;
  return withRights(deps, viewer, header, await deps.definitions.version(header.key, header.version, db));
}

function withRights(deps: FormDeps, viewer: Viewer, header: FormHeader, form: PublishedForm): OpenedForm {
  const isPlaced = form.definition.settings?.place !== 'none';
  const managed = deps.managed.get(header.key);
  const rights = managed
    ? { ...rightsOn([], []), read: { places: scopeFor(viewer, managed.read), own: false } }
    : rightsOn(header.access, viewer.posts, isPlaced);
  return { header, form, rights, isPlaced, managed };
}

export function mayRead({ rights }: OpenedForm): boolean {
  return !reachesNothing(rights.read);
}

function mayNothing(rights: RecordRights): boolean {
  return isNowhere(rights.create) && reachesNothing(rights.read);
}

export function isStopped({ header }: Pick<OpenedForm, 'header'>): boolean {
  return header.status === 'stopped' || header.appStatus === 'stopped';
}

/** @throws Problem `records.read-only`, `records.form-stopped` */
export function requireWritable({ header, managed }: OpenedForm): void {
  if (managed) throw new Problem('records.read-only', { form: header.key, module: managed.module });
  if (isStopped({ header })) throw new Problem('records.form-stopped', { form: header.key });
}
