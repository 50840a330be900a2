/**
 * What the log says of every event that the server writes: its name and each of its facts. A test holds this table
 * against the server's sources; events and keys beyond it, from modules of somebody's own, are told as they stand.
 */
import type { Role } from '@anshao/core/org/contract.ts';
import { pathWith } from '../address.ts';
import { roleWord } from '../directory/role-words.ts';
import { channelWord, noticeWord } from '../outbox/words.ts';
import {
  because,
  changesFrom,
  counted,
  type EventData,
  type Fact,
  fact,
  factsIn,
  hidden,
  inside,
  type Names,
  size,
  spaced,
  type Tell,
  word,
} from './facts.ts';
import { isLogWord, type LogWord, logText } from './log-text.ts';

const role = fact('role', (value) => roleWord(value as Role) ?? String(value));
const imported = fact('imported', because('imported.sheet'));
const timing: Readonly<Record<string, Tell>> = {
  publishTime: fact('publishTime'),
  dueTime: fact('dueTime'),
  graceMinutes: fact('graceMinutes', counted('minutes')),
  backfillDays: fact('backfillDays', counted('days')),
  reminderTimes: fact('reminderTimes'),
  days: fact('days.which', word('days')),
};
const community: Readonly<Record<string, Tell>> = {
  // Ids of the register: that they changed is told, to what is seen at the community.
  id: hidden,
  code: fact('code'),
  name: fact('name'),
  districtId: fact('district', because('otherValue')),
  companyId: fact('company', because('otherValue')),
  address: fact('address'),
  latitude: fact('latitude'),
  longitude: fact('longitude'),
  timeZone: fact('timeZone'),
  status: fact('status', word('communityStatus')),
};
/** Older events have only the key of their form. */
const form: Readonly<Record<'form' | 'name', Tell>> = {
  form: (key, data, names) => (data['name'] === undefined ? fact('formName', word('form'))(key, data, names) : []),
  name: fact('formName'),
};
const resolution = { reportId: hidden, resolutionId: hidden };

const record = { ...form, revision: fact('recordRevision', counted('revisionNumber')) };

const dictionary: Readonly<Record<string, Tell>> = {
  dictionary: hidden,
  name: fact('dictionaryName'),
  code: fact('code'),
  label: fact('entryLabel'),
  former: fact('entryFormer'),
  until: fact('entryUntil'),
  isNew: hidden,
  isReordered: hidden,
};
const shift = { personId: hidden, startsAt: fact('startsAt'), endsAt: fact('endsAt') };

