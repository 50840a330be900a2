/** One department (部门). The value is the department's id. */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { anyId, idSchema, idValue } from './values/ids.ts';

export const DepartmentOptions = Type.Object({
  /** `own`: only departments of the company that the record's community belongs to. */
  scope: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('own')])),
});
export type DepartmentOptions = Static<typeof DepartmentOptions>;

export const department: FieldType<'department', DepartmentOptions, string> = {
  ...idValue,
  type: 'department',
  label: { zh: '部门', en: 'Department' },
  group: 'people',
  icon: 'department',
  optionsSchema: DepartmentOptions,
  refersTo: 'department',
  starting: () => ({}),
  validator: () => anyId,
  valueSchema: () => idSchema('部门的编号'),
};
