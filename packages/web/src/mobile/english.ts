/** The phone's words in English, fetched by those who read it. */
import { appsEn } from '../messages/apps.en.ts';
import { baseEn } from '../messages/base.en.ts';
import { formsEn } from '../messages/forms.en.ts';
import { mobileEn } from '../messages/mobile.en.ts';
import { pickingEn } from '../messages/picking.en.ts';
import { recordsEn } from '../messages/records.en.ts';

export const english = {
  apps: appsEn,
  base: baseEn,
  forms: formsEn,
  mobile: mobileEn,
  picking: pickingEn,
  records: recordsEn,
};
