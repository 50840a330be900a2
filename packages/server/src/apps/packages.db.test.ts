import type { Package } from '@anshao/core/apps/package.ts';
import type { PackageContent } from '@anshao/core/apps/package-file.ts';
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import type { Viewer } from '../access/viewer.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { designingFor } from '../forms/testing/designing.ts';
import { signed } from './packages.ts';
import { appsFor } from './testing/apps.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool);
const { applications, packages, pictures } = appsFor(runtime, [
  async (_db, form) =>
    form.key.startsWith('needed') ? [{ kind: 'module', name: '值班', field: 'note', isNeeded: true }] : [],
]);
const { designs, versions } = designingFor(runtime);
let cast: Cast;
let admin: Viewer;

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(database.pool);
  admin = cast.administrator.viewer;
});

const note: FieldDefinition = { key: 'note', type: 'text', label: '备注' };
const count: FieldDefinition = { key: 'count', type: 'number', label: '数量' };
const kind: FieldDefinition = { key: 'kind', type: 'cascade', label: '类别', dictionary: 'kinds' };
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]).toString('base64');

let number = 0;
function content(
  more: Partial<PackageContent> = {},
  fields: readonly FieldDefinition[] = [note, kind],
): PackageContent {
  const key = `box${++number}`;
  const definition: FormDefinition = { id: runtime.newId(), key, name: `箱子 ${number}`, fields };
  return {
    format: 1,
    writtenBy: 'test',
    app: {
      id: runtime.newId(),
      key: `app${number}`,
      name: `应用 ${number}`,
      icon: 'box',
      description: '',
      audience: { roles: null },
      menu: [{ kind: 'form', form: key }],
    },
    dictionaries: [
      {
        key: 'kinds',
        name: '类别',
        entries: [
          { code: 'a', label: '甲', details: { level: 'major' } },
          { code: 'a1', label: '甲一', parent: 'a' },
        ],
      },
    ],
    forms: [{ definition }],
    pictures: [],
    ...more,
  };
}

/** The same package with its first form changed. */
function withForm(given: PackageContent, change: Partial<FormDefinition>): PackageContent {
  const [first, ...others] = given.forms;
  if (!first) throw new Error('a package without forms');
  return { ...given, forms: [{ ...first, definition: { ...first.definition, ...change } }, ...others] };
}

const formOf = (given: PackageContent): FormDefinition => given.forms[0]?.definition as FormDefinition;
const bring = (given: PackageContent) => packages.import(admin, signed(given));
const doing = (steps: readonly { what: string; do: string }[]) => steps.map((step) => `${step.what} ${step.do}`);

