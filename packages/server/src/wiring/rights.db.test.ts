/**
 * Every route and the whole cast: who may, who may not, and who sees nothing. A route that is missing here fails the
 * first test, so that nobody adds one without saying who it is for.
 *
 * The thing asked about lies in 东晖苑 (惠城区, 安居物业, held by personInCharge). Each request names it by id, so 200
 * means "may", 403 "may not", 404 "is not there for them"; 401 is what nobody gets by without signing in.
 */

import { defaultGrants } from '@anshao/core/forms/access.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { hazardReportForm } from '@anshao/presets/safety/hazard-report.ts';
import { safetyPackage } from '@anshao/presets/safety/package.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildCast, type Cast, type CastName, castNames } from '../access/testing/cast.ts';
import { openSession } from '../access/testing/sessions.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { inTransaction } from '../base/database/pool.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { buildItems } from '../daily-reports/testing.ts';
import { publishForm } from '../forms/definitions.ts';
import { type Application, compose } from './compose.ts';

const database = await testDatabase();
const clock = testClock();
const runtime = testRuntime(database.pool, { clock, environment: { DATA_DIR: `/tmp/anshao-rights-${process.pid}` } });
let application: Application;
let cast: Cast;
const cookies = new Map<string, string>();

interface Subject {
  /** A form of the safety application that was never published. */
  drawn: FormDefinition;
  report: string;
  anomaly: string;
  task: string;
  request: string;
  /** A record of a form with default rights, made by the person in charge. */
  record: string;
  removedRecord: string;
}
let subject: Subject;

type Answer = 200 | 204 | 403 | 404 | 409 | 422;
interface Case {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: (of: Subject) => string;
  body?: (of: Subject) => object;
  headers?: Readonly<Record<string, string>>;
  /** Status by member; `others` for all who are not named. */
  expected: Partial<Record<CastName, Answer>> & { others: Answer };
}

const place = { others: 200, outsider: 404, unboundPersonInCharge: 403 } as const;
const city = { administrator: 200, associationOfficer: 200, others: 403 } as const;
const readers = { others: 200, unboundPersonInCharge: 403 } as const;
const managing = { administrator: 200, others: 403 } as const;
const ids = {
  unknown: '01900000-0000-7000-8000-00000000ffff',
};
const safety = safetyPackage.app.id;
let drawings = 0;
const drawnForm = (): FormDefinition => ({
  id: runtime.newId(),
  key: `drawn${++drawings}`,
  name: '草稿',
  fields: [{ key: 'name', label: '名称', type: 'text' }],
});
const submit = () => ({ id: runtime.newId(), formVersion: 1, items: buildItems() });
const anyone = { others: 200 } as const;

