import { expect, test } from 'vitest';
import { visitBefore } from './leaving.ts';

const visits = (...paths: readonly string[]) =>
  paths.map((path, index) => ({ key: String(index), url: `https://anshao.test${path}` }));
const keyBefore = (...paths: readonly string[]) =>
  visitBefore(visits(...paths), paths.length - 1, '/desk/design/1')?.key;

test('the way back leads to the page before the designer, whichever of its tabs were opened since', () => {
  expect(keyBefore('/desk/board', '/desk/apps/a/form?page=2', '/desk/design/1', '/desk/design/1?tab=access')).toBe('1');
});

test('a page that was opened directly has no way back, and what is open after it is none', () => {
  expect(keyBefore('/desk/design/1')).toBeUndefined();
  expect(keyBefore('/m/apps', '/desk/design/1')).toBeUndefined();
  expect(visitBefore(visits('/desk/design/1', '/desk/apps/a'), 0, '/desk/design/1')).toBeUndefined();
});
