/** What is filtered, as a workbook: written while it is read, so that a year of a city fits in little memory. */
import type { Writable } from 'node:stream';
import { reportState } from '@anshao/core/daily-reports/states.ts';
import type { ReportRow } from './store.ts';

const stateWords = { normal: '无异常', abnormal: '存在异常', partlyResolved: '部分解决', resolved: '已解决' } as const;
const anomalyWords = { open: '未解决', resolved: '已解决', verified: '已核实' } as const;

/**
 * Cells are written as text, never as formulas, whatever they begin with.
 * @param conditions the filter in words, printed above the table so that the sheet says what it shows
 */
export async function writeReports(out: Writable, rows: AsyncIterable<ReportRow>, conditions: string): Promise<void> {
  // Loaded with the first export: 35 MB that an idle server does not need.
  const { default: excel } = await import('exceljs');
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet('安全生产日报', { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.columns = [
    { key: 'date', width: 12 },
    { key: 'district', width: 12 },
    { key: 'company', width: 26 },
    { key: 'community', width: 24 },
    { key: 'timing', width: 8 },
    { key: 'filedAt', width: 20 },
    { key: 'filedBy', width: 12 },
    { key: 'state', width: 12 },
    { key: 'abnormal', width: 8 },
    { key: 'resolved', width: 8 },
    { key: 'copied', width: 10 },
    { key: 'revision', width: 8 },
    { key: 'items', width: 60 },
  ];
  sheet.addRow([conditions]).commit();
  const titles = [
    '日期',
    '县区',
    '物业公司',
    '小区',
    '填报',
    '填报时间',
    '填报人',
    '状态',
    '异常数',
    '已解决',
    '连续照抄',
    '版本',
    '异常条目',
  ];
  const head = sheet.addRow(titles);
  head.font = { bold: true };
  head.commit();
  for await (const row of rows) {
    sheet
      .addRow([
        row.reportDate,
        row.districtName,
        row.companyName ?? '',
        row.communityName,
        row.timing === 'onTime' ? '按时' : '补报',
        local(row.filedAt),
        row.filedByName,
        stateWords[reportState(row.abnormalCount, row.resolvedCount)],
        row.abnormalCount,
        row.resolvedCount,
        row.copyStreak,
        row.revision,
        row.anomalies.map((one) => `${one.itemNumber} ${one.itemLabel}（${anomalyWords[one.state]}）`).join('；'),
      ])
      .commit();
  }
  sheet.commit();
  await book.commit();
}

function local(at: Date): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Asia/Shanghai');
  return `${there.toPlainDate()} ${there.toPlainTime().toString({ smallestUnit: 'second' })}`;
}
