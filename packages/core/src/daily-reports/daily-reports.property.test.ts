import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BatchReport, planBatch } from './batch.ts';
import {
  type CarriedItem,
  carriedRow,
  carryOver,
  copiedCodes,
  copyStreak,
  countCarried,
  type FormerItem,
  withStillOpen,
} from './carry-over.ts';
import { canonicalContent } from './content.ts';
import { type AnomalyState, type Answer, answers, type ItemValues } from './contract.ts';
import { receiptNumber, reportState, timingAt } from './states.ts';

const code: fc.Arbitrary<string> = fc.constantFrom('facade', 'fire', 'lift', 'gas', 'water', 'e-bike');
const answer = fc.constantFrom<Answer>(...answers);

const formerItem: fc.Arbitrary<FormerItem> = fc
  .record({
    code,
    answer,
    open: fc.boolean(),
    description: fc.string({ maxLength: 10 }),
    photos: fc.uniqueArray(fc.constantFrom('photo-1', 'photo-2')),
  })
  .map(({ code: of, answer: given, open, description, photos }) => ({
    code: of,
    answer: given,
    description: given === 'abnormal' ? description : null,
    photoIds: photos,
    anomaly: given === 'abnormal' ? { id: `a-${of}`, open, originId: `o-${of}`, originDate: '2026-03-01' } : null,
  }));
const former = fc.uniqueArray(formerItem, { selector: (item) => item.code });

describe('carrying over', () => {
  test('an anomaly comes along exactly while it is open, and nothing that is no longer asked', () => {
    fc.assert(
      fc.property(former, fc.uniqueArray(code), (items, asked) => {
        const carried = carryOver(items, new Set(asked));
        const byCode = new Map(items.map((item) => [item.code, item]));
        for (const item of carried) {
          expect(asked).toContain(item.code);
          const before = byCode.get(item.code);
          expect(item.answer).toBe(before?.answer);
          expect(item.anomaly !== null).toBe(before?.answer === 'abnormal' && before.anomaly?.open === true);
        }
        expect(carried).toHaveLength(items.filter((item) => asked.includes(item.code)).length);
      }),
    );
  });

  test('an answer counts as copied only when it was claimed and is what was offered', () => {
    fc.assert(
      fc.property(
        former,
        fc.uniqueArray(code),
        fc.array(fc.record({ item: code, answer })),
        (items, claimed, filed) => {
          const carried = carryOver(items, new Set(items.map((item) => item.code)));
          const copied = copiedCodes(carried, new Set(claimed), filed);
          const offered = new Map(carried.map((item) => [item.code, item.answer]));
          for (const one of copied) expect(claimed).toContain(one);
          expect(copied.every((one) => filed.some((row) => row.item === one && offered.get(one) === row.answer))).toBe(
            true,
          );
        },
      ),
    );
  });

  test('a report sent back exactly as offered is copied in every item that had an answer to offer', () => {
    fc.assert(
      fc.property(former, (items) => {
        const codes = new Set<string>(items.map((item) => item.code));
        const carried = carryOver(items, codes);
        const filed: ItemValues[] = carried.map((item) => ({
          item: item.code,
          answer: item.answer,
          description: item.anomaly?.description ?? null,
          photos: item.anomaly ? [...item.anomaly.photoIds] : null,
        }));
        const offered = carried.filter((item) => item.answer !== 'abnormal' || item.anomaly !== null);
        expect(copiedCodes(carried, codes, filed)).toHaveLength(offered.length);
      }),
    );
  });

  test('what is still open from before comes along whatever the last report said; all else stays as it was', () => {
    fc.assert(
      fc.property(former, former, (items, before) => {
        const stillOpen = before.filter((item) => item.anomaly?.open);
        const merged = new Map(withStillOpen(items, stillOpen).map((item) => [item.code, item]));
        expect(merged.size).toBe(new Set([...items, ...stillOpen].map((item) => item.code)).size);
        for (const item of items) {
          const older = stillOpen.find((one) => one.code === item.code);
          expect(merged.get(item.code)).toBe(item.anomaly?.open ? item : (older ?? item));
        }
        for (const item of stillOpen) expect(merged.get(item.code)?.anomaly?.open).toBe(true);
      }),
    );
  });

  test('another word or photo in a carried anomaly is the person’s own, whatever the sender claims', () => {
    const anomaly = { id: 'a-lift', description: '层门异响', photoIds: ['photo-1'], firstDate: '2026-03-01' };
    const carried: CarriedItem[] = [{ code: 'lift', answer: 'abnormal', anomaly }];
    const copiedAs = (row: Partial<ItemValues>) =>
      copiedCodes(carried, new Set(['lift']), [
        { item: 'lift', ...carriedRow(carried[0]!), photos: ['photo-1'], ...row },
      ]);
    expect(copiedAs({})).toEqual(['lift']);
    expect(copiedAs({ description: '层门异响，已约维保' })).toEqual([]);
    expect(copiedAs({ photos: ['photo-1', 'photo-2'] })).toEqual([]);
    expect(copiedAs({ photos: null })).toEqual([]);
  });

  test('what is offered is told whole: every item is counted once', () => {
    fc.assert(
      fc.property(former, (items) => {
        const carried = carryOver(items, new Set(items.map((item) => item.code)));
        const { normal, notApplicable, toConfirm, solved } = countCarried(carried);
        expect(normal + notApplicable + toConfirm + solved).toBe(carried.length);
        expect(solved).toBe(carried.filter((item) => carriedRow(item) === undefined).length);
      }),
    );
  });

  test('a streak grows by one with every whole copy and ends with the first edit', () => {
    expect(copyStreak(15, 15, 0)).toBe(1);
    expect(copyStreak(15, 15, 4)).toBe(5);
    expect(copyStreak(14, 15, 4)).toBe(0);
    expect(copyStreak(0, 0, 4)).toBe(0);
  });
});

