/** The columns of a list of records: the form's fields, then place, time and author. */
import type { FieldDefinition, FormDefinition, Option } from '@anshao/core/forms/contract.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { useNow } from '../../base/clock.ts';
import { Icon, type IconName } from '../../base/icons.tsx';
import { dateTime, relative } from '../../base/time.ts';
import { canSort } from '../../form-records/filter-words.ts';
import { titleFieldOf, withLabels } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { optionsByCode } from '../../forms/choices.ts';
import { asIds } from '../../forms/field-props.ts';
import { type Naming, valueText } from '../../forms/value-text.ts';
import type { Column } from '../records/columns.ts';
import { t } from '../text.ts';

/** Columns shown first; the others wait in the menu of columns. */
const mostBesidePanel = 3;
const mostWithAuthor = 5;

export function When({ at }: { at: string }) {
  return <span className="nowrap">{relative(at, useNow())}</span>;
}

/** What a line of a list shows, of a record that is there or was removed. */
export type ListedRecord = Pick<FormRecord, 'values' | 'names' | 'labels' | 'community' | 'createdBy' | 'createdAt'>;

export function columnsOf(
  definition: FormDefinition,
  fields: readonly FieldDefinition[],
  naming: Naming,
): Column<ListedRecord>[] {
  const namingOf = (row: ListedRecord): Naming => ({
    context: withLabels(naming.context, row.labels),
    names: row.names,
  });
  const title = titleFieldOf(definition);
  const own = fields.map((field, index): Column<ListedRecord> => {
    const words = (row: ListedRecord) => valueText(field, row.values[field.key], namingOf(row));
    return {
      key: field.key,
      title: field.label,
      cut: true,
      ...(index === 0 ? { opens: true } : {}),
      ...(isFigure(field) ? { align: 'right' as const } : {}),
      ...(field === title ? {} : { width: widthOf(field) }),
      ...(canSort(field) ? { sortBy: field.key } : {}),
      ...(index >= mostBesidePanel && field !== title ? { wide: true } : {}),
      render: (row) =>
        index === 0 ? words(row) || recordText('untitled') : <Cell field={field} row={row} naming={namingOf(row)} />,
      hint: (row) => words(row) || undefined,
    };
  });
  const isPlaced = definition.settings?.place !== 'none';
  return [
    ...own,
    ...(isPlaced
      ? [
          {
            key: '$community',
            title: t('community'),
            width: 128,
            cut: true,
            wide: own.length > 2,
            render: (row: ListedRecord) => row.community?.name ?? '–',
            hint: (row: ListedRecord) => row.community?.name,
          },
        ]
      : []),
    // Where the form itself fills the line, the author is found in the record.
    ...(own.length > mostWithAuthor
      ? []
      : [
          {
            key: '$createdBy',
            title: recordText('createdBy'),
            width: 92,
            cut: true,
            wide: true,
            render: (row: ListedRecord) => row.createdBy?.name ?? '–',
          },
        ]),
    {
      key: '$createdAt',
      title: recordText('createdAt'),
      width: 116,
      wide: true,
      sortBy: 'createdAt',
      render: (row) => <When at={row.createdAt} />,
      hint: (row) => dateTime(row.createdAt),
    },
  ];
}

/** Values of a known length leave the room to the title, which takes what is left. */
const widths: Readonly<Partial<Record<string, number>>> = {
  number: 110,
  integer: 96,
  money: 120,
  percentage: 96,
  rating: 80,
  date: 116,
  dateTime: 148,
  time: 88,
  yesNo: 88,
  phone: 128,
  photos: 84,
  video: 96,
  audio: 96,
  files: 96,
  person: 84,
  linkedRecord: 148,
  serial: 136,
  singleChoice: 124,
  multipleChoice: 148,
  cascade: 148,
};
const textWidth = 108;
const toTheSecond = 172;

function widthOf(field: FieldDefinition): number {
  if (field.type === 'dateTime' && field.precision === 'second') return toTheSecond;
  return widths[field.type] ?? textWidth;
}

function isFigure(field: FieldDefinition): boolean {
  return ['number', 'integer', 'money', 'percentage'].includes(field.type);
}

const toneClasses: Readonly<Record<NonNullable<Option['tone']>, string>> = {
  neutral: '',
  good: 'done',
  notice: 'general',
  warning: 'serious',
  danger: 'major',
  info: 'low',
};

const fileIcons: Readonly<Partial<Record<string, IconName>>> = {
  photos: 'image',
  video: 'play',
  audio: 'mic',
  files: 'file',
  location: 'pin',
  planPin: 'pin',
};

/** One value in a line of a list. Colour comes with its word. */
export function Cell({
  field,
  row,
  naming,
}: {
  field: FieldDefinition;
  row: Pick<FormRecord, 'values'>;
  naming: Naming;
}) {
  const value = row.values[field.key];
  const words = valueText(field, value, naming);
  if (words === '') return <span className="quiet-text">–</span>;
  if (field.type === 'singleChoice' || field.type === 'multipleChoice')
    return (
      <span className="tags">
        {(typeof value === 'string' ? [value] : asIds(value)).map((code) => {
          const option = optionsByCode(field, naming.context).get(code);
          return (
            <span key={code} className={`tag ${option?.tone ? toneClasses[option.tone] : ''}`}>
              {option?.label ?? code}
            </span>
          );
        })}
      </span>
    );
  const icon = fileIcons[field.type];
  if (icon)
    return (
      <span className="word">
        <Icon name={icon} size={14} />
        {words}
      </span>
    );
  return words;
}
