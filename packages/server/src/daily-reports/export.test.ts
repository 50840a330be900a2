import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import excel from 'exceljs';
import { expect, test } from 'vitest';
import { writeReports } from './export.ts';
import type { ReportRow } from './store.ts';

function buildRow(words: Partial<ReportRow> = {}): ReportRow {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    taskId: '01900000-0000-7000-8000-000000000002',
    communityId: '01900000-0000-7000-8000-000000000003',
    communityCode: 'HC0001',
    communityName: '东晖苑三期',
    timeZone: 'Asia/Shanghai',
    districtId: '01900000-0000-7000-8000-000000000004',
    districtName: '惠城区',
    companyId: null,
    companyName: null,
    reportDate: '2026-03-16',
    publishedAt: new Date('2026-03-15T16:10:00Z'),
    closesAt: new Date('2026-03-19T16:00:00Z'),
    filedAt: new Date('2026-03-16T01:12:30Z'),
    filedBy: '01900000-0000-7000-8000-000000000005',
    filedByName: '陈国强',
    timing: 'onTime',
    abnormalCount: 0,
    resolvedCount: 0,
    copyStreak: 0,
    copiedItems: [],
    revision: 1,
    contentHash: '',
    anomalies: [],
    ...words,
  };
}

async function sheetOf(rows: readonly ReportRow[]): Promise<excel.Worksheet> {
  const out = new PassThrough();
  const whole = buffer(out);
  await writeReports(
    out,
    (async function* () {
      yield* rows;
    })(),
    '筛选条件；全部日期',
  );
  const book = new excel.Workbook();
  await book.xlsx.load((await whole).buffer as ArrayBuffer);
  return book.getWorksheet(1) as excel.Worksheet;
}

test('the sheet says what it shows and has one row a report, in words', async () => {
  const sheet = await sheetOf([
    buildRow({
      timing: 'late',
      abnormalCount: 2,
      resolvedCount: 1,
      anomalies: [
        { id: 'a', itemCode: 'gas', itemNumber: 7, itemLabel: '燃气', state: 'open', firstDate: '2026-03-14' },
        { id: 'b', itemCode: 'lift', itemNumber: 5, itemLabel: '电梯', state: 'verified', firstDate: '2026-03-16' },
      ],
    }),
  ]);

  expect(sheet.getCell('A1').value).toBe('筛选条件；全部日期');
  const values = (sheet.getRow(3).values as unknown[]).slice(1);
  expect(values).toEqual([
    '2026-03-16',
    '惠城区',
    undefined,
    '东晖苑三期',
    '补报',
    '2026-03-16 09:12:30',
    '陈国强',
    '部分解决',
    2,
    1,
    0,
    1,
    '7 燃气（未解决）；5 电梯（已核实）',
  ]);
});

test.each(['=HYPERLINK("http://x")', '+86 138', '-1+1', '@SUM(A1)', '\tTab', '😀 مرحبا'])(
  '%s stays text in a cell',
  async (name) => {
    const sheet = await sheetOf([buildRow({ communityName: name })]);
    const cell = sheet.getCell('D3');
    expect(cell.type).toBe(excel.ValueType.String);
    expect(cell.value).toBe(name);
  },
);
