/** Builders for tests: a valid form, record or situation from few words. */
import type { DictionaryEntry, FieldDefinition, FormContext, FormDefinition, FormValues } from '../contract.ts';

export const formId = '0190a1b2-0000-7000-8000-000000000001';

/** A UUIDv7-shaped id that ends in the given number. */
export function idOf(number: number): string {
  return `0190a1b2-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** `text('note', { required: true })` and the like would hide the shape; tests write fields out and borrow the label. */
export function buildField<F extends { key: string; type: FieldDefinition['type'] }>(field: F): F & { label: string } {
  return { label: field.key, ...field };
}

export function buildForm(
  fields: readonly FieldDefinition[],
  more: Partial<Omit<FormDefinition, 'fields'>> = {},
): FormDefinition {
  return { id: formId, key: 'checklist', name: '检查表', fields, ...more };
}

export function buildContext(more: Partial<FormContext> = {}): FormContext {
  return { now: '2026-03-15T06:32:10.123Z', today: '2026-03-15', dictionaries: new Map(), ...more };
}

export function buildEntries(
  codes: readonly string[],
  more: Partial<Record<string, Partial<DictionaryEntry>>> = {},
): Map<string, DictionaryEntry> {
  return new Map(codes.map((code) => [code, { code, label: `第 ${code} 项`, status: 'active', ...more[code] }]));
}

/** A list of questions answered 正常 or 异常; 异常 demands a description and photos. */
export const checklist: FormDefinition = buildForm([
  { key: 'day', label: '日期', type: 'date', required: true },
  {
    key: 'items',
    label: '检查项',
    type: 'subform',
    rowsFrom: { dictionary: 'checkItems', keyField: 'item', labelField: 'itemName' },
    fields: [
      { key: 'item', label: '编号', type: 'text' },
      { key: 'itemName', label: '检查内容', type: 'text' },
      {
        key: 'answer',
        label: '结果',
        type: 'singleChoice',
        required: true,
        appearance: 'buttons',
        options: [
          { code: 'normal', label: '无异常', status: 'active', tone: 'good' },
          { code: 'abnormal', label: '发现异常', status: 'active', tone: 'danger' },
          { code: 'unclear', label: '说不清', status: 'stopped' },
        ],
      },
      {
        key: 'description',
        label: '描述',
        type: 'multiline',
        visible: { field: 'answer', op: 'equals', value: 'abnormal' },
        required: true,
      },
      {
        key: 'photos',
        label: '照片',
        type: 'photos',
        cameraOnly: true,
        visible: { field: 'answer', op: 'equals', value: 'abnormal' },
        required: true,
      },
    ],
  },
]);

export const fifteen = Array.from({ length: 15 }, (_, index) => String(index + 1));

export function checklistContext(more: Partial<FormContext> = {}): FormContext {
  return buildContext({ dictionaries: new Map([['checkItems', buildEntries(fifteen)]]), ...more });
}

/** A complete record: every third item is abnormal. */
export function filledChecklist(): FormValues {
  return {
    day: '2026-03-15',
    items: fifteen.map((item, index) =>
      index % 3 === 0
        ? { item, answer: 'abnormal', description: `外墙面砖松动，已拉警戒线 ${item}`, photos: [idOf(index)] }
        : { item, answer: 'normal' },
    ),
  };
}
