import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Value } from '../base/value.ts';
import { FormKey } from './contract.ts';
import { keyFor } from './keys.ts';
import { isReservedKey } from './naming.ts';

const none = new Set<string>();
const readings = new Map([
  ['检查项目', 'jian cha xiang mu'],
  ['女', 'nü'],
  ['3号楼', '3 hao lou'],
]);
const latin = (label: string) => readings.get(label) ?? label;

test.each([
  ['检查项目', 'jianChaXiangMu'],
  ['女', 'nu'],
  ['3号楼', 'field3HaoLou'],
  ['household_size', 'householdSize'],
  ['householdSize', 'householdSize'],
  ['HouseholdSize', 'householdSize'],
  ['GPS location', 'gpsLocation'],
  ['PDFFile', 'pdfFile'],
  ['Ｎａｍｅ', 'name'],
  ['ID', 'id2'],
  ['constructor', 'constructor2'],
  ['备注', 'field'],
  ['', 'field'],
])('%s → %s', (label, key) => {
  expect(keyFor(label, none, latin)).toBe(key);
});

test('a second field of the same label gets a number', () => {
  expect(keyFor('检查项目', new Set(['jianChaXiangMu', 'jianChaXiangMu2']), latin)).toBe('jianChaXiangMu3');
});

test('a long key is cut after a whole word, with room for its number', () => {
  const label = 'the quick brown fox jumps over the lazy dog again';
  const first = keyFor(label, none);
  expect(first).toBe('theQuickBrownFoxJumpsOverTheLazyDogAgain');
  expect(keyFor(label, new Set([first]))).toBe('theQuickBrownFoxJumpsOverTheLazyDog2');
});

test('whatever the label and its reading, the key is one, new and not reserved', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('id', 'toString', '__proto__', 'hasOwnProperty', '0', 'ID'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 30 }), (labels) => {
      const taken = new Set<string>();
      for (const [label, reading] of labels) {
        const key = keyFor(label, taken, () => reading);
        expect(Value.Check(FormKey, key)).toBe(true);
        expect(taken.has(key) || isReservedKey(key)).toBe(false);
        taken.add(key);
      }
    }),
  );
});
