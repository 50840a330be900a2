import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import type { Viewer } from '../access/viewer.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { buildApp, buildDesign, designingFor } from './testing/designing.ts';

const database = await testDatabase();
const clock = testClock();
const runtime = testRuntime(database.pool, { clock });
const { designs, versions } = designingFor(runtime, [
  async (_db, form) =>
    form.key === 'watched' ? [{ kind: 'module', name: '值班', field: 'answer', options: ['bad'], isNeeded: true }] : [],
]);
let cast: Cast;
let app: string;
let admin: Viewer;
/** A second person who may draw. */
let other: Viewer;

const note: FieldDefinition = { key: 'note', type: 'text', label: '备注' };
const count: FieldDefinition = { key: 'count', type: 'number', label: '数量' };
const answer: FieldDefinition = {
  key: 'answer',
  type: 'singleChoice',
  label: '结果',
  options: [
    { code: 'good', label: '好', status: 'active' },
    { code: 'bad', label: '坏', status: 'active' },
  ],
};

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(database.pool);
  app = await buildApp(runtime);
  admin = cast.administrator.viewer;
  other = { ...cast.associationOfficer.viewer, posts: admin.posts };
});

let number = 0;
/** A draft that nobody else has. */
async function drawn(fields: readonly FieldDefinition[] = [note], key = `form${++number}`): Promise<FormDefinition> {
  const definition = buildDesign(runtime, key, fields);
  await designs.create(admin, { app, definition });
  return definition;
}

async function published(fields: readonly FieldDefinition[] = [note], key?: string): Promise<FormDefinition> {
  const definition = await drawn(fields, key);
  await designs.publish(admin, definition.id, { revision: 1 });
  return definition;
}

const eventsOf = async (form: string): Promise<string[]> => {
  const { rows } = await database.pool.query('select type from events where subject_id = $1 order by xid, seq', [form]);
  return rows.map((row) => row.type);
};

