import { expect, test } from 'vitest';
import {
  adopted,
  afterFailure,
  draftOf,
  type FailedTry,
  fileIdsOf,
  pauseAfter,
  type RecordSubmission,
  type ReportSubmission,
  resendsFiles,
} from './submission.ts';

const photo = '01900000-0000-7000-8000-00000000000a';
const submission: ReportSubmission = {
  kind: 'report',
  key: 'task',
  taskId: 'task',
  personId: 'person',
  communityName: '东晖苑三期',
  reportDate: '2024-03-15',
  body: {
    id: '01900000-0000-7000-8000-000000000001',
    formVersion: 1,
    items: [
      { item: 'facade', answer: 'normal' },
      { item: 'lift', answer: 'abnormal', description: '异响', photos: [photo] },
    ],
  },
  queuedAt: 0,
  attempts: 0,
  state: 'sending',
};
const failed = (changes: Partial<FailedTry>): FailedTry => ({
  transient: false,
  code: 'base.invalid',
  message: '有误',
  problems: [],
  ...changes,
});

test('a lost signal leaves the report waiting under the same id, with longer and longer pauses', () => {
  const once = afterFailure(submission, failed({ transient: true, code: 'web.offline' }));
  const twice = afterFailure(once, failed({ transient: true, code: 'web.timeout' }));
  expect(twice).toMatchObject({ state: 'waiting', attempts: 2, body: submission.body });
  expect([1, 2, 3, 20].map(pauseAfter)).toEqual([3_000, 6_000, 12_000, 300_000]);
});

test('a refusal stops with its reason, so that a person can decide', () => {
  const refused = afterFailure(submission, failed({ code: 'daily-reports.already-filed', message: '李敏已填报' }));
  expect(refused).toMatchObject({
    state: 'refused',
    refusal: { code: 'daily-reports.already-filed', message: '李敏已填报' },
  });
});

test('whoever is no longer signed in loses nothing: the report waits', () => {
  expect(afterFailure(submission, failed({ code: 'access.sign-in' })).state).toBe('waiting');
});

test('photos the server had cleaned up go once more, but not for ever', () => {
  const gone = failed({ code: 'files.not-yours' });
  expect(resendsFiles(submission, gone)).toBe(true);
  const again = afterFailure(submission, gone);
  expect(again).toMatchObject({ state: 'waiting', filesResent: true });
  expect(resendsFiles(again, gone)).toBe(false);
  expect(afterFailure(again, gone).state).toBe('refused');
});

test('the files of a report are those of all its items', () => {
  expect(fileIdsOf(submission)).toEqual([photo]);
});

const record: RecordSubmission = {
  kind: 'record',
  key: '01900000-0000-7000-8000-000000000002',
  personId: 'person',
  communityName: '',
  form: 'vehicle',
  formName: '车辆台账',
  community: null,
  values: { plate: '粤L12345', pictures: [photo] },
  files: [photo],
  draft: 'form vehicle',
  queuedAt: 0,
  attempts: 0,
  state: 'sending',
};

test('a record of any form waits, is refused and sends its files again like a report', () => {
  expect(fileIdsOf(record)).toEqual([photo]);
  expect(draftOf(record)).toBe('form vehicle');
  expect(afterFailure(record, failed({ transient: true }))).toMatchObject({ state: 'waiting', values: record.values });
  const wrong = [{ path: 'plate', message: '请填写', code: 'forms.required' }];
  expect(afterFailure(record, failed({ problems: wrong }))).toMatchObject({
    state: 'refused',
    refusal: { problems: wrong },
  });
  expect(resendsFiles(record, failed({ code: 'files.not-yours' }))).toBe(true);
});

test('what an earlier program kept is still a report, and what was on its way waits again', () => {
  const { kind: _kind, key: _key, ...old } = submission;
  expect(adopted(old)).toEqual({ ...submission, state: 'waiting' });
  expect(adopted({ ...record, state: 'refused' }).state).toBe('refused');
});
