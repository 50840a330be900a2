import type { MenuEntry } from '@anshao/core/apps/applications.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { droppedOn, linesOf, type MenuLine, menuOf, movedLine, withoutLine } from './menu.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const forms = keys.map((key) => ({ key }));

const menu = fc
  .tuple(fc.shuffledSubarray(keys), fc.array(fc.constantFrom('in', 'out', 'group', 'link'), { maxLength: 10 }))
  .map(([order, shape]): MenuEntry[] => {
    const entries: MenuEntry[] = [];
    const left = [...order];
    let inside: MenuEntry[] | undefined;
    shape.forEach((what, index) => {
      if (what === 'group') {
        inside = [];
        entries.push({ kind: 'group', id: `g${index}`, title: `组${index}`, entries: inside });
        return;
      }
      const form = left.shift();
      const entry: MenuEntry | undefined =
        what === 'link'
          ? { kind: 'link', title: `链接${index}`, url: `/x${index}` }
          : form === undefined
            ? undefined
            : { kind: 'form', form };
      if (!entry) return;
      if (what === 'out') inside = undefined;
      (inside ?? entries).push(entry);
    });
    return entries;
  });

const idsOf = (lines: readonly MenuLine[]) => lines.map((line) => line.id).sort();

test('a menu that names every form comes back from its lines as it was', () => {
  fc.assert(
    fc.property(menu, (given) => {
      const lines = linesOf(given, forms);
      expect(menuOf(linesOf(menuOf(lines), forms))).toEqual(menuOf(lines));
      const ids = lines.filter((line) => line.entry.kind === 'form').map((line) => line.id);
      expect(ids.sort()).toEqual(keys.map((key) => `form ${key}`));
    }),
  );
});

test('however lines are moved, none is lost, and groups never stand in groups', () => {
  const step = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('up', 'down', 'drop'));
  fc.assert(
    fc.property(menu, fc.array(step, { maxLength: 20 }), (given, steps) => {
      const first = linesOf(given, forms);
      let lines = first;
      for (const [one, other, what] of steps) {
        const id = lines[one % lines.length]?.id ?? '';
        const target = lines[other % lines.length]?.id ?? '';
        lines = what === 'drop' ? droppedOn(lines, id, target) : movedLine(lines, id, what === 'up' ? -1 : 1);
        expect(idsOf(lines)).toEqual(idsOf(first));
        expect(lines.some((line) => line.entry.kind === 'group' && line.isInside)).toBe(false);
        // Whatever says it is inside has a group above it.
        expect(menuOf(lines)).toEqual(menuOf(linesOf(menuOf(lines), forms)));
      }
    }),
  );
});

test('a line walks down through a group and out of it again', () => {
  const given: MenuEntry[] = [
    { kind: 'form', form: 'a' },
    { kind: 'group', id: 'g', title: '台账', entries: [{ kind: 'form', form: 'b' }] },
    { kind: 'form', form: 'c' },
  ];
  const walk = (lines: MenuLine[]) => movedLine(lines, 'form a', 1);
  const places = [1, 2, 3].reduce(
    (states) => [...states, walk(states.at(-1) as MenuLine[])],
    [linesOf(given, [{ key: 'a' }, { key: 'b' }, { key: 'c' }])],
  );
  const said = places.map((lines) => lines.map((line) => (line.isInside ? '>' : '') + line.id.split(' ')[1]).join(' '));
  expect(said).toEqual(['a g >b c', 'g >a >b c', 'g >b >a c', 'g >b a c']);
});

test('what stood in a group that is removed stands outside, never in the group above', () => {
  const given: MenuEntry[] = [
    { kind: 'group', id: 'g', title: '台账', entries: [{ kind: 'form', form: 'a' }] },
    { kind: 'group', id: 'h', title: '记录', entries: [{ kind: 'form', form: 'b' }] },
  ];
  const lines = linesOf(given, [{ key: 'a' }, { key: 'b' }]);
  expect(menuOf(withoutLine(lines, 'group h'))).toEqual([given[0], { kind: 'form', form: 'b' }]);
});