describe('drafts', () => {
  test('created twice with one id, there is one; its key belongs to it from then on', async () => {
    const definition = await drawn();
    const again = await designs.create(admin, { app, definition: { ...definition, name: '另一个' } });

    expect(again).toMatchObject({ form: definition.id, revision: 1, definition: { name: definition.name } });
    const rival = buildDesign(runtime, definition.key, [note]);
    await expect(designs.create(other, { app, definition: rival })).rejects.toMatchObject({
      code: 'forms.key-taken',
      details: { key: definition.key, name: definition.name },
    });
    expect(await eventsOf(definition.id)).toEqual(['forms.draftCreated']);
  });

  test.each(['drafts', 'versions', 'serials', 'recordVersions'])(
    'the key “%s” would be a table of the system’s own, so it is taken',
    async (key) => {
      const definition = buildDesign(runtime, key, [note]);
      await expect(designs.create(admin, { app, definition })).rejects.toMatchObject({ code: 'forms.key-taken' });
    },
  );

  test('only whoever may draw gets at them', async () => {
    const { id } = await drawn();
    const { districtOfficer, personInCharge, unboundPersonInCharge, outsider } = cast;
    for (const { viewer } of [districtOfficer, personInCharge, unboundPersonInCharge, outsider]) {
      await expect(designs.get(viewer, id)).rejects.toMatchObject({ code: 'access.forbidden' });
      await expect(designs.publish(viewer, id, { revision: 1 })).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    await expect(designs.get(admin, runtime.newId())).rejects.toMatchObject({ code: 'base.not-found' });
  });

  test('an unfinished form is kept, with everything that is missing told by the plan', async () => {
    const definition = await drawn();
    const unfinished = {
      ...definition,
      name: '',
      fields: [
        { key: 'note', type: 'text' },
        { key: 'later', type: 'of-tomorrow', label: '' },
      ],
    } as unknown as FormDefinition;

    const draft = await designs.save(admin, definition.id, { definition: unfinished, revision: 1 });

    expect(draft.revision).toBe(2);
    expect(draft.definition).toEqual(unfinished);
    const { problems, changes } = await designs.plan(admin, definition.id);
    expect(problems.length).toBeGreaterThan(0);
    expect(changes).toEqual([]);
    await expect(designs.publish(admin, definition.id, { revision: 2 })).rejects.toMatchObject({
      code: 'base.invalid',
    });
  });

  test.each([
    ['NUL', { name: 'a\0b' }, 'definition.name'],
    ['half a letter', { fields: [{ ...note, help: '\ud800' }] }, 'definition.fields[0].help'],
    ['NUL deep inside', { layout: [{ kind: 'note', id: 'x', text: '\0' }] }, 'definition.layout[0].text'],
  ])('%s is refused with its place', async (_what, part, path) => {
    const definition = await drawn();
    const wrong = { ...definition, ...part } as FormDefinition;
    await expect(designs.save(admin, definition.id, { definition: wrong, revision: 1 })).rejects.toMatchObject({
      code: 'base.invalid',
      problems: [{ path, code: 'forms.unsafe-characters' }],
    });
  });

  test('nesting without end is refused before anybody runs out of stack', async () => {
    const definition = await drawn();
    let deep: unknown = [];
    for (let level = 0; level < 20_000; level++) deep = [deep];
    const wrong = { ...definition, layout: deep } as unknown as FormDefinition;
    await expect(designs.save(admin, definition.id, { definition: wrong, revision: 1 })).rejects.toMatchObject({
      code: 'base.invalid',
    });
  });

  test('of two who save on the same revision the second is told who was faster; a repeated save is no second', async () => {
    const definition = await drawn();
    const first = { ...definition, name: '先' };
    const [one, two] = await Promise.allSettled([
      designs.save(admin, definition.id, { definition: first, revision: 1 }),
      designs.save(other, definition.id, { definition: { ...definition, name: '后' }, revision: 1 }),
    ]);

    const refused = [one, two].find((result) => result.status === 'rejected');
    const saved = [one, two].find((result) => result.status === 'fulfilled');
    expect(refused?.reason).toMatchObject({
      code: 'forms.draft-moved',
      details: { revision: 2, by: saved?.value.savedBy?.name },
    });
    const again = await designs.save(admin, definition.id, {
      definition: (saved?.value.definition ?? first) as FormDefinition,
      revision: 1,
    });
    expect(again.revision).toBe(2);
  });

  test('revisions go on over publications, so that an old one never fits a new draft', async () => {
    const definition = await published();
    const changed = { ...definition, fields: [note, count] };
    expect((await designs.save(admin, definition.id, { definition: changed, revision: 1 })).revision).toBe(2);
    await designs.discard(admin, definition.id, 2);

    const error = await designs
      .save(other, definition.id, { definition: { ...changed, name: '晚了' }, revision: 2 })
      .catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'forms.discarded', details: { revision: 3, by: admin.name } });
    const { draft } = await designs.get(admin, definition.id);
    expect(draft).toMatchObject({ revision: 3, savedAt: null, definition });
  });

  test('the key may change until the first publication', async () => {
    const definition = await drawn();
    const renamed = { ...definition, key: `${definition.key}x` };
    await designs.save(admin, definition.id, { definition: renamed, revision: 1 });
    await designs.publish(admin, definition.id, { revision: 2 });

    await expect(
      designs.save(admin, definition.id, { definition: { ...renamed, key: definition.key }, revision: 2 }),
    ).rejects.toMatchObject({ code: 'forms.key-fixed' });
  });

  test('a form that never was published goes with its draft', async () => {
    const definition = await drawn();
    await designs.discard(admin, definition.id, 1);
    await expect(designs.get(admin, definition.id)).rejects.toMatchObject({ code: 'base.not-found' });
    await drawn([note], definition.key);
  });
});

describe('presence', () => {
  test('whoever gives a sign is seen for 30 seconds, and whoever leaves is gone at once', async () => {
    const { id } = await drawn();
    const [mine, theirs] = [runtime.newId(), runtime.newId()];
    await designs.attend(admin, id, { client: mine });
    expect((await designs.attend(other, id, { client: theirs })).editors.map(({ person }) => person.name)).toEqual([
      admin.name,
      other.name,
    ]);
    clock.forward(0.4);
    await designs.attend(other, id, { client: theirs });
    clock.forward(0.4);
    expect((await designs.get(admin, id)).editors.map(({ client }) => client)).toEqual([theirs]);
    expect((await designs.attend(other, id, { client: theirs, leaving: true })).editors).toEqual([]);
  });
});

