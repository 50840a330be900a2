/**
 * The other side of a link (反向关联): which records of another form link to this one. It has no column; whoever reads
 * the record looks them up, so both sides always agree.
 */
import { type Static, Type } from 'typebox';
import { FormKey } from '../contract.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { idsSchema, isEmptyList } from './values/ids.ts';

export const BackLinksOptions = Type.Object({
  /** Key of the form whose records link here. */
  form: FormKey,
  /** Key of its field that links to this form. */
  field: FormKey,
});
export type BackLinksOptions = Static<typeof BackLinksOptions>;

/** So many are listed with a record; the rest is found by a query of the other form. */
export const listedBackLinks = 100;

export const backLinks: FieldType<'backLinks', BackLinksOptions, readonly string[]> = {
  type: 'backLinks',
  label: { zh: '反向关联', en: 'Back links' },
  group: 'link',
  icon: 'back-links',
  optionsSchema: BackLinksOptions,
  valueKind: 'ids',
  refersTo: 'record',
  virtual: true,
  starting: () => ({ form: 'unset', field: 'unset' }),
  isSetBySystem: () => true,
  columns: () => [],
  normalise: (value) => value,
  isEmpty: isEmptyList,
  validator: () => () => noProblems,
  toColumns: () => [],
  fromColumns: () => null,
  valueSchema: (field) => idsSchema({ min: 0, max: listedBackLinks }, `表单“${field.form}”中关联到本条的数据`),
};