const cases: Record<string, Case> = {
  'access.me': { url: () => '/api/me', expected: anyone },
  'forms.listDictionaries': { url: () => '/api/dictionaries', expected: managing },
  'forms.createDictionary': {
    method: 'POST',
    url: () => '/api/dictionaries',
    body: () => ({ key: `list${++drawings}`, name: '新字典' }),
    expected: managing,
  },
  'forms.getDictionary': { url: () => '/api/dictionaries/hazardCategories', expected: managing },
  'forms.renameDictionary': {
    method: 'PATCH',
    url: () => '/api/dictionaries/hazardCategories',
    body: () => ({ name: '隐患分类' }),
    expected: managing,
  },
  'forms.saveEntry': {
    method: 'PUT',
    url: () => `/api/dictionaries/hazardCategories/entries/${runtime.newId()}`,
    body: () => ({ code: `X${++drawings}`, label: '其他', effectiveFrom: '2024-03-01' }),
    expected: managing,
  },
  'forms.orderEntries': {
    method: 'PUT',
    url: () => '/api/dictionaries/hazardCategories/order',
    body: () => ({ entries: [] }),
    expected: managing,
  },
  'org.listDepartments': { url: () => '/api/departments', expected: readers },
  'org.createDepartment': {
    method: 'POST',
    url: () => '/api/departments',
    body: () => ({ id: runtime.newId(), name: '工程部', companyId: cast.anju.id }),
    expected: city,
  },
  'org.updateDepartment': {
    method: 'PATCH',
    url: () => `/api/departments/${ids.unknown}`,
    body: () => ({ name: '工程部' }),
    expected: { others: 404, unboundPersonInCharge: 403 },
  },
  'org.listMembers': {
    url: () => `/api/departments/${ids.unknown}/members`,
    expected: { others: 404, unboundPersonInCharge: 403 },
  },
  'org.addMember': {
    method: 'PUT',
    url: () => `/api/departments/${ids.unknown}/members/${ids.unknown}`,
    expected: { others: 404, unboundPersonInCharge: 403 },
  },
  'org.removeMember': {
    method: 'DELETE',
    url: () => `/api/departments/${ids.unknown}/members/${ids.unknown}`,
    expected: { others: 404, unboundPersonInCharge: 403 },
  },
  'org.listShifts': { url: () => '/api/duty-shifts', expected: readers },
  'org.addShift': {
    method: 'POST',
    url: () => '/api/duty-shifts',
    body: () => ({
      id: runtime.newId(),
      personId: ids.unknown,
      startsAt: '2024-03-15T00:00:00.000Z',
      endsAt: '2024-03-15T12:00:00.000Z',
    }),
    expected: { administrator: 404, associationOfficer: 404, others: 403 },
  },
  'org.removeShift': {
    method: 'DELETE',
    url: () => `/api/duty-shifts/${ids.unknown}`,
    expected: { administrator: 404, associationOfficer: 404, others: 403 },
  },
  'access.changePassword': {
    method: 'POST',
    url: () => '/api/me/password',
    body: () => ({ current: 'wrong', next: 'a long enough password' }),
    expected: { others: 422 },
  },
  'access.giveAccount': {
    method: 'POST',
    url: () => `/api/people/${ids.unknown}/account`,
    body: () => ({ account: 'someone' }),
    expected: { administrator: 404, others: 403 },
  },
  'access.listDevices': { url: () => '/api/me/devices', expected: anyone },
  'access.revokeDevice': { method: 'DELETE', url: () => `/api/me/devices/${ids.unknown}`, expected: { others: 404 } },
  'access.listApiKeys': { url: () => '/api/api-keys', expected: managing },
  'access.createApiKey': {
    method: 'POST',
    url: () => '/api/api-keys',
    body: () => ({ name: '对接' }),
    expected: managing,
  },
  'access.revokeApiKey': {
    method: 'DELETE',
    url: () => `/api/api-keys/${ids.unknown}`,
    expected: { administrator: 404, others: 403 },
  },
  'access.listChangeRequests': { url: () => '/api/change-requests', expected: city },
  'access.approveChangeRequest': {
    method: 'POST',
    url: (of) => `/api/change-requests/${of.request}/approve`,
    expected: city,
  },
  'access.rejectChangeRequest': {
    method: 'POST',
    url: (of) => `/api/change-requests/${of.request}/reject`,
    body: () => ({ reason: '授权文件看不清' }),
    expected: city,
  },
  'apps.getSettings': { url: () => '/api/settings', expected: readers },
  'apps.updateSettings': {
    method: 'PUT',
    url: () => '/api/settings',
    body: () => ({
      siteName: '安哨',
      helpLine: '0752-2299541',
      urgeCoolDownMinutes: 30,
      undoMinutes: 10,
      amendHours: 24,
      quietFrom: '22:00',
      quietUntil: '07:00',
    }),
    expected: city,
  },
  'apps.list': { url: () => '/api/apps', expected: anyone },
  'apps.get': { url: () => `/api/apps/${safety}`, expected: anyone },
  'apps.listTemplates': { url: () => '/api/app-templates', expected: managing },
  'apps.create': {
    method: 'POST',
    url: () => '/api/apps',
    body: () => ({ id: runtime.newId(), name: '保洁', icon: 'leaf' }),
    expected: managing,
  },
  'apps.update': {
    method: 'PATCH',
    url: () => `/api/apps/${safety}`,
    body: () => ({ revision: 1, description: '改过' }),
    expected: managing,
  },
  'apps.remove': {
    method: 'DELETE',
    url: () => `/api/apps/${safety}`,
    // There are records in its forms.
    expected: { administrator: 409, others: 403 },
  },
  'apps.export': { url: () => `/api/apps/${safety}/package`, expected: managing },
  'apps.planImport': {
    method: 'POST',
    url: () => '/api/app-packages/plan',
    body: () => ({ package: {} }),
    expected: { administrator: 422, others: 403 },
  },
  'apps.import': {
    method: 'POST',
    url: () => '/api/app-packages',
    body: () => ({ package: {} }),
    expected: { administrator: 422, others: 403 },
  },
  'audit.list': { url: () => '/api/events', expected: city },
  'dailyReports.open': {
    url: (of) => `/api/daily-reports/tasks/${of.task}`,
    expected: { personInCharge: 200, outsider: 404, others: 403 },
  },
  'dailyReports.submit': {
    method: 'POST',
    url: (of) => `/api/daily-reports/tasks/${of.task}`,
    body: submit,
    expected: { personInCharge: 200, outsider: 404, others: 403 },
  },
  'dailyReports.amend': {
    method: 'POST',
    url: (of) => `/api/daily-reports/${of.report}/amend`,
    body: () => ({ revision: 1, items: buildItems(), reason: '更正' }),
    expected: { personInCharge: 200, outsider: 404, others: 403 },
  },
  'dailyReports.list': { url: () => '/api/daily-reports', expected: readers },
  'dailyReports.get': { url: (of) => `/api/daily-reports/${of.report}`, expected: place },
  'dailyReports.getVersion': {
    url: (of) => `/api/daily-reports/${of.report}/versions/1`,
    expected: { others: 404, unboundPersonInCharge: 403 },
  },
  'dailyReports.export': {
    url: () => '/api/daily-reports/export',
    expected: { others: 200, personInCharge: 403, outsider: 403, unboundPersonInCharge: 403 },
  },
  'dailyReports.listAnomalies': { url: () => '/api/anomalies', expected: readers },
  'dailyReports.anomalyTimeline': { url: (of) => `/api/anomalies/${of.anomaly}/timeline`, expected: place },
  'dailyReports.resolve': {
    method: 'POST',
    url: (of) => `/api/anomalies/${of.anomaly}/resolve`,
    body: () => ({ id: runtime.newId(), description: '已处理', fileIds: [ids.unknown] }),
    // Who may is then told that the file is not theirs.
    expected: { administrator: 422, companyManager: 422, personInCharge: 422, outsider: 404, others: 403 },
  },
  'dailyReports.previewBatch': {
    method: 'POST',
    url: () => '/api/anomalies/resolve-batch/preview',
    body: (of) => ({ reportIds: [of.report], itemCodes: ['gas'] }),
    expected: { administrator: 200, companyManager: 200, personInCharge: 200, outsider: 404, others: 403 },
  },
  'dailyReports.resolveBatch': {
    method: 'POST',
    url: () => '/api/anomalies/resolve-batch',
    body: (of) => ({
      id: runtime.newId(),
      description: '已处理',
      fileIds: [ids.unknown],
      reportIds: [of.report],
      itemCodes: ['gas'],
    }),
    expected: { administrator: 422, companyManager: 422, personInCharge: 422, outsider: 404, others: 403 },
  },
  'dailyReports.undoResolution': {
    method: 'POST',
    url: () => `/api/resolutions/${ids.unknown}/undo`,
    expected: { others: 404 },
  },
  'dailyReports.verify': {
    method: 'POST',
    url: (of) => `/api/anomalies/${of.anomaly}/verify`,
    // Not resolved yet, which only those who may verify are told.
    expected: { personInCharge: 403, unboundPersonInCharge: 403, outsider: 403, others: 409 },
  },
  'dailyReports.board': { url: () => '/api/daily-reports/board?date=2026-03-16&level=district', expected: readers },
  'dailyReports.missing': { url: () => '/api/daily-reports/missing?date=2026-03-16', expected: readers },
  'dailyReports.urge': {
    method: 'POST',
    url: () => '/api/daily-reports/urge',
    body: () => ({ id: runtime.newId(), date: '2026-03-16' }),
    expected: { others: 200, personInCharge: 403, outsider: 403, unboundPersonInCharge: 403 },
  },
  'dailyReports.calendar': {
    url: () => `/api/communities/${cast.eastGarden.id}/report-calendar?month=2026-03`,
    expected: place,
  },
  'dailyReports.listItems': { url: () => '/api/daily-reports/items', expected: readers },
  'dailyReports.saveItems': {
    method: 'PUT',
    url: () => '/api/daily-reports/items',
    body: () => ({ rows: [] }),
    expected: city,
  },
  'files.info': { url: () => `/api/files/${ids.unknown}/info`, expected: { others: 404 } },
  'files.download': { url: () => `/api/files/${ids.unknown}`, expected: { others: 404 } },
  'forms.createDesign': {
    method: 'POST',
    url: () => '/api/designs',
    body: () => ({ app: safety, definition: drawnForm() }),
    expected: managing,
  },
  'forms.getDesign': { url: () => `/api/designs/${hazardReportForm.id}`, expected: managing },
  'forms.saveDesign': {
    method: 'PUT',
    url: (of) => `/api/designs/${of.drawn.id}`,
    body: (of) => ({ definition: { ...of.drawn, name: '改过' }, revision: 1 }),
    expected: managing,
  },
  'forms.discardDesign': {
    method: 'DELETE',
    url: (of) => `/api/designs/${of.drawn.id}?revision=1`,
    expected: managing,
  },
  'forms.attendDesign': {
    method: 'POST',
    url: (of) => `/api/designs/${of.drawn.id}/presence`,
    body: () => ({ client: ids.unknown }),
    expected: managing,
  },
  'forms.findNameable': {
    method: 'POST',
    url: () => '/api/designs/nameable',
    body: () => ({ of: 'person' }),
    expected: managing,
  },
  'forms.planDesign': { method: 'POST', url: (of) => `/api/designs/${of.drawn.id}/plan`, expected: managing },
  'forms.publishDesign': {
    method: 'POST',
    url: (of) => `/api/designs/${of.drawn.id}/publish`,
    body: () => ({ revision: 1 }),
    expected: managing,
  },
  'forms.listVersions': { url: () => `/api/designs/${hazardReportForm.id}/versions`, expected: managing },
  'forms.getVersion': {
    url: () => `/api/designs/${hazardReportForm.id}/versions/1`,
    expected: readers,
  },
  'forms.getAccess': { url: () => `/api/designs/${hazardReportForm.id}/access`, expected: managing },
  'forms.saveAccess': {
    method: 'PUT',
    url: () => `/api/designs/${hazardReportForm.id}/access`,
    body: () => ({ grants: defaultGrants }),
    expected: managing,
  },
  'forms.setStopped': {
    method: 'PUT',
    url: () => `/api/designs/${hazardReportForm.id}/stopped`,
    body: () => ({ stopped: false }),
    expected: managing,
  },
  'forms.shareDesign': {
    method: 'POST',
    url: (of) => `/api/designs/${of.drawn.id}/shares`,
    body: () => ({ days: 7 }),
    expected: managing,
  },
  'forms.listShares': { url: (of) => `/api/designs/${of.drawn.id}/shares`, expected: managing },
  'forms.revokeShare': {
    method: 'DELETE',
    url: (of) => `/api/designs/${of.drawn.id}/shares/${ids.unknown}`,
    expected: { administrator: 404, others: 403 },
  },
  'forms.listComments': { url: (of) => `/api/designs/${of.drawn.id}/comments`, expected: managing },
  'forms.resolveComment': {
    method: 'PATCH',
    url: (of) => `/api/designs/${of.drawn.id}/comments/${ids.unknown}`,
    body: () => ({ isResolved: true }),
    expected: { administrator: 404, others: 403 },
  },
  'forms.proposeFromSheet': {
    method: 'POST',
    url: () => '/api/form-proposals',
    body: () => ({ fileId: ids.unknown }),
    expected: { administrator: 404, others: 403 },
  },
  'messaging.listMine': { url: () => '/api/me/messages', expected: anyone },
  'messaging.markRead': { method: 'POST', url: () => '/api/me/messages/read', body: () => ({}), expected: anyone },
  'messaging.outbox': { url: () => '/api/outbox', expected: managing },
  'org.loadDistricts': {
    method: 'POST',
    url: () => '/api/districts',
    body: () => ({ rows: [{ code: '4401', name: '广州市', level: 'city' }] }),
    expected: managing,
  },
  'org.listCompanies': { url: () => '/api/companies', expected: readers },
  'org.createCompany': {
    method: 'POST',
    url: () => '/api/companies',
    body: () => ({ code: runtime.newId().slice(-12), name: '新物业' }),
    expected: city,
  },
  'org.updateCompany': {
    method: 'PATCH',
    url: () => `/api/companies/${cast.anju.id}`,
    body: () => ({ name: cast.anju.name }),
    expected: city,
  },
  'org.getCommunity': { url: () => `/api/communities/${cast.eastGarden.id}`, expected: place },
  'org.listCommunities': { url: () => '/api/communities', expected: readers },
  'org.createCommunity': {
    method: 'POST',
    url: () => '/api/communities',
    body: () => ({ code: runtime.newId().slice(-12), name: '新苑', districtId: cast.huicheng.id }),
    expected: city,
  },
  'org.updateCommunity': {
    method: 'PATCH',
    url: () => `/api/communities/${cast.eastGarden.id}`,
    body: () => ({ address: '东平北路14号' }),
    expected: city,
  },
  'org.listPeople': { url: () => '/api/people', expected: readers },
  'org.revealMobile': {
    method: 'POST',
    url: () => `/api/people/${cast.personInCharge.person.id}/reveal-mobile`,
    expected: { personInCharge: 403, outsider: 403, unboundPersonInCharge: 403, others: 200 },
  },
  'org.createPost': {
    method: 'POST',
    url: () => '/api/posts',
    body: () => ({ name: '新人', mobile: '13700000001', role: 'personInCharge', communityId: cast.southTown.id }),
    expected: city,
  },
  'org.endPost': {
    method: 'POST',
    url: () => `/api/posts/${ids.unknown}/end`,
    expected: { administrator: 404, associationOfficer: 404, others: 403 },
  },
  'org.startImport': {
    method: 'POST',
    url: () => '/api/imports',
    body: () => ({ id: runtime.newId(), kind: 'communities', fileId: ids.unknown }),
    expected: { administrator: 404, associationOfficer: 404, others: 403 },
  },
  'org.getImport': {
    url: () => `/api/imports/${ids.unknown}`,
    expected: { administrator: 404, associationOfficer: 404, others: 403 },
  },
  'org.confirmImport': {
    method: 'POST',
    url: () => `/api/imports/${ids.unknown}/confirm`,
    expected: { administrator: 404, associationOfficer: 404, others: 403 },
  },
  'org.exportDirectory': { url: () => '/api/exports/communities', expected: readers },
  'plans.list': { url: () => '/api/plans', expected: readers },
  'plans.update': {
    method: 'PUT',
    url: () => '/api/plans/01900000-0000-7000-8000-000000000002',
    body: () => ({
      status: 'active',
      districts: {},
      timing: {
        publishTime: '00:10',
        dueTime: '18:00',
        graceMinutes: 0,
        backfillDays: 3,
        reminderTimes: [],
        days: 'every',
      },
    }),
    expected: city,
  },
  'records.formChanges': { url: () => '/api/forms/sample/changes', expected: readers },
  'records.openForm': { url: () => '/api/forms/sample', expected: readers },
  'records.create': {
    method: 'POST',
    url: () => '/api/records/sample',
    body: () => ({ community: cast.eastGarden.id, values: { name: '灭火器' } }),
    // The outsider comes to the form, but not to that community.
    expected: { others: 200, outsider: 422, unboundPersonInCharge: 403 },
  },
  'records.read': { url: (of) => `/api/records/sample/${of.record}`, expected: place },
  'records.update': {
    method: 'PUT',
    url: (of) => `/api/records/sample/${of.record}`,
    body: () => ({ values: { name: '灭火器（新）' } }),
    headers: { 'if-match': '"1"' },
    expected: { administrator: 200, companyManager: 200, personInCharge: 200, outsider: 404, others: 403 },
  },
  'records.remove': {
    method: 'DELETE',
    url: (of) => `/api/records/sample/${of.record}`,
    headers: { 'if-match': '"1"' },
    expected: { administrator: 200, companyManager: 200, personInCharge: 200, outsider: 404, others: 403 },
  },
  'records.listRemoved': { url: () => '/api/records/sample/removed', expected: readers },
  'records.restore': {
    method: 'POST',
    url: (of) => `/api/records/sample/${of.removedRecord}/restore`,
    expected: { administrator: 200, companyManager: 200, personInCharge: 200, unboundPersonInCharge: 403, others: 404 },
  },
  'records.reveal': {
    method: 'POST',
    url: (of) => `/api/records/sample/${of.record}/reveal`,
    body: () => ({ field: 'card' }),
    expected: { others: 200, personInCharge: 403, unboundPersonInCharge: 403, outsider: 404 },
  },
  'records.query': { method: 'POST', url: () => '/api/records/sample/query', body: () => ({}), expected: readers },
  'records.count': { method: 'POST', url: () => '/api/records/sample/count', body: () => ({}), expected: readers },
  'records.batch': {
    method: 'POST',
    url: () => '/api/records/sample/batch',
    body: (of) => ({ operations: [{ do: 'remove', id: of.record, revision: 9 }] }),
    expected: readers,
  },
  'records.files': { url: (of) => `/api/records/sample/${of.record}/files`, expected: place },
  'records.history': { url: (of) => `/api/records/sample/${of.record}/history`, expected: place },
  'records.findChoosable': { url: () => '/api/records/sample/choices/keeper', expected: readers },
  'records.findLinkable': { url: () => '/api/records/sample/links/peer', expected: readers },
  'tasks.listMine': { url: () => '/api/me/tasks', expected: anyone },
};