describe('publishing', () => {
  test('makes the table and the version, with the note, and clears the draft', async () => {
    const definition = await drawn([note, count]);
    const plan = await designs.plan(admin, definition.id);
    expect(plan).toMatchObject({ nextVersion: 1, problems: [], changes: [{ kind: 'createForm' }], records: 0 });

    await designs.publish(admin, definition.id, { revision: 1, note: '第一版' });

    const { draft, published: inForce } = await designs.get(admin, definition.id);
    expect(inForce).toEqual({ version: 1, definition });
    expect(draft).toMatchObject({ savedAt: null, basedOn: 1, revision: 1 });
    expect(await versions.list(admin, definition.id)).toMatchObject([
      { version: 1, note: '第一版', fields: 2, publishedBy: { name: admin.name } },
    ]);
    await expect(designs.publish(admin, definition.id, { revision: 1 })).rejects.toMatchObject({
      code: 'forms.nothing-to-publish',
    });
  });

  test('two at once: one publishes, the other is told that it is done', async () => {
    const definition = await drawn();
    const results = await Promise.allSettled([
      designs.publish(admin, definition.id, { revision: 1 }),
      designs.publish(other, definition.id, { revision: 1 }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason.code).toBe('forms.nothing-to-publish');
    expect(await versions.list(admin, definition.id)).toHaveLength(1);
  });

  test('a draft that moved since is not what somebody meant to publish', async () => {
    const definition = await drawn();
    await designs.save(other, definition.id, { definition: { ...definition, name: '改名' }, revision: 1 });
    await expect(designs.publish(admin, definition.id, { revision: 1 })).rejects.toMatchObject({
      code: 'forms.draft-moved',
      details: { by: other.name },
    });
  });

  test('what a module needs stands, each reason named; the rest of the plan is told all the same', async () => {
    const definition = await published([note, answer], 'watched');
    const without = { ...definition, fields: [count] };
    await designs.save(admin, definition.id, { definition: without, revision: 1 });

    const plan = await designs.plan(admin, definition.id);

    expect(plan.problems).toEqual([
      {
        path: 'fields',
        code: 'forms.field-needed',
        details: { field: 'answer', label: '结果', by: '值班' },
      },
    ]);
    expect(plan.affected).toMatchObject([{ name: '值班', field: 'answer' }]);
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['addField', 'retireField', 'retireField']);
    await expect(designs.publish(admin, definition.id, { revision: 2 })).rejects.toMatchObject({
      code: 'base.invalid',
    });
  });

  test('a form that others link is told to be in use, and what they read of it cannot go', async () => {
    const device = await published([note, count], 'device');
    await published(
      [
        { key: 'device', type: 'linkedRecord', label: '设备', form: 'device', fills: [{ from: 'note', to: 'copy' }] },
        { key: 'copy', type: 'text', label: '名称' },
      ],
      'work',
    );
    expect((await designs.get(admin, device.id)).usages).toMatchObject([
      { kind: 'form', name: '表单 work', isNeeded: true },
      { kind: 'form', name: '表单 work', field: 'note', isNeeded: true },
    ]);

    await designs.save(admin, device.id, { definition: { ...device, fields: [count] }, revision: 1 });

    expect((await designs.plan(admin, device.id)).problems.map(({ code }) => code)).toEqual(['forms.field-needed']);
  });

  test('a link to a form that is not there is a problem of the plan', async () => {
    const { id } = await drawn([{ key: 'x', type: 'linkedRecord', label: '设备', form: 'nowhere' }]);
    expect((await designs.plan(admin, id)).problems).toMatchObject([{ path: 'fields[0].form' }]);
  });
});

describe('rights', () => {
  test('hold at once, are told with what they were, and hide fields from the definition', async () => {
    const definition = await published([note, count]);
    const [first] = await versions.access(admin, definition.id);
    expect(first?.role).toBe('administrator');
    const grant = { role: 'personInCharge', create: true, read: 'own', update: 'none', remove: 'none' } as const;

    await versions.saveAccess(admin, definition.id, [{ ...grant, hidden: ['count'], fixed: [] }]);

    const seen = await versions.get(cast.personInCharge.viewer, definition.id, 1);
    expect(seen.definition.fields.map(({ key }) => key)).toEqual(['note']);
    await expect(versions.get(cast.districtOfficer.viewer, definition.id, 1)).rejects.toMatchObject({
      code: 'base.not-found',
    });
    expect((await versions.get(admin, definition.id, 1)).definition).toEqual(definition);
    expect(await eventsOf(definition.id)).toContain('forms.accessChanged');
  });

  test('all that is wrong with them is told at once', async () => {
    const definition = await published();
    const grant = { role: 'personInCharge', create: true, read: 'own', update: 'none', remove: 'none' } as const;
    await expect(
      versions.saveAccess(admin, definition.id, [
        { ...grant, hidden: ['nothing'], fixed: [] },
        { ...grant, hidden: [], fixed: ['neither'] },
      ]),
    ).rejects.toMatchObject({
      problems: [{ path: 'grants[0].hidden[0]' }, { path: 'grants[1].role' }, { path: 'grants[1].fixed[0]' }],
    });
  });
});

test('two forms begun at once under one key: one is told whose it is', async () => {
  const key = `rival${runtime.newId().slice(-8)}`;
  const results = await Promise.allSettled(
    [admin, other].map((viewer) => designs.create(viewer, { app, definition: buildDesign(runtime, key, [note]) })),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'forms.key-taken' });
});
