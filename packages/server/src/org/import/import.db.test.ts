import { Readable } from 'node:stream';
import type { ImportReport } from '@anshao/core/org/contract.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CastName } from '../../access/testing/cast.ts';
import { many, one, sql } from '../../base/database/sql.ts';
import { testDatabase } from '../../base/testing/database.ts';
import { readSheet } from '../sheet/read-sheet.ts';
import { buildCommunity } from '../testing/builders.ts';
import { csvOf, workbookOf } from '../testing/sheets.ts';
import { type OrgStand, orgStand } from '../testing/stand.ts';

const database = await testDatabase();
let stand: OrgStand;
beforeAll(async () => {
  stand = await orgStand(database.pool);
});
afterAll(() => stand.close());

async function start(
  kind: 'communities' | 'people',
  bytes: Buffer | string,
  mapping?: Record<string, string>,
  as: CastName = 'administrator',
) {
  const id = stand.runtime.newId();
  const fileId = stand.upload(bytes);
  const answer = await stand.ask(as, 'POST', '/imports', { id, kind, fileId, ...(mapping && { mapping }) });
  return { status: answer.status, report: answer.json as ImportReport };
}
async function confirm(id: string): Promise<ImportReport> {
  expect((await stand.ask('administrator', 'POST', `/imports/${id}/confirm`)).status).toBe(200);
  await stand.drain();
  return (await stand.ask('administrator', 'GET', `/imports/${id}`)).json;
}
const wrong = (report: ImportReport) =>
  report.problems.map((problem) => `${problem.row} ${problem.column} ${problem.code}`);
const counts = ({ toCreate, toUpdate, unchanged, skipped }: ImportReport) => ({
  toCreate,
  toUpdate,
  unchanged,
  skipped,
});
const communityTitles = ['小区编号*', '小区名称*', '县区*', '物业公司', '公司编号', '地址', '纬度', '经度', '状态'];
const peopleTitles = ['姓名*', '手机号*', '岗位*', '小区编号', '公司编号', '县区'];