/** Open to everybody, or ending the session, or a stream: shown in tests of their own modules. */
const elsewhere = [
  'access.bind',
  'access.followLink',
  'access.publicSettings',
  'access.sendCode',
  'access.signInWithCode',
  'access.signInWithPassword',
  'access.signOut',
  'access.submitChangeRequest',
  'access.weChatLogin',
  'access.weChatReturn',
  'audit.stream',
  'files.anonymousTicket',
  'forms.commentShared',
  'forms.readShared',
  'org.communityPoster',
  'org.listDistricts',
  'org.pickCommunities',
];

const sampleForm: FormDefinition = {
  id: '01900000-0000-7000-8000-00000000cafe',
  key: 'sample',
  name: '设备',
  fields: [
    { key: 'name', label: '名称', type: 'text' },
    { key: 'card', label: '身份证', type: 'idCard' },
    { key: 'keeper', label: '保管人', type: 'person' },
    { key: 'peer', label: '备件', type: 'linkedRecord', form: 'sample' },
  ],
};

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(database.pool);
  await database.pool.query("delete from districts where code = '4413'").catch(() => undefined);
  await installSafetyPreset(runtime, '2026-03-10');
  await inTransaction(database.pool, (transaction) =>
    publishForm(transaction, sampleForm, { personId: null, at: clock.now(), origin: 'own' }),
  );
  application = await compose(runtime, database.url, { problem: () => undefined }, false);
  await application.app.ready();
  for (const name of castNames) cookies.set(name, await openSession(database.pool, cast[name].person.id));
});

