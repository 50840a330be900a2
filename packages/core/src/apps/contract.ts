/** What belongs to the whole: the site's settings. */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { PlainTime } from '../base/schemas.ts';

export const Settings = Type.Object({
  siteName: Type.String({ maxLength: 60, pattern: '\\S' }),
  /** A telephone number to press: digits, blanks, brackets, hyphens, “转” for an extension. */
  helpLine: Type.String({ maxLength: 40, pattern: '^[0-9+() （）转-]*$' }),
  urgeCoolDownMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
  undoMinutes: Type.Integer({ minimum: 0, maximum: 120 }),
  amendHours: Type.Integer({ minimum: 0, maximum: 720 }),
  quietFrom: PlainTime,
  quietUntil: PlainTime,
});
export type Settings = Static<typeof Settings>;

export const getSettings = defineCall({
  name: 'apps.getSettings',
  method: 'GET',
  path: '/settings',
  summary: '系统设置',
  admission: 'signedIn',
  answer: Settings,
});

export const updateSettings = defineCall({
  name: 'apps.updateSettings',
  method: 'PUT',
  path: '/settings',
  summary: '修改系统设置',
  admission: 'signedIn',
  body: Settings,
  answer: Settings,
});