describe('a package', () => {
  test('brings its application, and asked twice there is nothing left to do', async () => {
    const given = content();
    const planned = await packages.plan(admin, signed(given));
    const first = await bring(given);
    const before = await database.pool.query('select count(*) from events');
    const second = await bring(given);

    expect(doing(planned.steps)).toEqual(['app create', 'dictionary create', 'form create']);
    expect(first).toEqual({ app: given.app.id, steps: planned.steps });
    expect(doing(second.steps)).toEqual(['app keep', 'dictionary keep', 'form keep']);
    expect((await database.pool.query('select count(*) from events')).rows).toEqual(before.rows);
    const app = await applications.get(admin, given.app.id);
    expect(app).toMatchObject({
      name: given.app.name,
      revision: 1,
      formList: [{ key: formOf(given).key, version: 1 }],
    });
    const { rows } = await database.pool.query("select parent from dictionary_entries where code = 'a1'");
    expect(rows).toEqual([{ parent: 'a' }]);
  });

  test('goes out as it came in, as text that can be compared', async () => {
    const picture = runtime.newId();
    const given = withForm(
      content({ pictures: [{ id: picture, name: '图', mediaType: 'image/jpeg', base64: jpeg }] }),
      {
        layout: [
          { kind: 'field', key: 'note' },
          { kind: 'field', key: 'kind' },
          { kind: 'picture', id: 'p', file: picture, alt: '图' },
        ],
      },
    );
    await bring(given);
    expect(pictures.kept.has(picture)).toBe(true);

    const { text, name } = await packages.export(admin, given.app.id);

    const written: Package = JSON.parse(text);
    expect(name).toBe(`${given.app.name}.anshao.json`);
    expect(written).toMatchObject({ app: given.app, forms: given.forms, pictures: given.pictures });
    expect(written.dictionaries).toEqual(given.dictionaries);
    expect(text.split('\n').length).toBeGreaterThan(40);
    expect(doing((await packages.import(admin, written)).steps).every((step) => step.endsWith('keep'))).toBe(true);
  });

  test.each<[string, (whole: Package) => unknown, string]>([
    ['changed by hand', (whole) => ({ ...whole, app: { ...whole.app, name: '改' } }), 'apps.package-broken'],
    ['without a part', ({ forms: _, ...rest }) => rest, 'apps.package-broken'],
    ['that is none', () => ['x'], 'apps.package-broken'],
    ['that is nothing', () => null, 'apps.package-broken'],
    ['of a newer program', (whole) => ({ ...whole, format: 2, more: 'unknown' }), 'apps.package-newer'],
    ['with parts nobody knows', (whole) => signed({ ...whole, more: 1 } as PackageContent), 'base.invalid'],
  ])('%s is refused as such', async (_what, change, code) => {
    const whole = change(signed(content()));
    await expect(packages.plan(admin, whole)).rejects.toMatchObject({ code });
    await expect(packages.import(admin, whole)).rejects.toMatchObject({ code });
  });

  test('nested without end is broken, not the end of the server', async () => {
    let deep: unknown = [];
    for (let level = 0; level < 50_000; level++) deep = [deep];
    await expect(packages.import(admin, { ...signed(content()), forms: deep })).rejects.toMatchObject({
      code: 'apps.package-broken',
    });
  });

  test('is only for whoever may draw', async () => {
    const given = signed(content());
    for (const { viewer } of [cast.associationOfficer, cast.personInCharge]) {
      await expect(packages.plan(viewer, given)).rejects.toMatchObject({ code: 'access.forbidden' });
      await expect(packages.import(viewer, given)).rejects.toMatchObject({ code: 'access.forbidden' });
      await expect(packages.export(viewer, runtime.newId())).rejects.toMatchObject({ code: 'access.forbidden' });
    }
  });
});

describe('everything that is wrong is told at once', () => {
  test('by itself', async () => {
    const given = content({
      dictionaries: [
        {
          key: 'kinds',
          name: '类别',
          entries: [
            { code: 'a', label: '甲', parent: 'b' },
            { code: 'b', label: '乙', parent: 'a' },
            { code: 'b', label: '又' },
          ],
        },
      ],
    });
    const wrong = {
      ...withForm(given, { layout: [{ kind: 'picture', id: 'p', file: runtime.newId(), alt: '' }] }),
      app: { ...given.app, menu: [{ kind: 'form', form: 'nowhere' }], audience: { roles: ['king'] } },
    };
    const { problems, steps } = await packages.plan(admin, signed(wrong));
    expect(steps).toEqual([]);
    expect(problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'app.menu[0].form',
        'dictionaries[0].entries[2].code',
        'dictionaries[0].entries[1].parent',
        'forms[0].definition.layout',
      ]),
    );
    expect(problems.some(({ path }) => path.startsWith('app.audience'))).toBe(true);
    await expect(bring(wrong)).rejects.toMatchObject({ code: 'base.invalid' });
  });

  test('beside what is here: keys of others, forms of other applications, links into nothing', async () => {
    const here = content();
    await bring(here);
    const given = content({ app: { ...content().app, key: here.app.key } }, [
      { key: 'x', type: 'linkedRecord', label: '设备', form: 'nowhere' },
    ]);
    const wrong = {
      ...given,
      app: { ...given.app, menu: [] },
      forms: [...withForm(given, { key: formOf(here).key }).forms, { definition: { ...formOf(here), key: 'another' } }],
    };
    const { problems } = await packages.plan(admin, signed(wrong));
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'app.key apps.key-taken',
      'forms[0].definition.key forms.key-taken',
      'forms[0].definition.fields[0].form forms.no-form',
      'forms[1].definition.key forms.key-fixed',
      'forms[1].definition.id apps.form-elsewhere',
    ]);
  });

  test('a picture that is none leaves nothing behind', async () => {
    const id = runtime.newId();
    const base = content({ pictures: [{ id, name: '假', mediaType: 'image/png', base64: 'AAAA' }] });
    await expect(bring(base)).rejects.toMatchObject({ problems: [{ code: 'apps.picture-broken' }] });
    await expect(applications.get(admin, base.app.id)).rejects.toMatchObject({ code: 'base.not-found' });
    const { rows } = await database.pool.query('select from forms where id = $1', [formOf(base).id]);
    expect(rows).toEqual([]);
  });

  test('text that cannot be stored is told with its place', async () => {
    const given = withForm(content(), { description: 'a\0b' });
    expect((await packages.plan(admin, signed(given))).problems).toEqual([
      { path: 'forms[0].definition.description', code: 'forms.unsafe-characters' },
    ]);
  });
});

