/**
 * Who may do what with the records of a form. A form's grants say it by role; a person has what all bound posts
 * together give, each at its own place. Rights are no part of a version: they hold from the moment they are saved.
 *
 * A reader would expect one set of hidden fields per person. It is one per record: whoever runs one community and
 * supervises another sees a field only where a post that may see it reaches.
 */
import type { HeldPost, Place, Scope } from '../access/rights.ts';
import { covers, nowhere } from '../access/rights.ts';
import type { Role } from '../org/contract.ts';
import type { FormGrant, RecordReach } from './designing.ts';

/** A form nobody has set rights for: everybody fills it in, and sees and changes what is of their own place. */
export const defaultGrants: readonly FormGrant[] = [
  grant('administrator', 'all', 'all', 'all'),
  grant('associationOfficer', 'all', 'own', 'own'),
  grant('districtOfficer', 'place', 'own', 'own'),
  grant('companyManager', 'place', 'place', 'place'),
  grant('personInCharge', 'place', 'place', 'own'),
];

function grant(role: Role, read: RecordReach, update: RecordReach, remove: RecordReach): FormGrant {
  return { role, create: true, read, update, remove, hidden: [], fixed: [] };
}

/** Records within these places, and, with `own`, those the person made. */
export interface RecordScope {
  readonly places: Scope;
  readonly own: boolean;
}

/** What decides about one record: where it belongs, and whether the person made it. */
export interface RecordPosition extends Place {
  readonly isOwn: boolean;
}

export interface RecordRights {
  /** Where the person may put a record. For a form without a place: whether it is empty. */
  readonly create: Scope;
  readonly read: RecordScope;
  readonly update: RecordScope;
  readonly remove: RecordScope;
  /** Keys of fields the person sees nowhere. */
  readonly hidden: ReadonlySet<string>;
  /** Keys of fields the person does not see somewhere: no list may be filtered or ordered by them. */
  readonly hiddenSomewhere: ReadonlySet<string>;
  /** Keys of fields the person may change nowhere. */
  readonly fixed: ReadonlySet<string>;
  /** Keys of fields that are not shown of a record there. */
  hiddenAt(record: RecordPosition): ReadonlySet<string>;
  /** Keys of fields that the person may not change in a record there; hidden ones among them. */
  fixedAt(record: RecordPosition): ReadonlySet<string>;
  /** Keys of fields that the person may not set in a record to be made there; hidden ones among them. */
  fixedInNew(place: Place): ReadonlySet<string>;
}

/** One post with what its role is granted. */
interface Holding {
  readonly grant: FormGrant;
  readonly places: Scope;
}

/**
 * @param access the form's grants; null: the defaults. A role that is not named has no rights.
 * @param placed false for a form whose records belong to no community: there, "of their place" means "their own"
 */
export function rightsOn(access: readonly FormGrant[] | null, posts: readonly HeldPost[], placed = true): RecordRights {
  const byRole = new Map((access ?? defaultGrants).map((one) => [one.role, one]));
  const holdings: Holding[] = posts.flatMap((post) => {
    const held = post.bound ? byRole.get(post.role) : undefined;
    return held ? [{ grant: held, places: placesOf(post) }] : [];
  });
  const scopeOf = (reachOf: (grant: FormGrant) => RecordReach): RecordScope => {
    const reached = holdings.map((holding) => scopeOfReach(reachOf(holding.grant), holding.places, placed));
    return { places: union(reached.map(({ places }) => places)), own: reached.some(({ own }) => own) };
  };
  const masks = (keysOf: (grant: FormGrant) => readonly string[], reachOf: (grant: FormGrant) => RecordReach) => {
    return (record: RecordPosition) =>
      inAll(
        holdings
          .filter(({ grant: held, places }) => reaches(scopeOfReach(reachOf(held), places, placed), record))
          .map(({ grant: held }) => keysOf(held)),
      );
  };
  const hiddenAt = masks(
    (held) => held.hidden,
    // Whoever may only make records sees what is being made.
    (held) => (held.read === 'none' && held.create ? 'own' : held.read),
  );
  const acting = holdings.filter(({ grant: held }) => held.create || held.read !== 'none');
  return {
    create: union(holdings.filter(({ grant: held }) => held.create).map(({ places }) => places)),
    read: scopeOf((held) => held.read),
    update: scopeOf((held) => held.update),
    remove: scopeOf((held) => held.remove),
    hidden: inAll(acting.map(({ grant: held }) => held.hidden)),
    hiddenSomewhere: new Set(acting.flatMap(({ grant: held }) => held.hidden)),
    fixed: inAll(acting.map(({ grant: held }) => closedKeys(held))),
    hiddenAt,
    fixedAt: masks(closedKeys, (held) => held.update),
    fixedInNew: (place) =>
      inAll(
        holdings
          .filter(({ grant: held, places }) => held.create && (!placed || covers(places, place)))
          .map(({ grant: held }) => closedKeys(held)),
      ),
  };
}

function closedKeys({ fixed, hidden }: FormGrant): readonly string[] {
  return [...fixed, ...hidden];
}

/** Whether a record lies within the scope. */
export function reaches(scope: RecordScope, record: RecordPosition): boolean {
  return (scope.own && record.isOwn) || covers(scope.places, record);
}

/** Whether there can be no record within the scope. */
export function reachesNothing({ places, own }: RecordScope): boolean {
  return !own && isNowhere(places);
}

export function isNowhere(scope: Scope): boolean {
  return !scope.everywhere && scope.communityIds.length + scope.companyIds.length + scope.districtIds.length === 0;
}

function scopeOfReach(reach: RecordReach, places: Scope, placed: boolean): RecordScope {
  switch (reach) {
    case 'none':
      return { places: nowhere, own: false };
    case 'own':
      return { places: nowhere, own: true };
    case 'place':
      // Where records have no place there is nothing else to go by than who made them.
      return placed ? { places, own: false } : { places: nowhere, own: true };
    case 'all':
      return { places: { everywhere: true }, own: true };
  }
}

/** A post without a place is of the whole city. */
function placesOf(post: HeldPost): Scope {
  const { communityId, companyId, districtId } = post;
  if (communityId === null && companyId === null && districtId === null) return { everywhere: true };
  return {
    everywhere: false,
    communityIds: communityId === null ? [] : [communityId],
    companyIds: companyId === null ? [] : [companyId],
    districtIds: districtId === null ? [] : [districtId],
  };
}

function union(scopes: readonly Scope[]): Scope {
  const communityIds = new Set<string>();
  const companyIds = new Set<string>();
  const districtIds = new Set<string>();
  for (const scope of scopes) {
    if (scope.everywhere) return scope;
    for (const id of scope.communityIds) communityIds.add(id);
    for (const id of scope.companyIds) companyIds.add(id);
    for (const id of scope.districtIds) districtIds.add(id);
  }
  return {
    everywhere: false,
    communityIds: [...communityIds],
    companyIds: [...companyIds],
    districtIds: [...districtIds],
  };
}

/** What all lists have; nothing when there is none. */
function inAll(lists: readonly (readonly string[])[]): ReadonlySet<string> {
  const [first = [], ...others] = lists;
  return new Set(first.filter((key) => others.every((list) => list.includes(key))));
}