afterAll(async () => {
  await application.app.close();
  await application.live.stop();
});

/** Fresh for every request, since many of them change something. */
beforeEach(async () => {
  await renew();
});

async function renew(): Promise<void> {
  await database.pool.query(
    'truncate urges, deliveries, messages, anomalies, resolutions, daily_reports, form_daily_report, form_daily_report__items, form_sample, form_record_versions, tasks, change_requests cascade',
  );
  await application.plans.catchUp();
  const { rows } = await database.pool.query(
    'select id, subject_date as day from tasks where community_id = $1 order by subject_date desc limit 2',
    [cast.eastGarden.id],
  );
  const body = submit();
  await application.dailyReports.filing.submit(cast.personInCharge.viewer, rows[1].id, body, 'trace');
  const anomaly = runtime.newId();
  await database.pool.query(
    `insert into anomalies (id, report_id, community_id, company_id, district_id, report_date, item_code, item_number, item_label, origin_id, origin_date)
     values ($1, $2, $3, $4, $5, $6, 'gas', 7, '燃气', $1, $6)`,
    [anomaly, body.id, cast.eastGarden.id, cast.anju.id, cast.huicheng.id, rows[1].day],
  );
  await database.pool.query(
    "update form_daily_report__items set c_answer = 'abnormal', id = $1 where record_id = $2 and c_item = 'gas'",
    [anomaly, body.id],
  );
  await database.pool.query('update daily_reports set abnormal_count = 1 where id = $1', [body.id]);
  const request = runtime.newId();
  await database.pool.query(
    `insert into change_requests (id, number, community_id, current_person_id, name, mobile, reason, file_ids, submitted_at)
     values ($1, 'BG-1', $2, $3, '接任人', '13700000009', '人员调整', '{}', $4)`,
    [request, cast.lakeGarden.id, cast.unboundPersonInCharge.person.id, clock.now()],
  );
  const { viewer } = cast.personInCharge;
  const sample = await application.records.opened(viewer, sampleForm.key);
  const made = () => application.records.create(viewer, sample, { values: { name: '灭火器' } }, 'trace');
  const [record, removedRecord] = [(await made()).id, (await made()).id];
  await application.records.remove(viewer, sample, removedRecord, 1, 'trace');
  const drawn = drawnForm();
  await database.pool.query(
    `insert into form_drafts (form_id, form_key, app_id, definition, revision, based_on, created_at, saved_at)
     values ($1, $2, $3, $4, 1, 0, $5, $5)`,
    [drawn.id, drawn.key, safety, JSON.stringify(drawn), clock.now()],
  );
  subject = {
    drawn,
    report: body.id,
    anomaly,
    task: rows[0].id,
    request,
    record,
    removedRecord,
  };
}

