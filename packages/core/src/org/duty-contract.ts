/** Who is on duty where and when: forms may offer only those. */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Done, Id, Instant, Nullable, Page, PageQuery } from '../base/schemas.ts';

export const longestShiftHours = 7 * 24;

export const DutyShift = Type.Object({
  id: Id,
  person: Type.Object({ id: Id, name: Type.String() }),
  /** Null: on duty for all of them. */
  community: Nullable(Type.Object({ id: Id, name: Type.String() })),
  startsAt: Instant,
  endsAt: Instant,
});
export type DutyShift = Static<typeof DutyShift>;

export const listShifts = defineCall({
  name: 'org.listShifts',
  method: 'GET',
  path: '/duty-shifts',
  summary: '值班表（权限范围内），按开始时间',
  admission: 'signedIn',
  query: Type.Object({
    communityId: Type.Optional(Id),
    /** Shifts that touch this span. */
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    ...PageQuery,
  }),
  answer: Page(DutyShift),
});

export const addShift = defineCall({
  name: 'org.addShift',
  method: 'POST',
  path: '/duty-shifts',
  summary: '登记值班',
  admission: 'signedIn',
  /** The id is made by the caller: asked twice, there is one shift. */
  body: Type.Object(
    { id: Id, personId: Id, communityId: Type.Optional(Nullable(Id)), startsAt: Instant, endsAt: Instant },
    { additionalProperties: false },
  ),
  answer: DutyShift,
  errors: ['base.invalid', 'base.not-found'],
});

export const removeShift = defineCall({
  name: 'org.removeShift',
  method: 'DELETE',
  path: '/duty-shifts/:shift',
  summary: '取消值班',
  admission: 'signedIn',
  params: Type.Object({ shift: Id }),
  answer: Done,
  errors: ['base.not-found'],
});