describe('communities', () => {
  const lines = [
    communityTitles,
    ['ＩM01', '江畔花园', '惠城区', '新物业', '', '江畔路1号', '23.１', '114.4', '启用'],
    ['IM02', '江畔二期', '惠州市惠阳区', '安居物业服务有限公司', '', '', '', '', ''],
    ['IM03', '江畔三期', '441302', '全新公司', 'QX01', '=1+1', '', '', '停用'],
    ['IM04', '江畔四期', '惠城', '', 'QX01', '', '', '', ''],
  ];

  test('are checked, written once confirmed, and importing again changes nothing', async () => {
    const { report } = await start('communities', csvOf(lines));
    expect(report).toMatchObject({
      state: 'planned',
      rows: 4,
      problemCount: 0,
      toCreate: 4,
      toUpdate: 0,
      unchanged: 0,
    });
    expect(await many(database.pool, sql`select 1 from communities where code like 'IM%'`)).toHaveLength(0);
    expect(counts(await confirm(report.id))).toEqual({ toCreate: 4, toUpdate: 0, unchanged: 0, skipped: 0 });
    const rows = await many<Record<string, unknown>>(
      database.pool,
      sql`select c.code, d.name as district, g.name as company, c.address, c.latitude, c.status from communities c
          join districts d on d.id = c.district_id left join companies g on g.id = c.company_id where c.code like 'IM%' order by 1`,
    );
    expect(rows).toEqual([
      { code: 'IM01', district: '惠城区', company: '新物业', address: '江畔路1号', latitude: 23.1, status: 'active' },
      {
        code: 'IM02',
        district: '惠阳区',
        company: '安居物业服务有限公司',
        address: '',
        latitude: null,
        status: 'active',
      },
      { code: 'IM03', district: '惠城区', company: '全新公司', address: '=1+1', latitude: null, status: 'suspended' },
      { code: 'IM04', district: '惠城区', company: '全新公司', address: '', latitude: null, status: 'active' },
    ]);
    const again = await start('communities', await workbookOf(lines));
    expect(counts(again.report)).toEqual({ toCreate: 0, toUpdate: 0, unchanged: 4, skipped: 0 });
    const before = await one<{ n: number }>(
      database.pool,
      sql`select count(*)::int as n from events where type like 'org.communit%'`,
    );
    await confirm(again.report.id);
    expect(
      await one(database.pool, sql`select count(*)::int as n from events where type like 'org.communit%'`),
    ).toEqual(before);
    expect((await stand.ask(undefined, 'GET', '/communities/pick?q=jphy')).json.rows[0].name).toBe('江畔花园');
  });

  test('companies nobody knows are told before they are made, and each making is logged', async () => {
    const { report } = await start(
      'communities',
      csvOf([
        communityTitles,
        ['NC1', '甲苑', '惠城区', '朗润物业', '', '', '', '', ''],
        ['NC2', '乙苑', '惠城区', '安居物业服务有限公可', '', '', '', '', ''],
        ['NC3', '丙苑', '惠城区', '朗润物业', '', '', '', '', ''],
        ['NC4', '丁苑', '惠城区', '安居物业服务有限公司', 'AJ99', '', '', '', ''],
        ['NC5', '戊苑', '惠城区', '安居物业服务有限公司', 'AJ01', '', '', '', ''],
        // a row that is refused makes no company
        ['NC6', '己苑', '火星区', '坏行物业', '', '', '', '', ''],
      ]),
    );
    const anju = { code: 'AJ01', name: '安居物业服务有限公司' };
    expect(report.newCompanyCount).toBe(3);
    expect(report.newCompanies).toEqual([
      { code: expect.stringMatching(/^WY-/), name: '朗润物业', rows: 2, firstRow: 2, alike: null },
      { code: expect.stringMatching(/^WY-/), name: '安居物业服务有限公可', rows: 1, firstRow: 3, alike: anju },
      { code: 'AJ99', name: '安居物业服务有限公司', rows: 1, firstRow: 5, alike: anju },
    ]);
    const companies = () => one<{ n: number }>(database.pool, sql`select count(*)::int as n from companies`);
    const before = await companies();
    await confirm(report.id);
    expect((await companies()).n - before.n).toBe(3);
    const logged = await many(
      database.pool,
      sql`select c.code, e.company_id = c.id as own, e.actor_id as actor, e.data from events e join companies c on c.id = e.subject_id
          where e.type = 'org.companyCreated' and c.code = any(${report.newCompanies.map((company) => company.code)}::text[])
          order by e.seq`,
    );
    expect(logged).toEqual(
      report.newCompanies.map(({ code }) => ({
        code,
        own: true,
        actor: stand.cast.administrator.person.id,
        data: { code, imported: true },
      })),
    );
    await database.pool.query("delete from communities where code like 'NC_'");
    await database.pool.query("delete from companies where code = 'AJ99'");
  });

  test('暂停 is 停用, and a word that is none names those that are', async () => {
    const { report } = await start(
      'communities',
      csvOf([
        communityTitles,
        ['ST1', '暂停苑', '惠城区', '', '', '', '', '', '暂停'],
        ['ST2', '歇业苑', '惠城区', '', '', '', '', '', '歇业'],
      ]),
    );
    expect(report.problems.map(({ row, message }) => `${row} ${message}`)).toEqual([
      '3 状态应为 启用、停用 或 注销（写“正常”同启用，写“暂停”同停用）',
    ]);
    await confirm(report.id);
    const stored = await one(database.pool, sql`select status from communities where code = 'ST1'`);
    expect(stored).toEqual({ status: 'suspended' });
  });

  test('marks that turn text around are left out of every cell', async () => {
    const { report } = await start(
      'communities',
      csvOf([
        ['\u200e小区编号', ...communityTitles.slice(1)],
        [
          '\u202aBD1\u202c',
          '江\u202e畔花园',
          '\u200f惠城区',
          '',
          '',
          '\u2066东平路\u20691号',
          '23\u200e',
          '114',
          '\u2068停用',
        ],
      ]),
    );
    expect(wrong(report)).toEqual([]);
    await confirm(report.id);
    const row = await one(
      database.pool,
      sql`select name, address, latitude, status from communities where code = 'BD1'`,
    );
    expect(row).toEqual({ name: '江畔花园', address: '东平路1号', latitude: 23, status: 'suspended' });
    const people = await start(
      'people',
      csvOf([peopleTitles, ['陈\u202e国', '\u202a137 3333 0001\u202c', '项目负责人', 'BD1', '', '']]),
    );
    expect(wrong(people.report)).toEqual([]);
    await confirm(people.report.id);
    expect(await one(database.pool, sql`select name from people where mobile = '13733330001'`)).toEqual({
      name: '陈国',
    });
  });

  test('every problem is named by row and column, and the rest is written', async () => {
    const { report } = await start(
      'communities',
      csvOf([
        communityTitles,
        ['', '', '', '', '', '', '', '', ''],
        ['P1', '', '惠诚区', '', '', '', '91', '114', '开业'],
        ['P2', '好小区', '惠城区', '', '', '', '', '', ''],
        ['P2', '重号', '惠城区', '', '', '', '', '', ''],
        ['P3', '坏\u0007字', '惠城区', '别名公司', 'AJ01', '', '23', '', ''],
        ['P4', '没名的公司', '惠城区', '', 'NEW9', '', 'abc', '1', ''],
      ]),
    );
    expect(wrong(report)).toEqual([
      '3 小区名称* org.blank',
      '3 县区* org.cell-unknown-district',
      '3 纬度 org.cell-number',
      '3 状态 org.cell-status',
      '5 小区编号* org.cell-duplicate',
      '6 小区名称* org.control-character',
      '6 物业公司 org.cell-company-name',
      '6 经度 org.coordinates-pair',
      '7 公司编号 org.cell-unknown-company',
      '7 纬度 org.cell-number',
    ]);
    expect(report.problems[1]?.message).toBe('没有“惠诚区”这个县区，是否应为“惠城区”？');
    expect(counts(await confirm(report.id))).toEqual({ toCreate: 1, toUpdate: 0, unchanged: 0, skipped: 4 });
  });

  test('a double is one of a row that will be written, and says what is doubled', async () => {
    const { report } = await start(
      'communities',
      csvOf([
        ['NO.（必填）', ...communityTitles.slice(1)],
        ['D1', '县区写错', '火星区', '', '', '', '', '', ''],
        ['D1', '第一个写入的', '惠城区', '', '', '', '', '', ''],
        ['Ｄ1', '又坏又重', '惠城区', '', '', '', '200', '1', ''],
        ['D1', '只是重', '惠城区', '', '', '', '', '', ''],
        // a company code that only a refused row names is not known to the rows below it
        ['D2', '', '惠城区', '只在坏行里的公司', 'DX01', '', '', '', ''],
        ['D3', '靠上一行给名', '惠城区', '', 'DX01', '', '', '', ''],
      ]),
      { code: 'NO.（必填）' },
    );
    expect(wrong(report)).toEqual([
      '2 县区* org.cell-unknown-district',
      '4 纬度 org.cell-number',
      '4 NO.（必填） org.cell-duplicate',
      '5 NO.（必填） org.cell-duplicate',
      '6 小区名称* org.blank',
      '7 公司编号 org.cell-unknown-company',
    ]);
    expect(report.problems[3]?.message).toBe('NO. D1 与第 3 行重复');
    // What the dry run promised is what the job does.
    expect(counts(report)).toEqual({ toCreate: 1, toUpdate: 0, unchanged: 0, skipped: 5 });
    expect(counts(await confirm(report.id))).toEqual({ toCreate: 1, toUpdate: 0, unchanged: 0, skipped: 5 });
    const stored = await many(database.pool, sql`select name from communities where code like 'D_' order by code`);
    expect(stored).toEqual([{ name: '第一个写入的' }]);
  });

  test('a company code alone is known by any row that will be written, in whichever batch', async () => {
    const filler = Array.from({ length: 600 }, (_, index) => [
      `L${String(index).padStart(3, '0')}`,
      '填充',
      '惠城区',
      '',
      '',
    ]);
    const lines = [
      communityTitles.slice(0, 5),
      ['LA', '只有公司编号', '惠城区', '', 'LEAN1'],
      ...filler,
      ['LB', '编号和名称', '惠城区', '靠得住物业', 'LEAN1'],
      ['LC', '同名两家公司', '惠城区', '靠得住物业', ''],
    ];
    const first = await start('communities', csvOf(lines));
    expect(wrong(first.report)).toEqual([]);
    expect(counts(await confirm(first.report.id))).toEqual({ toCreate: 603, toUpdate: 0, unchanged: 0, skipped: 0 });
    // Two companies now have that name; the one the community has is meant.
    const again = await start('communities', csvOf(lines));
    expect(counts(again.report)).toEqual({ toCreate: 0, toUpdate: 0, unchanged: 603, skipped: 0 });
  });

  test('line breaks and tabs inside a cell are blanks, in titles too', async () => {
    const lines = [
      ['小区\n编号', '小区名称', '县区', '地址', '状态'],
      ['W1\n', '江畔\r\n花园\t\t一期', '\n惠城区', '东平北路\n  12号\u2028东门', '启用\t'],
    ];
    for (const sheet of [csvOf(lines), await workbookOf(lines)]) {
      const { report } = await start('communities', sheet);
      expect(wrong(report)).toEqual([]);
      await confirm(report.id);
      const row = await one(database.pool, sql`select code, name, address, status from communities where code = 'W1'`);
      expect(row).toEqual({ code: 'W1', name: '江畔 花园 一期', address: '东平北路 12号 东门', status: 'active' });
    }
  });

  test('a NUL is one problem of its cell, whichever column it stands in', async () => {
    const { report } = await start(
      'communities',
      csvOf([
        communityTitles,
        ['N1', '好行', '惠城区', '', '', '', '', '', ''],
        ['N2', '坏\0字', '惠城区', '', '', '', '', '', ''],
        ['N3', '甲苑', '惠\0城区', '', '', '', '', '', ''],
        ['N\0', '乙苑', '惠城区', '公\0司', '', '', '2\0', '114', '启\0用'],
      ]),
    );
    expect(wrong(report)).toEqual([
      '3 小区名称* org.control-character',
      '4 县区* org.control-character',
      '5 小区编号* org.control-character',
      '5 物业公司 org.control-character',
      '5 纬度 org.control-character',
      '5 状态 org.control-character',
    ]);
    expect(counts(await confirm(report.id))).toEqual({ toCreate: 1, toUpdate: 0, unchanged: 0, skipped: 3 });
    // A place that the post does not need is kept with the row, so it must be storable too; so must a sheet without columns.
    const people = await start('people', csvOf([peopleTitles, ['辛', '13722229999', '系统管理员', 'X\0', '', '']]));
    expect(wrong(people.report)).toEqual(['2 小区编号 org.control-character']);
    const unmapped = await start(
      'communities',
      csvOf([
        ['小区编号', '别的'],
        ['A\0', 'B\0'],
      ]),
    );
    expect(unmapped.status).toBe(200);
    expect(wrong(unmapped.report)).toContain('2 小区编号 org.control-character');
  });

  test('other titles are mapped by the caller once and remembered', async () => {
    const lines = [
      ['NO.', 'Estate', '区域'],
      ['M1', '映射一', '惠城区'],
    ];
    const first = await start('communities', csvOf(lines));
    expect(wrong(first.report)).toEqual([
      '1 小区编号 org.cell-column-missing',
      '1 小区名称 org.cell-column-missing',
      '1 县区 org.cell-column-missing',
    ]);
    const refused = await stand.ask('administrator', 'POST', `/imports/${first.report.id}/confirm`);
    expect(refused.json).toMatchObject({
      code: 'org.import-columns-missing',
      details: { columns: '小区编号、小区名称、县区' },
    });
    const mapped = await start('communities', csvOf(lines), { code: 'NO.', name: 'Estate', district: '区域' });
    expect(counts(mapped.report)).toEqual({ toCreate: 1, toUpdate: 0, unchanged: 0, skipped: 0 });
    await confirm(mapped.report.id);
    const later = await start('communities', csvOf([lines[0]!, ['M2', '映射二', '惠城区']]));
    expect(later.report.mapping).toEqual({ code: 'NO.', name: 'Estate', district: '区域' });
  });

  test('an empty cell leaves what stands', async () => {
    await confirm(
      (
        await start(
          'communities',
          csvOf([communityTitles, ['K1', '保留', '惠城区', '', 'AJ01', '旧路1号', '23', '114', '停用']]),
        )
      ).report.id,
    );
    await confirm(
      (await start('communities', csvOf([communityTitles, ['K1', '改名', '惠城区', '', '', '', '', '', '']]))).report
        .id,
    );
    const row = await one(
      database.pool,
      sql`select name, address, latitude, status, company_id as "companyId" from communities where code = 'K1'`,
    );
    expect(row).toEqual({
      name: '改名',
      address: '旧路1号',
      latitude: 23,
      status: 'suspended',
      companyId: stand.cast.anju.id,
    });
  });

  test('killed in the middle, the job goes on without doubles', async () => {
    const many1200 = Array.from({ length: 1200 }, (_, index) => [
      `R${String(index).padStart(4, '0')}`,
      `重启${index}`,
      '惠城区',
      `公司${index % 3}`,
    ]);
    const { report } = await start('communities', csvOf([communityTitles.slice(0, 4), ...many1200]));
    await stand.ask('administrator', 'POST', `/imports/${report.id}/confirm`);
    let connections = 0;
    const connect = database.pool.connect.bind(database.pool) as () => Promise<unknown>;
    const spy = Object.assign(database.pool, {
      // The second batch finds the database gone.
      connect: () => (++connections === 2 ? Promise.reject(new Error('killed')) : connect()),
    });
    await expect(stand.drain()).rejects.toThrow('killed');
    Reflect.deleteProperty(spy, 'connect');
    const middle = (await stand.ask('administrator', 'GET', `/imports/${report.id}`)).json as ImportReport;
    expect(middle).toMatchObject({ state: 'running', processed: 500, toCreate: 500 });
    await Promise.all([stand.service.runImport(report.id), stand.service.runImport(report.id)]);
    const done = (await stand.ask('administrator', 'GET', `/imports/${report.id}`)).json as ImportReport;
    expect(done).toMatchObject({ state: 'done', processed: 1200, toCreate: 1200, unchanged: 0, skipped: 0 });
    const written = await one(database.pool, sql`select count(*)::int as n from communities where code like 'R____'`);
    expect(written).toEqual({ n: 1200 });
    const logged = await one(
      database.pool,
      sql`select count(*)::int as n from events where type = 'org.communityCreated' and data->>'code' like 'R____'`,
    );
    expect(logged).toEqual({ n: 1200 });
    expect(await many(database.pool, sql`select 1 from import_rows where import_id = ${report.id}`)).toHaveLength(0);
  });

  test('importing whatever twice changes nothing the second time', async () => {
    const row = fc.tuple(
      fc.constantFrom('I1', 'I2', 'I3', 'I4', ''),
      fc.constantFrom('甲苑', '乙苑', '', '丙\u0000苑'),
      fc.constantFrom('惠城区', '惠阳', '火星区'),
      fc.constantFrom('', '幂等公司', '安居物业服务有限公司'),
      fc.constantFrom('', 'AJ01', 'MD01'),
      fc.constantFrom('', '=A1', '🏠路', '+1'),
      fc.constantFrom('', '23.05', '99'),
      fc.constantFrom('', '114.4'),
      fc.constantFrom('', '启用', '停用'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const text = csvOf([communityTitles, ...rows]);
        const first = await confirm((await start('communities', text)).report.id);
        const second = await start('communities', text);
        expect(second.report).toMatchObject({ toCreate: 0, toUpdate: 0 });
        expect(second.report.unchanged).toBeGreaterThanOrEqual(first.toCreate + first.toUpdate + first.unchanged);
      }),
      { numRuns: 25 },
    );
  });
});

