/**
 * What the demonstration does not have and the pictures of forms need: an application of one's own, points, records of
 * rounds, a second version, a draft with changes, a draft that others have commented. All of it through the API, as
 * people would make it.
 */
import type { App } from '../../packages/core/src/apps/applications.ts';
import type { FieldDefinition, FormDefinition } from '../../packages/core/src/forms/contract.ts';
import type { DesignedForm } from '../../packages/core/src/forms/designing.ts';
import type { FormRecord } from '../../packages/core/src/forms/records.ts';
import { openSession } from '../../packages/server/src/access/testing/sessions.ts';
import { uploadDrawing } from '../../packages/server/src/demo/pictures.ts';
import { drawScene } from '../../packages/server/src/demo/scenes.ts';
import { createFilesService } from '../../packages/server/src/files/service.ts';
import { createStorage } from '../../packages/server/src/files/storage/create.ts';
import type { Started } from '../../packages/server/src/start.ts';
import { equipment } from '../../presets/templates/equipment.ts';
import { visitors } from '../../presets/templates/visitors.ts';

export interface Stock {
  readonly safety: string;
  /** Ids by key. */
  readonly forms: Readonly<Record<string, string>>;
  /** A record of a round with something abnormal in it. */
  readonly round: string;
  /** Of the draft that others may look at. */
  readonly shareToken: string;
}

type Call = <Answer>(method: string, path: string, body?: object) => Promise<Answer>;

/** @param goBack sets the product's clock back by so many hours */
export async function makeStock(server: Started, goBack: (hours: number) => void): Promise<Stock> {
  const admin = await callerFor(server, 'admin');
  const officer = await callerFor(server, 'chenguoqiang');
  const { rows: apps } = await admin.call<{ rows: { id: string; key: string }[] }>('GET', '/apps');
  const safety = apps.find(({ key }) => key === 'safety')?.id ?? '';
  const { formList } = await admin.call<App>('GET', `/apps/${safety}`);
  const forms = Object.fromEntries(formList.map(({ key, id }) => [key, id]));

  for (const { app } of [equipment, visitors]) {
    const { key: template, name, icon, description } = app;
    await admin.call('POST', '/apps', { id: server.runtime.newId(), name, icon, description, template });
  }

  const round = await makeRecords(server, officer, goBack);
  await askForTheWeather(admin.call, forms['inspectionRecord'] ?? '');
  await drawRiskyChanges(admin.call, forms['inspectionPoint'] ?? '');
  const shareToken = await gatherComments(server, admin.call, forms['hazardReport'] ?? '');
  return { safety, forms, round, shareToken };
}

