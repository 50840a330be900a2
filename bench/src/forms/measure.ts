/** The group `forms`: checking, publishing, and writing the records of any form. */
import type { Figure } from '../figure.ts';
import type { Stand } from '../stand/stand.ts';
import { measureInBrowser } from './browser.ts';
import { measureChecks } from './checks.ts';
import { measureDesigner } from './designer.ts';
import { measureFormulas } from './formulas.ts';
import { measurePages } from './pages.ts';
import { measurePhonePage } from './phone-page.ts';
import { measurePublishing } from './publishing.ts';
import { measureRecords } from './records.ts';

export async function measureForms(stand: Stand): Promise<Figure[]> {
  return [
    ...(await measureChecks(stand)),
    ...(await measureFormulas(stand)),
    ...(await measureInBrowser(stand)),
    ...(await measurePhonePage(stand)),
    ...(await measureDesigner(stand)),
    ...(await measurePublishing(stand)),
    ...(await measureRecords(stand)),
    ...(await measurePages(stand)),
  ];
}
