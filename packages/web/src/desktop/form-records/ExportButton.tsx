/** 导出筛选结果: every row the filters leave, read page by page, as a sheet; it can be left half way. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { type FormRecord, queryRecords, type RecordQuery } from '@anshao/core/forms/records.ts';
import { App, Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { asApiProblem, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { dateTime } from '../../base/time.ts';
import { canFilter } from '../../form-records/filter-words.ts';
import { namingOf, type OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { valueText } from '../../forms/value-text.ts';
import { sayProblem } from '../calls.ts';
import { distinctHeadings, saveCsv } from '../records/csv.ts';
import { t } from '../text.ts';

const pageSize = 200;

export interface ExportButtonProps {
  readonly formKey: string;
  readonly open: OpenForm;
  readonly asked: RecordQuery;
  /** Columns of the list come first in the sheet. */
  readonly fields: readonly FieldDefinition[];
}

export function ExportButton({ formKey, open, asked, fields }: ExportButtonProps) {
  const { message } = App.useApp();
  const [read, setRead] = useState<number>();
  const leave = useRef<AbortController>(undefined);
  const run = async () => {
    const stop = new AbortController();
    leave.current = stop;
    setRead(0);
    try {
      const rows = await allRows(formKey, asked, stop.signal, setRead);
      saveCsv(`${open.definition.name}.csv`, sheetOf(open, fields, rows));
      message.success(recordText('exported', { count: rows.length }));
    } catch (error) {
      if (!stop.signal.aborted) message.error(sayProblem(asApiProblem(error)), 6);
    } finally {
      setRead(undefined);
    }
  };
  return (
    <>
      <Button icon={<Icon name="download" size={16} />} disabled={read !== undefined} onClick={() => void run()}>
        {t('exportFiltered')}
      </Button>
      <Modal
        open={read !== undefined}
        title={recordText('exporting')}
        closable={false}
        footer={<Button onClick={() => leave.current?.abort()}>{t('cancel')}</Button>}
      >
        <p role="status">{recordText('exportedSoFar', { count: read ?? 0 })}</p>
      </Modal>
    </>
  );
}

async function allRows(
  form: string,
  asked: RecordQuery,
  signal: AbortSignal,
  onRead: (count: number) => void,
): Promise<FormRecord[]> {
  const rows: FormRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await callApi(
      queryRecords,
      { params: { form }, body: { ...asked, limit: pageSize, ...(cursor ? { cursor } : {}) } },
      { signal },
    );
    rows.push(...page.rows);
    onRead(rows.length);
    cursor = page.next;
  } while (cursor);
  return rows;
}

function sheetOf(
  open: OpenForm,
  first: readonly FieldDefinition[],
  rows: readonly FormRecord[],
): (string | number)[][] {
  const { definition } = open;
  const fields = [...first, ...definition.fields.filter((field) => !first.includes(field) && canFilter(field))];
  const isPlaced = definition.settings?.place !== 'none';
  const head = [
    ...fields.map((field) => field.label),
    ...(isPlaced ? [t('community')] : []),
    recordText('createdBy'),
    recordText('createdAt'),
    recordText('recordId'),
  ];
  const lines = rows.map((row) => {
    const wording = namingOf(open, row.names, row.labels);
    return [
      ...fields.map((field) => figureOr(row.values[field.key]) ?? valueText(field, row.values[field.key], wording)),
      ...(isPlaced ? [row.community?.name ?? ''] : []),
      row.createdBy?.name ?? '',
      dateTime(row.createdAt),
      row.id,
    ];
  });
  return [distinctHeadings(head), ...lines];
}

/** A sheet calculates with figures, so they go in as they are. */
function figureOr(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