describe('a later package', () => {
  test('brings what nobody touched here to its state, new entries included, and takes nothing away', async () => {
    const first = content();
    await bring(first);
    const dictionary = { key: 'kinds', name: '类别', entries: [{ code: `n${number}`, label: '新' }] };
    const later = {
      ...withForm(first, { fields: [note, kind, count] }),
      dictionaries: [dictionary],
      app: { ...first.app, description: '更好' },
    };

    const { steps } = await bring(later);

    expect(doing(steps)).toEqual(['app update', 'dictionary update', 'form update']);
    expect(steps[2]).toMatchObject({ isChangedHere: false, changes: [{ kind: 'addField', label: '数量' }] });
    expect((await applications.get(admin, first.app.id)).description).toBe('更好');
    expect((await versions.list(admin, formOf(first).id)).map(({ version }) => version)).toEqual([2, 1]);
    const { rows } = await database.pool.query(
      "select from dictionary_entries where dictionary = 'kinds' and code = 'a'",
    );
    expect(rows).toHaveLength(1);
    expect((await designs.get(admin, formOf(first).id)).shipped?.definition).toEqual(formOf(later));
  });

  test('becomes a draft where the form was changed here, once', async () => {
    const first = content();
    await bring(first);
    const form = formOf(first);
    const mine = { ...form, fields: [note, kind, { ...count, label: '我的' }] };
    await designs.save(admin, form.id, { definition: mine, revision: 0 });
    await designs.publish(admin, form.id, { revision: 1 });
    const later = withForm(first, { fields: [note, kind, { ...count, key: 'theirs' }] });

    const { steps } = await bring(later);

    expect(steps.find(({ what }) => what === 'form')).toMatchObject({ do: 'update', isChangedHere: true });
    const { draft, published } = await designs.get(admin, form.id);
    expect(published).toEqual({ version: 2, definition: mine });
    expect(draft).toMatchObject({ definition: formOf(later), basedOn: 2, revision: 2 });
    expect(doing((await bring(later)).steps)).toEqual(['app keep', 'dictionary keep', 'form keep']);
  });

  test('leaves a draft alone that somebody is drawing', async () => {
    const first = content();
    await bring(first);
    const form = formOf(first);
    const drawing = { ...form, name: '正在改' };
    await designs.save(admin, form.id, { definition: drawing, revision: 0 });

    const { steps } = await bring(withForm(first, { fields: [note, kind, count] }));

    expect(steps.find(({ what }) => what === 'form')).toMatchObject({ do: 'keep', isChangedHere: true });
    const { draft, published, shipped } = await designs.get(admin, form.id);
    expect(draft).toMatchObject({ definition: drawing, revision: 1 });
    expect(published?.version).toBe(1);
    expect(shipped?.definition.fields).toHaveLength(3);
  });

  test('keeps what of the application was changed here, part by part', async () => {
    const first = content();
    await bring(first);
    await applications.update(admin, first.app.id, { revision: 1, name: '自己的名字' });

    await bring({ ...first, app: { ...first.app, name: '新名', description: '新说明' } });

    expect(await applications.get(admin, first.app.id)).toMatchObject({ name: '自己的名字', description: '新说明' });
  });

  test('cannot take away what a module needs', async () => {
    const first = withForm(content(), { key: `needed${number}` });
    const named = { ...first, app: { ...first.app, menu: [] } };
    await bring(named);
    await expect(bring(withForm(named, { fields: [kind] }))).rejects.toMatchObject({
      problems: [{ path: 'forms[0].definition.fields', code: 'forms.field-needed' }],
    });
  });

  test('two at once: one after the other, the second with nothing to do', async () => {
    const given = signed(content());
    const [one, two] = await Promise.all([packages.import(admin, given), packages.import(admin, given)]);
    expect([one, two].filter(({ steps }) => steps.every((step) => step.do === 'keep'))).toHaveLength(1);
  });
});