describe('batches', () => {
  const item = fc.record({
    answer,
    anomaly: fc.constantFrom<AnomalyState>('open', 'resolved', 'verified'),
  });
  const report: fc.Arbitrary<BatchReport> = fc
    .record({ id: fc.uuid(), items: fc.dictionary(code, item) })
    .map(({ id, items }) => ({
      id,
      reportDate: '2026-03-16',
      communityName: '东晖苑',
      items: new Map(
        Object.entries(items).map(([of, one]) => [
          of,
          { label: of, answer: one.answer, anomaly: one.answer === 'abnormal' ? one.anomaly : null },
        ]),
      ),
    }));

  test('every chosen pair is told once, and only open anomalies will be resolved', () => {
    fc.assert(
      fc.property(fc.uniqueArray(report, { selector: (one) => one.id }), fc.array(code), (reports, codes) => {
        const cells = planBatch(reports, codes);
        expect(cells).toHaveLength(reports.length * new Set(codes).size);
        expect(new Set(cells.map((cell) => `${cell.reportId} ${cell.itemCode}`)).size).toBe(cells.length);
        for (const cell of cells) {
          const one = reports.find((candidate) => candidate.id === cell.reportId)?.items.get(cell.itemCode);
          expect(cell.outcome === 'willResolve').toBe(one?.answer === 'abnormal' && one.anomaly === 'open');
          expect(cell.outcome === 'notAsked').toBe(one === undefined);
        }
      }),
    );
  });
});

describe('states and receipts', () => {
  test('the state of a report follows from its counts', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), (one, other) => {
        const [resolved, abnormal] = [Math.min(one, other), Math.max(one, other)];
        const state = reportState(abnormal, resolved);
        expect(state === 'normal').toBe(abnormal === 0);
        expect(state === 'resolved').toBe(abnormal > 0 && resolved === abnormal);
        expect(state === 'abnormal').toBe(abnormal > 0 && resolved === 0);
      }),
    );
  });

  test('on time is until the last moment of grace, that moment included', () => {
    const grace = new Date('2026-03-16T10:00:00.000Z');
    expect(timingAt(grace, grace)).toBe('onTime');
    expect(timingAt(new Date(grace.getTime() + 1), grace)).toBe('late');
  });

  test('a receipt’s number tells day and community', () => {
    expect(receiptNumber('2024-03-15', '441302001')).toBe('RB20240315-441302001');
  });

  test('the content on the receipt does not depend on the order in which items arrived, and on all else', () => {
    const rows = fc.uniqueArray(
      fc.record({
        item: code,
        answer,
        description: fc.option(fc.string()),
        photos: fc.array(fc.uuid(), { maxLength: 2 }),
      }),
      { selector: (row) => row.item, minLength: 1 },
    );
    const base = { id: 'i', communityId: 'c', reportDate: '2026-03-16', formVersion: 1, revision: 1 };
    fc.assert(
      fc.property(rows, fc.nat(), (items, turn) => {
        const at = turn % items.length;
        const turned = [...items.slice(at), ...items.slice(0, at)];
        const text = canonicalContent({ ...base, items });
        expect(canonicalContent({ ...base, items: turned })).toBe(text);
        expect(canonicalContent({ ...base, revision: 2, items })).not.toBe(text);
        const [first, ...rest] = items;
        const changed = { ...first!, description: `${first?.description ?? ''}。` };
        expect(canonicalContent({ ...base, items: [changed, ...rest] })).not.toBe(text);
      }),
    );
  });
});