describe('people', () => {
  test('a changed person in charge ends the former post; a second import changes nothing', async () => {
    const community = await buildCommunity(database.pool, { code: 'PC1' });
    const sheet = (name: string, mobile: string) => csvOf([peopleTitles, [name, mobile, '项目负责人', 'PC1', '', '']]);
    const first = await start('people', sheet('前任', ' １３７-0000 0001'));
    expect(counts(first.report)).toEqual({ toCreate: 1, toUpdate: 0, unchanged: 0, skipped: 0 });
    await confirm(first.report.id);
    stand.clock.forward(60);
    const second = await start('people', sheet('后任', '+8613700000002'));
    expect(counts(second.report)).toEqual({ toCreate: 0, toUpdate: 1, unchanged: 0, skipped: 0 });
    await confirm(second.report.id);
    const third = await start('people', sheet('后任', '13700000002'));
    expect(counts(third.report)).toEqual({ toCreate: 0, toUpdate: 0, unchanged: 1, skipped: 0 });
    const posts = await many<{ ends_at: Date | null; starts_at: Date; mobile: string }>(
      database.pool,
      sql`select t.ends_at, t.starts_at, p.mobile from posts t join people p on p.id = t.person_id where t.community_id = ${community.id} order by t.starts_at`,
    );
    expect(posts.map((post) => post.mobile)).toEqual(['13700000001', '13700000002']);
    expect(posts[0]?.ends_at).toEqual(posts[1]?.starts_at);
  });

  test('every problem is named by row and column', async () => {
    const { report } = await start(
      'people',
      csvOf([
        peopleTitles,
        ['', '12345', '项目负责人', 'HC0001', '', ''],
        ['别名', '13900000005', '项目负责人', 'HC0001', '', ''],
        ['甲', '13711110001', '保安', '', '', ''],
        ['乙', '13711110002', '项目负责人', 'NONE', '', ''],
        ['丙', '13711110003', '物业公司管理员', '', '', ''],
        ['丁', '13711110004', '县区监管员', '', '', '惠城'],
        ['戊', '13711110004', '项目负责人', 'HC0002', '', ''],
        ['己', '13711110005', '项目负责人', 'HC0002', '', ''],
      ]),
    );
    expect(wrong(report)).toEqual([
      '2 姓名* org.blank',
      '2 手机号* org.cell-mobile',
      '3 手机号* org.mobile-taken',
      '4 岗位* org.cell-role',
      '5 小区编号 org.cell-unknown-community',
      '6 公司编号 org.blank',
      '8 手机号* org.mobile-taken',
    ]);
  });

  test('a double names what is doubled, and a refused row doubles nothing', async () => {
    for (const code of ['DP1', 'DP2', 'DP3']) await buildCommunity(database.pool, { code });
    const { report } = await start(
      'people',
      csvOf([
        peopleTitles,
        ['甲', '13722220001', '项目负责人', 'DP1', '', ''],
        ['乙', '13722220002', '项目负责人', 'DP1', '', ''],
        ['丙', '13722220003', '物业公司管理员', '', 'AJ01', ''],
        ['丙', '+86 137 2222 0003', '物业公司管理员', '', 'ＡＪ01', ''],
        // refused for its number of the wrong length; the next one is then the first of its name and place
        ['丁', '1372222', '项目负责人', 'DP2', '', ''],
        ['戊', '13722220005', '项目负责人', 'DP2', '', ''],
        ['己', '13722220006', '保安', '', '', ''],
        ['庚', '13722220006', '项目负责人', 'DP3', '', ''],
      ]),
    );
    expect(wrong(report)).toEqual([
      '3 小区编号 org.cell-duplicate',
      '5 公司编号 org.cell-duplicate',
      '6 手机号* org.cell-mobile',
      '8 岗位* org.cell-role',
    ]);
    expect(report.problems.slice(0, 2).map((problem) => problem.message)).toEqual([
      '岗位 项目负责人、小区编号 DP1 与第 2 行重复',
      '手机号 137****0003、岗位 物业公司管理员、公司编号 AJ01 与第 4 行重复',
    ]);
    expect(counts(await confirm(report.id))).toEqual({ toCreate: 4, toUpdate: 0, unchanged: 0, skipped: 4 });
  });

  test('posts of the whole city are only the administrator’s to import', async () => {
    const sheet = csvOf([peopleTitles, ['庚', '13711110009', '系统管理员', '', '', '']]);
    const officer = await start('people', sheet, undefined, 'associationOfficer');
    expect(wrong(officer.report)).toEqual(['2 岗位* org.cell-out-of-scope']);
    expect(wrong((await start('people', sheet)).report)).toEqual([]);
  });
});

