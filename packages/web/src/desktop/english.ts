/** The desk's words in English, fetched by those who read it; the phone's too, which the designer shows. */
import { appsEn } from '../messages/apps.en.ts';
import { baseEn } from '../messages/base.en.ts';
import { designerEn } from '../messages/designer.en.ts';
import { desktopEn } from '../messages/desktop.en.ts';
import { formsEn } from '../messages/forms.en.ts';
import { logEn } from '../messages/log.en.ts';
import { mobileEn } from '../messages/mobile.en.ts';
import { pickingEn } from '../messages/picking.en.ts';
import { recordsEn } from '../messages/records.en.ts';

export const english = {
  apps: appsEn,
  base: baseEn,
  designer: designerEn,
  desktop: desktopEn,
  forms: formsEn,
  log: logEn,
  mobile: mobileEn,
  picking: pickingEn,
  records: recordsEn,
};
