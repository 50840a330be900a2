/** A form of twelve fields as an equipment register has them, and records of it. */
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { columnName, tableName } from '@anshao/core/forms/naming.ts';

const field = (key: string, type: FieldDefinition['type'], more: object = {}) =>
  ({ key, label: key, type, ...more }) as FieldDefinition;
const choices = (...codes: string[]) => ({ options: codes.map((code) => ({ code, label: code, status: 'active' })) });

export const sampleForm: FormDefinition = {
  id: '01900000-0000-7000-8000-00000000be03',
  key: 'benchDevices',
  name: '设备台账',
  fields: [
    field('name', 'text', { required: true }),
    field('model', 'text'),
    field('kind', 'singleChoice', choices('fire', 'lift', 'power')),
    field('state', 'singleChoice', choices('inUse', 'stopped')),
    field('place', 'text', { required: true }),
    field('maker', 'text'),
    field('count', 'integer', { min: 0 }),
    field('price', 'money'),
    field('boughtOn', 'date'),
    field('checkedAt', 'dateTime'),
    field('isSound', 'yesNo'),
    field('note', 'multiline'),
  ],
};

export const recordTable = tableName(sampleForm.key);
export const columns = sampleForm.fields.map(({ key }) => columnName(key));

export function valuesOf(index: number) {
  return {
    name: `手提式干粉灭火器 ${index}`,
    model: 'MFZ/ABC4',
    kind: 'fire',
    state: 'inUse',
    place: `${(index % 30) + 1} 栋 ${(index % 18) + 1} 层电梯厅`,
    maker: '惠州消防器材厂',
    count: index % 9,
    price: 86.5,
    boughtOn: '2025-06-01',
    checkedAt: '2026-03-15T02:30:00.000Z',
    isSound: index % 7 !== 0,
    note: '压力表指针在绿区，铅封完好',
  };
}