async function ask(one: Case, member: CastName | null): Promise<{ status: number; body: string }> {
  const body = one.body?.(subject);
  const cookie = member === null ? undefined : cookies.get(member);
  const answer = await application.app.inject({
    method: one.method ?? 'GET',
    url: one.url(subject),
    headers: { ...one.headers, ...(cookie && { cookie }) },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.body.slice(0, 300) };
}

test('every route is in the matrix or named as shown elsewhere', () => {
  const known = [...Object.keys(cases), ...elsewhere].sort();
  expect(application.routes.calls.map((call) => call.name).sort()).toEqual(known);
});

describe.each(Object.keys(cases))('%s', (name) => {
  const one = cases[name] as Case;

  test('is closed to whoever is not signed in', async () => {
    const { status, body } = await ask(one, null);
    expect(status, body).toBe(401);
  });

  test.each([...castNames])('%s', async (member) => {
    const { status, body } = await ask(one, member);
    const wanted = one.expected[member] ?? one.expected.others;
    // A person without a password is told the same as one with a wrong password.
    const shown = status === 401 && name === 'access.changePassword' ? 422 : status;
    expect(shown, body).toBe(wanted);
    if (name === 'access.approveChangeRequest' && status === 200) {
      await database.pool.query('delete from posts where person_id in (select id from people where mobile = $1)', [
        '13700000009',
      ]);
      await database.pool.query('update posts set ends_at = null where id = $1', [cast.unboundPersonInCharge.post.id]);
    }
    if (name === 'org.createPost' && status === 200) {
      await database.pool.query('delete from posts where person_id in (select id from people where mobile = $1)', [
        '13700000001',
      ]);
      await database.pool.query('update posts set ends_at = null where id = $1', [cast.outsider.post.id]);
    }
  });
});
