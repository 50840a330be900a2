/**
 * What the system knows about every record (数据信息): when and by whom it was made or last changed. It has no column of
 * its own; whoever reads the record fills it from the record's own columns.
 */
import { type Static, Type } from 'typebox';
import { Id, Instant } from '../../base/schemas.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { described } from './values/described.ts';
import { isBlank } from './values/texts.ts';

export const RecordInfoOptions = Type.Object({
  what: Type.Enum(['createdAt', 'createdBy', 'updatedAt', 'updatedBy']),
});
export type RecordInfoOptions = Static<typeof RecordInfoOptions>;

const isMoment = ({ what }: RecordInfoOptions): boolean => what === 'createdAt' || what === 'updatedAt';

export const recordInfo: FieldType<'recordInfo', RecordInfoOptions, string> = {
  type: 'recordInfo',
  label: { zh: '数据信息', en: 'About the record' },
  group: 'system',
  icon: 'info',
  optionsSchema: RecordInfoOptions,
  valueKind: 'opaque',
  kindOf: (field) => (isMoment(field) ? 'dateTime' : 'id'),
  virtual: true,
  starting: () => ({ what: 'createdAt' }),
  isSetBySystem: () => true,
  columns: () => [],
  normalise: (value) => value,
  isEmpty: isBlank,
  validator: () => () => noProblems,
  toColumns: () => [],
  fromColumns: () => null,
  valueSchema: (field) => (isMoment(field) ? Instant : described(Id, { description: '人员的编号' })),
};
