/** The board as a sheet: every community of the day with its district and company, whatever is unfolded on screen. */
import { getBoard } from '@anshao/core/daily-reports/contract.ts';
import { callApi } from '../../base/api.ts';
import { dateTime } from '../../base/time.ts';
import { saveCsv } from '../records/csv.ts';
import { t } from '../text.ts';
import { filed, notFiled, percent } from './figures.ts';

export async function exportBoard(date: string): Promise<void> {
  const districts = await callApi(getBoard, { query: { date, level: 'district', stripDays: 0 } });
  const sheet: (string | number)[][] = [
    [
      t('district'),
      t('community'),
      t('state'),
      t('filedAtColumn'),
      t('late'),
      t('anomalyShort'),
      t('resolvedShort'),
      t('copied'),
    ],
  ];
  for (const district of districts.rows) {
    const below = await callApi(getBoard, {
      query: { date, level: 'community', districtId: district.id, stripDays: 0 },
    });
    for (const row of below.rows)
      sheet.push([
        district.name,
        row.name,
        filed(row) > 0
          ? t('filed')
          : row.missed > 0
            ? t('missed')
            : notFiled(row) > 0
              ? t('notFiled')
              : t('notExpected'),
        row.filedAt ? dateTime(row.filedAt) : '',
        row.late,
        row.abnormal,
        row.resolved,
        row.copied,
      ]);
    sheet.push([
      t('sumOf', { name: district.name }),
      `${filed(district)}/${district.expected}`,
      `${percent(filed(district), district.expected) ?? '–'}%`,
      '',
      district.late,
      district.abnormal,
      district.resolved,
      district.copied,
    ]);
  }
  saveCsv(`${t('board')} ${date}.csv`, sheet);
}
