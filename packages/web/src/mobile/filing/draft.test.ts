import { countCarried } from '@anshao/core/daily-reports/carry-over.ts';
import { expect, test } from 'vitest';
import {
  adaptTo,
  applyPrefill,
  carriedOver,
  confirmCarried,
  isAnswered,
  isCopied,
  losesDetails,
  newDraft,
  nextUnanswered,
  type Prefill,
  rowsOf,
  setAnswer,
  setValue,
} from './draft.ts';

const codes = ['facade', 'lift', 'water', 'e-bike'];
const photo = '01900000-0000-7000-8000-00000000000a';
const empty = newDraft('task', 'report', 3);
const prefill: Prefill = {
  reportId: 'yesterday',
  reportDate: '2024-03-14',
  items: [
    { code: 'facade', answer: 'normal', anomaly: null },
    {
      code: 'lift',
      answer: 'abnormal',
      anomaly: { id: 'a1', description: '层门异响', photoIds: [photo], firstDate: '2024-03-10' },
    },
    { code: 'water', answer: 'notApplicable', anomaly: null },
    { code: 'e-bike', answer: 'abnormal', anomaly: null },
    { code: 'no-longer-asked', answer: 'normal', anomaly: null },
  ],
};

test('prefill brings normal answers and open anomalies, and leaves solved ones to be answered afresh', () => {
  const draft = applyPrefill(empty, prefill, codes);
  expect(draft.rows).toEqual({
    facade: { answer: 'normal' },
    lift: { answer: 'abnormal', description: '层门异响', photos: [photo] },
    water: { answer: 'notApplicable' },
  });
  expect(countCarried(prefill.items)).toEqual({ normal: 2, notApplicable: 1, toConfirm: 1, solved: 1 });
});

test('a carried anomaly does not count as answered until it is confirmed with one tap', () => {
  const draft = applyPrefill(empty, prefill, codes);
  expect(isAnswered(draft, 'lift')).toBe(false);
  expect(isAnswered(draft, 'facade')).toBe(true);
  expect(isAnswered(confirmCarried(draft, 'lift'), 'lift')).toBe(true);
});

test('prefill never overwrites what the person has answered already', () => {
  const answered = setValue(setAnswer(empty, 'facade', 'abnormal'), 'facade', 'description', '瓷砖松动');
  const draft = applyPrefill(answered, prefill, codes);
  expect(draft.rows.facade).toEqual({ answer: 'abnormal', description: '瓷砖松动' });
  expect(isCopied(draft, 'facade')).toBe(false);
});

test('the server learns which copied answers were left as they were, and nothing when nothing was copied', () => {
  const copied = applyPrefill(empty, prefill, codes);
  const changed = setAnswer(confirmCarried(copied, 'lift'), 'facade', 'abnormal');
  expect(carriedOver(changed, codes)).toEqual({ reportId: 'yesterday', unchanged: ['lift', 'water'] });
  expect(carriedOver(setAnswer(changed, 'facade', 'normal'), codes)?.unchanged).toEqual(['facade', 'lift', 'water']);
  expect(carriedOver(setAnswer(empty, 'facade', 'normal'), codes)).toBeUndefined();
});

test('changing a carried description makes it the person’s own and needs no further tap', () => {
  const draft = setValue(applyPrefill(empty, prefill, codes), 'lift', 'description', '层门异响，已约维保');
  expect(draft.pending).toEqual([]);
  expect(isCopied(draft, 'lift')).toBe(false);
});

test('leaving abnormal clears its details, and only then is there something to lose', () => {
  const bare = setAnswer(empty, 'lift', 'abnormal');
  expect(losesDetails(bare, 'lift')).toBe(false);
  const full = setValue(setValue(bare, 'lift', 'description', '异响'), 'lift', 'photos', [photo]);
  expect(losesDetails(full, 'lift')).toBe(true);
  expect(setAnswer(full, 'lift', 'normal').rows.lift).toEqual({ answer: 'normal' });
  expect(setAnswer(full, 'lift', 'abnormal').rows.lift).toEqual(full.rows.lift);
});

test('rows go out in the order of the items, unanswered ones too, so that every problem is named', () => {
  expect(rowsOf(setAnswer(empty, 'water', 'notApplicable'), ['facade', 'water'])).toEqual([
    { item: 'facade' },
    { item: 'water', answer: 'notApplicable' },
  ]);
});

test('a newer set of items keeps what still applies and names what came new', () => {
  const draft = applyPrefill(empty, prefill, codes);
  const { draft: adapted, added } = adaptTo(draft, 4, ['facade', 'gas']);
  expect(adapted).toMatchObject({
    formVersion: 4,
    reportId: 'report',
    rows: { facade: { answer: 'normal' } },
    pending: [],
  });
  expect(Object.keys(adapted.rows)).toEqual(['facade']);
  expect(added).toEqual(['gas']);
  expect(adaptTo(draft, 3, ['gas'])).toEqual({ draft, added: [] });
});

test('the next open item is looked for below first, then from the top', () => {
  const draft = setAnswer(setAnswer(empty, 'lift', 'normal'), 'e-bike', 'normal');
  expect(nextUnanswered(draft, codes)).toBe('facade');
  expect(nextUnanswered(draft, codes, 'facade')).toBe('water');
  expect(nextUnanswered(draft, codes, 'water')).toBe('facade');
  const done = codes.reduce((all, code) => setAnswer(all, code, 'normal'), empty);
  expect(nextUnanswered(done, codes)).toBeUndefined();
});
