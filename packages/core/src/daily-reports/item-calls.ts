/** The items, as the administrator keeps them (DR-37). */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Nullable, PlainDate } from '../base/schemas.ts';

export const ItemEntry = Type.Object({
  id: Id,
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
  label: Type.String({ minLength: 1, maxLength: 100 }),
  guidance: Type.String({ maxLength: 500 }),
  position: Type.Integer(),
  districtId: Nullable(Id),
  effectiveFrom: PlainDate,
  effectiveTo: Nullable(PlainDate),
  proposed: Type.Boolean(),
  hazardCodes: Type.Array(Type.String()),
});
export type ItemEntry = Static<typeof ItemEntry>;

/** What an administrator may set: where an item comes from is not among it. */
const { proposed: _proposed, hazardCodes: _hazardCodes, ...settable } = ItemEntry.properties;

export const listItems = defineCall({
  name: 'dailyReports.listItems',
  method: 'GET',
  path: '/daily-reports/items',
  summary: '日报条目（含停用与未生效）',
  admission: 'signedIn',
  answer: Type.Object({ rows: Type.Array(ItemEntry) }),
});

export const saveItems = defineCall({
  name: 'dailyReports.saveItems',
  method: 'PUT',
  path: '/daily-reports/items',
  summary: '保存日报条目：新增、停用、改文字明天起生效，顺序立即生效；已填日报不受影响',
  admission: 'signedIn',
  body: Type.Object({ rows: Type.Array(Type.Object(settable), { maxItems: 200 }) }),
  answer: Type.Object({ rows: Type.Array(ItemEntry) }),
  errors: ['base.invalid', 'daily-reports.item-duplicate'],
});