async function callerFor(server: Started, account: string): Promise<{ call: Call; personId: string }> {
  const { rows } = await server.runtime.pool.query('select id from people where account = $1', [account]);
  const personId: string = rows[0].id;
  const cookie = await openSession(server.runtime.pool, personId);
  const call: Call = async (method, path, body) => {
    const answer = await fetch(`${server.address}/api${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return { call, personId };
}

const points = [
  ['2栋负一层配电房', 'powerRoom', '2栋', '负一层'],
  ['1栋消防泵房', 'firePump', '1栋', '负二层'],
  ['5栋天面水箱间', 'waterTank', '5栋', '天面'],
  ['东门岗', 'gate', '东门', '首层'],
  ['电动自行车棚', 'eBike', '3栋北侧', '室外'],
] as const;

/** Rounds of the last days; the first of them found two things. @returns the id of that one */
async function makeRecords(
  server: Started,
  { call, personId }: { call: Call; personId: string },
  goBack: (hours: number) => void,
): Promise<string> {
  const opened = await call<{ communities: { id: string }[]; definition: FormDefinition }>(
    'GET',
    '/forms/inspectionRecord',
  );
  const community = opened.communities[0]?.id;
  const ids: string[] = [];
  for (const [name, kind, building, floor] of points) {
    const values = { name, kind, building, floor, keeper: personId };
    ids.push((await call<FormRecord>('POST', '/records/inspectionPoint', { community, values })).id);
  }
  const files = createFilesService(server.runtime, createStorage(server.runtime.config));
  const photo = (code: string, variant: number) =>
    uploadDrawing(
      files,
      { personId },
      server.runtime.newId(),
      `${code}.jpg`,
      drawScene(code, { wrong: true, variant }),
    );
  const checks = opened.definition.fields.find((field) => field.type === 'subform');
  const preset = checks?.rowsFrom && 'rows' in checks.rowsFrom ? checks.rowsFrom.rows : [];
  let found = '';
  for (const [index, hours] of [74, 50, 27, 25, 3, 1].entries()) {
    goBack(hours);
    const isBad = hours === 1;
    const rows = await Promise.all(
      preset.map(async ({ id, values }, row) => {
        const wrong = isBad && (row === 5 || row === 6);
        return {
          _id: id,
          ...values,
          result: wrong ? 'abnormal' : 'normal',
          ...(wrong && {
            photos: [await photo(row === 5 ? 'fire-facilities' : 'fire-lane', 0)],
            remark: row === 5 ? '灭火器压力不足，已报工程部更换' : '门口堆放纸箱，已现场处理',
          }),
        };
      }),
    );
    const point = ids[index % ids.length];
    const [, , building, floor] = points[index % points.length] ?? [];
    const values = { inspector: personId, point, building, floor, checks: rows };
    const { id } = await call<FormRecord>('POST', '/records/inspectionRecord', { community, values });
    if (isBad) found = id;
  }
  goBack(0);
  return found;
}

async function draft(call: Call, form: string, change: (definition: FormDefinition) => FormDefinition) {
  const { draft: before } = await call<DesignedForm>('GET', `/designs/${form}`);
  const body = { definition: change(before.definition), revision: before.revision };
  return call<DesignedForm['draft']>('PUT', `/designs/${form}`, body);
}

/** The field, at the end of the form's first section. */
function withField(definition: FormDefinition, field: FieldDefinition): FormDefinition {
  const [first, ...others] = definition.layout ?? [];
  return {
    ...definition,
    fields: [...definition.fields, field],
    ...(first?.kind === 'section' && {
      layout: [
        { ...first, children: [...first.children, { kind: 'field' as const, key: field.key, width: 'half' as const }] },
        ...others,
      ],
    }),
  };
}

const choices = (...labels: readonly string[]) =>
  labels.map((label, index) => ({ code: `choice${index + 1}`, label, status: 'active' as const }));

/** The second version of the record of rounds. */
async function askForTheWeather(call: Call, form: string): Promise<void> {
  const saved = await draft(call, form, (definition) =>
    withField(
      {
        ...definition,
        fields: definition.fields.map((field) =>
          field.key === 'signature' ? { ...field, label: '巡检人签名', required: true } : field,
        ),
      },
      { key: 'weather', type: 'singleChoice', label: '天气', options: choices('晴', '多云', '雨', '台风') },
    ),
  );
  await call('POST', `/designs/${form}/publish`, { revision: saved.revision, note: '新增“天气”；签名改为必填' });
}

/** A draft of the points: something goes that two other forms show, something new comes. */
async function drawRiskyChanges(call: Call, form: string): Promise<void> {
  await draft(call, form, (definition) => {
    const without = {
      ...definition,
      fields: definition.fields
        .filter(({ key }) => key !== 'kind')
        .map((field) => (field.key === 'keeper' ? { ...field, label: '点位责任人' } : field)),
      layout: (definition.layout ?? []).map((node) =>
        node.kind === 'section'
          ? { ...node, children: node.children.filter((child) => child.kind !== 'field' || child.key !== 'kind') }
          : node,
      ),
      settings: { ...definition.settings, listFields: ['number', 'name', 'building', 'floor', 'keeper'] },
    };
    return withField(without, {
      key: 'cycle',
      type: 'singleChoice',
      label: '巡检周期',
      options: choices('每天', '每周', '每月'),
    });
  });
}

/** @returns the token of the link */
async function gatherComments(server: Started, call: Call, form: string): Promise<string> {
  const { token } = await call<{ token: string }>('POST', `/designs/${form}/shares`, { days: 7 });
  const said = [
    { field: 'video', author: '保安队长老周', text: '地库信号差，短视频最好可以先存着再传。', vote: 0 },
    { field: 'level', author: '李工', text: '等级后面写上例子，新来的不会选。', vote: -1 },
    { field: 'photos', author: '王姐', text: '能在照片上画圈很方便。', vote: 1 },
  ];
  for (const one of said)
    await call('POST', `/shared-designs/${token}/comments`, { id: server.runtime.newId(), ...one });
  return token;
}