describe('an import', () => {
  test('is its maker’s alone, runs once, and the same id is the same import', async () => {
    const id = stand.runtime.newId();
    const fileId = stand.upload(csvOf([communityTitles, ['O1', '一次', '惠城区']]));
    const body = { id, kind: 'communities', fileId };
    const first = await stand.ask('administrator', 'POST', '/imports', body);
    expect((await stand.ask('administrator', 'POST', '/imports', body)).json).toEqual(first.json);
    expect((await stand.ask('associationOfficer', 'GET', `/imports/${id}`)).status).toBe(404);
    expect((await stand.ask('associationOfficer', 'POST', `/imports/${id}/confirm`)).status).toBe(404);
    await confirm(id);
    const again = await stand.ask('administrator', 'POST', `/imports/${id}/confirm`);
    expect([again.status, again.json.code]).toEqual([409, 'org.import-not-planned']);
  });
});

describe('an export', () => {
  const lastEvent = async () =>
    (await one<{ seq: number }>(database.pool, sql`select max(seq) as seq from events`)).seq;
  const changesSince = (seq: number) =>
    many(database.pool, sql`select type, data from events where seq > ${seq} and type not like 'org.import%'`);

  test.each(['communities', 'people'] as const)('of %s is imported without a change', async (kind) => {
    await buildCommunity(database.pool, {
      code: kind === 'people' ? '=F2' : '=F1',
      name: '=SUM(A1)',
      address: '+1 👪 שלום',
      latitude: 23.0000001,
      longitude: 114,
      districtId: stand.cast.huicheng.id,
    });
    const exported = await stand.ask('administrator', 'GET', `/exports/${kind}`);
    expect(exported.status).toBe(200);
    const { report } = await start(kind, exported.bytes);
    expect(wrong(report)).toEqual([]);
    const last = await lastEvent();
    await confirm(report.id);
    expect(await changesSince(last)).toEqual([]);
    expect(report).toMatchObject({ toCreate: 0, toUpdate: 0, unchanged: report.rows });
    expect(report.rows).toBeGreaterThan(3);
    await database.pool.query(`delete from communities where name = '=SUM(A1)'`);
  });

  test('shows who may read only what is in scope, numbers only to who may reveal them', async () => {
    const rows = async (as: CastName) => {
      const bytes = (await stand.ask(as, 'GET', '/exports/people')).bytes;
      return (await readSheet(Readable.from([bytes]))).rows.map((row) => row.cells.slice(0, 2).join(' '));
    };
    expect(await rows('personInCharge')).toEqual(['陈国强 139****0005']);
    expect(await rows('districtOfficer')).toContain('陈国强 13900000005');
    expect((await rows('districtOfficer')).join()).not.toContain('外路人');
    expect((await stand.ask('unboundPersonInCharge', 'GET', '/exports/people')).status).toBe(403);
  });
});
