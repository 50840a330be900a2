/** What a phone loads to fill in a form of 40 controls that it has never opened. */
import { inTransaction } from '@anshao/server/base/database/pool.ts';
import { publishForm } from '@anshao/server/forms/definitions.ts';
import { alone, atMost, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import { allCommunities, cookiesOf, fillDirectory } from '../stand/directory.ts';
import type { Database, Stand } from '../stand/stand.ts';
import { launchBrowser, load } from '../web/visit.ts';
import { checkForm, checkFormWithFormula } from './page-forms.ts';

const forms = [
  { form: checkForm, name: 'form of 40 fields on a phone, first page', goal: atMost(180, 'value') },
  { form: checkFormWithFormula, name: 'the same with a formula in it', goal: null },
];

async function fill(database: Database): Promise<void> {
  await fillDirectory(database, 20, '2026-01-01');
  const { runtime } = database;
  const by = { personId: null, at: runtime.clock.now(), origin: 'own' };
  for (const { form } of forms) await inTransaction(runtime.pool, (transaction) => publishForm(transaction, form, by));
}

export async function measurePhonePage(stand: Stand): Promise<Figure[]> {
  const launching = launchBrowser();
  if (!launching) return [];
  const database = await stand.database('phone_page', fill);
  const [community] = await allCommunities(database);
  if (!community) throw new Error('there is no community');
  const cookie = (await cookiesOf(database, [community])).get(community.id) ?? '';
  const { port } = await stand.server(database);
  const browser = await launching;
  try {
    return await during('a form on a phone', async () => {
      const figures: Figure[] = [];
      for (const { form, name, goal } of forms) {
        const loaded = await load(browser, {
          url: `http://127.0.0.1:${port}/m/fill/${form.key}`,
          session: cookie.slice(cookie.indexOf('=') + 1),
          shows: form.fields.at(-1)?.label ?? '',
        });
        const facts = { group: 'forms', unit: 'kB', goal: null } as const;
        figures.push(
          alone({ ...facts, name: `${name}: all that travels, compressed`, goal }, loaded.allBytes / 1000),
          alone({ ...facts, name: `${name}: of it scripts and styles` }, loaded.bytes / 1000),
          alone({ ...facts, name: `${name}: requests`, unit: 'requests' }, loaded.requests),
        );
      }
      return figures;
    });
  } finally {
    await browser.close();
  }
}