export const events = {
  'access.accountGiven': {},
  'access.apiKeyCreated': {},
  'access.apiKeyRevoked': {},
  'access.bound': { postId: hidden, changeRequestId: fact('through', because('changeRequest')) },
  'access.changeApproved': {
    fromPersonId: hidden,
    toPersonId: hidden,
    postId: hidden,
    endedPostIds: fact('endedPosts', counted('posts')),
  },
  'access.changeRejected': {},
  'access.changeRequested': { number: fact('number') },
  'access.consented': { version: fact('consentVersion') },
  'access.firstAdministratorMade': {},
  'access.passwordChanged': {},
  'access.signedIn': { channel: fact('way', word('way')), sessionId: hidden },
  'access.signedOut': { sessionId: hidden },
  'apps.changed': {
    name: fact('name'),
    status: fact('status', word('appStatus')),
    parts: fact('appParts', (parts, names) =>
      (parts as readonly string[]).map((part) => word('appPart')(part, names)).join(logText('list')),
    ),
  },
  'apps.created': { name: fact('name'), template: fact('template') },
  'apps.imported': {
    name: fact('name'),
    origin: fact('origin', word('origin')),
    created: fact('created', counted('things')),
    updated: fact('updated', counted('things')),
  },
  'apps.removed': { name: fact('name') },
  'apps.settingsChanged': {
    siteName: fact('siteName'),
    helpLine: fact('helpLine'),
    urgeCoolDownMinutes: fact('coolDown', counted('minutes')),
    undoMinutes: fact('undoMinutes', counted('minutes')),
    amendHours: fact('amendHours', counted('hours')),
    quietFrom: fact('quietFrom'),
    quietUntil: fact('quietUntil'),
  },
  'dailyReports.amended': {
    reportDate: fact('reportDate'),
    revision: fact('revision', counted('version')),
    reason: fact('reason'),
  },
  'dailyReports.anomalyResolved': {
    ...resolution,
    batch: fact('batch', (value) => logText(value === true ? 'batch.many' : 'batch.one')),
  },
  'dailyReports.anomalyVerified': { reportId: hidden },
  'dailyReports.filed': {
    taskId: hidden,
    reportDate: fact('reportDate'),
    timing: fact('timing', word('timing')),
    abnormal: fact('abnormal', counted('things')),
  },
  'dailyReports.itemsChanged': {
    codes: fact('items', (codes, names) =>
      (codes as readonly string[]).map((code) => names.item(code) ?? code).join(logText('list')),
    ),
  },
  'dailyReports.resolutionUndone': resolution,
  'dailyReports.urged': {
    date: fact('date'),
    people: fact('peopleUrged', counted('people')),
    communities: fact('communitiesUrged', counted('communities')),
  },
  'files.cleaned': { reason: fact('cleanedBecause', word('cleaned')) },
  'files.originalOpened': {},
  'files.removed': {},
  'files.uploaded': { kind: fact('file', word('fileKind')), size: fact('size', size) },
  'forms.accessChanged': {
    ...form,
    before: hidden,
    after: fact('formRights', because('otherValue')),
  },
  'forms.dictionaryChanged': dictionary,
  'forms.dictionaryCreated': dictionary,
  'forms.draftCreated': form,
  'forms.draftDiscarded': form,
  'forms.draftShared': { ...form, days: fact('shareDays', counted('days')) },
  'forms.indexFailed': { ...form, field: fact('fieldName') },
  'forms.published': {
    ...form,
    version: fact('formVersion', counted('version')),
    steps: fact('steps', counted('things')),
  },
  'forms.resumed': form,
  'forms.shareRevoked': form,
  'forms.stopped': form,
  'messaging.failed': {
    kind: fact('messageKind', (value) => noticeWord(String(value))),
    channel: fact('channel', (value) => channelWord(String(value))),
    error: fact('error'),
  },
  'messaging.read': { personId: hidden, messages: fact('messagesRead', counted('notices')) },
  'messaging.sent': { personId: hidden, kind: fact('messageKind', (value) => noticeWord(String(value))) },
  'org.communityChanged': { before: hidden, after: changesFrom('before', community), imported },
  'org.communityCreated': { code: fact('code'), status: fact('status', word('communityStatus')), imported },
  'org.companyChanged': { code: fact('code'), name: fact('name') },
  'org.companyCreated': { code: fact('code'), imported },
  'org.departmentChanged': { name: fact('name'), status: hidden },
  'org.departmentCreated': { name: fact('name') },
  'org.departmentMemberAdded': { name: fact('name'), personId: hidden },
  'org.departmentMemberRemoved': { name: fact('name'), personId: hidden },
  'org.directoryExported': { kind: fact('exported', word('importKind')) },
  'org.districtsLoaded': {
    created: fact('created', counted('communities')),
    updated: fact('updated', counted('communities')),
  },
  'org.importConfirmed': {
    kind: fact('importKind', word('importKind')),
    fileId: hidden,
    rows: fact('rowsInAll', counted('rows')),
  },
  'org.importDone': {
    kind: fact('importKind', word('importKind')),
    created: fact('created', counted('rows')),
    updated: fact('updated', counted('rows')),
    unchanged: fact('unchanged', counted('rows')),
    skipped: fact('skipped', counted('rows')),
  },
  'org.mobileRevealed': {},
  'org.postEnded': { role, personId: hidden, succeededBy: fact('succeeded', because('succeeded.next')), imported },
  'org.postStarted': { role, personId: hidden, startsAt: fact('startsAt'), imported },
  'org.shiftAdded': shift,
  'org.shiftRemoved': shift,
  'plans.updated': {
    status: fact('status', word('planStatus')),
    timing: inside(timing),
    districts: fact('districtsApart', (value) => logText('communities', { n: Object.keys(value as object).length })),
  },
  'records.created': record,
  'records.removed': record,
  'records.restored': record,
  'records.revealed': { form: fact('formName', word('form')), field: fact('fieldName') },
  'records.updated': record,
  'tasks.missed': { kind: fact('taskKind', word('task')), subjectDate: fact('date') },
} satisfies Partial<Record<LogWord, Readonly<Record<string, Tell>>>>;

export const eventTypes = Object.keys(events) as (keyof typeof events)[];

interface ToldEvent {
  readonly type: string;
  readonly subjectId: string | null;
  readonly data: EventData;
}

export function eventWord(type: string): string {
  return isLogWord(type) ? logText(type) : spaced(type);
}

/** The part of the product an event belongs to. */
export function moduleWord(type: string): string {
  const [name = ''] = type.split('.');
  return isLogWord(name) ? logText(name) : spaced(name);
}

export function factsOf({ type, data }: Pick<ToldEvent, 'type' | 'data'>, names: Names): Fact[] {
  return factsIn(data, (events as Readonly<Record<string, Readonly<Record<string, Tell>>>>)[type] ?? {}, names);
}

/** All facts in one line. */
export function sentenceOf(event: Pick<ToldEvent, 'type' | 'data'>, names: Names): string {
  return factsOf(event, names)
    .map(({ label, value }) => logText('fact', { label, value }))
    .join(logText('furtherFact'));
}

/** The page that shows what the event is about. */
export function pageOf({ type, subjectId, data }: ToldEvent): { href: string; name: LogWord } | undefined {
  const reportId = type === 'dailyReports.filed' || type === 'dailyReports.amended' ? subjectId : data['reportId'];
  if (typeof reportId === 'string') return { href: pathWith('/reports', { open: reportId }), name: 'openReport' };
  const state = requestStates[type];
  if (state && subjectId)
    return { href: pathWith('/change-requests', { state, open: subjectId }), name: 'openRequest' };
  if (type === 'messaging.failed') return { href: pathWith('/outbox', { state: 'failed' }), name: 'openOutbox' };
  return settingsChanged.has(type) ? { href: '/settings', name: 'openSettings' } : undefined;
}
const requestStates: Readonly<Record<string, string>> = {
  'access.changeRequested': 'submitted',
  'access.changeApproved': 'approved',
  'access.changeRejected': 'rejected',
};
const settingsChanged: ReadonlySet<string> = new Set([
  'apps.settingsChanged',
  'plans.updated',
  'dailyReports.itemsChanged',
]);
