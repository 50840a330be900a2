import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormDefinition } from '../forms/contract.ts';
import { buildForm } from '../forms/testing/build.ts';
import type { Package } from './package.ts';
import { digestInput, type PackageContent, packageProblems, packageText, readPackage } from './package-file.ts';

/** Stands in for SHA-256: 64 hex digits that follow from every letter. */
function hash(text: string): string {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 0xffffffff;
  return sum.toString(16).padStart(8, '0').repeat(8);
}
const sign = (content: PackageContent): Package => ({ ...content, digest: hash(digestInput(content)) });

const id = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
function content(more: Partial<PackageContent> = {}): PackageContent {
  return {
    format: 1,
    writtenBy: 'test',
    app: {
      id: id(1),
      key: 'app',
      name: '应用',
      icon: 'box',
      description: '',
      audience: { roles: null },
      menu: [{ kind: 'form', form: 'checklist' }],
    },
    dictionaries: [],
    forms: [{ definition: buildForm([{ key: 'note', type: 'text', label: '备注' }]) }],
    pictures: [],
    ...more,
  };
}

test('what was written is read as the same, in whatever order its parts came', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.string({ maxLength: 200 }),
      (name, label) => {
        const definition: FormDefinition = buildForm([{ key: 'note', type: 'text', label: `x${label}`.slice(0, 200) }]);
        const whole = sign(content({ app: { ...content().app, name }, forms: [{ definition }] }));
        const read = readPackage(JSON.parse(packageText(whole)), hash);
        expect(read).toEqual({ state: 'sound', package: whole });
        const turned = Object.fromEntries(Object.entries(whole).reverse());
        expect(packageText(turned as Package)).toBe(packageText(whole));
      },
    ),
  );
});

test('whichever letter is changed, the file is told to be broken', () => {
  const text = JSON.stringify(sign(content()));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length - 1 }), fc.constantFrom('9', 'z', '箱'), (at, letter) => {
      fc.pre(text[at] !== letter);
      let changed: unknown;
      try {
        changed = JSON.parse(text.slice(0, at) + letter + text.slice(at + 1));
      } catch {
        return;
      }
      expect(['broken', 'newer']).toContain(readPackage(changed, hash).state);
    }),
  );
});

test('a file that was cut off is none, wherever it ends', () => {
  const text = packageText(sign(content()));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length - 3 }), (end) => {
      const start = text.slice(0, end);
      expect(() => JSON.parse(start)).toThrow(SyntaxError);
      // As somebody closes it again who means well.
      const closed = [`${start}}`, `${start}]}`, `${start}"}`].flatMap((one) => {
        try {
          const whole = JSON.stringify(JSON.parse(text));
          return JSON.stringify(JSON.parse(one)) === whole ? [] : [JSON.parse(one) as unknown];
        } catch {
          return [];
        }
      });
      for (const one of closed) expect(readPackage(one, hash)).toEqual({ state: 'broken' });
    }),
  );
});

test.each([null, 7, 'x', [], {}, { format: 1 }, { format: 1.5, digest: 'x' }])('%j is no package', (given) => {
  expect(readPackage(given, hash)).toEqual({ state: 'broken' });
});

test('a newer format is told whatever else it holds', () => {
  expect(readPackage({ format: 2, all: 'different' }, hash)).toEqual({ state: 'newer', format: 2 });
});

describe('a sound file is asked what is in it', () => {
  const paths = (more: Partial<PackageContent>) => packageProblems(content(more)).map(({ path }) => path);
  const form = content().forms[0]?.definition as FormDefinition;

  test.each<[string, Partial<PackageContent>, string[]]>([
    ['nothing wrong', {}, []],
    [
      'a form twice',
      { forms: [{ definition: form }, { definition: form }] },
      ['forms[1].definition.key', 'forms[1].definition.id'],
    ],
    [
      'a field of a type nobody knows',
      { forms: [{ definition: buildForm([{ key: 'a', label: 'a', type: 'of-tomorrow' } as never]) }] },
      ['forms[0].definition.fields[0].type'],
    ],
    [
      'a menu of two levels within a group',
      {
        app: {
          ...content().app,
          menu: [{ kind: 'group', id: 'g', title: '组', entries: [{ kind: 'form', form: 'x' }] }],
        },
      },
      ['app.menu[0].entries[0].form'],
    ],
    [
      'entries that stand above each other',
      {
        dictionaries: [
          {
            key: 'kinds',
            name: '类',
            entries: [
              { code: 'a', label: 'a', parent: 'b' },
              { code: 'b', label: 'b', parent: 'a' },
              { code: 'c', label: 'c', parent: 'nowhere' },
            ],
          },
        ],
      },
      ['dictionaries[0].entries[0].parent', 'dictionaries[0].entries[1].parent', 'dictionaries[0].entries[2].parent'],
    ],
  ])('%s', (_what, more, expected) => {
    expect(paths(more)).toEqual(expected);
  });

  test('a link that is a script', () => {
    const menu = [{ kind: 'link', title: '坏', url: 'javascript:alert(1)' }];
    expect(paths({ app: { ...content().app, menu } }).length).toBeGreaterThan(0);
  });
});
