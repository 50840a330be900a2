/** English is complete: only what people wrote, and what the definitions say, stays Chinese. */
import { maskName } from '@anshao/core/base/masking.ts';
import { dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import { beforeAll, expect, test } from 'vitest';
import { chineseOn } from './stage/looks.ts';
import { deskScreens, phoneScreens, setWorld, show, strangersScreens, type World } from './stage/screens.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let world: World;
/** Names and definitions in the database, whatever language the screen speaks. */
let data: string[];

beforeAll(async () => {
  stage = await openStage(20);
  world = await setWorld(stage, '雨水区');
  await stage.administrator();
  const { rows } = await stage.pool.query<{ word: string | null }>(
    `select name as word from communities union select address from communities union select name from districts
     union select name from companies union select name from people union select left(name, 1) from people
     union select name from plans union select label from dictionary_entries union select details->>'guidance' from dictionary_entries
     union select value from form_daily_report__items i, jsonb_each_text(to_jsonb(i)) union select description from resolutions
     union select name from change_requests union select text from deliveries union select title from messages
     union select body from messages union select name from apps union select description from apps
     union select name from forms union select definition ->> 'name' from form_drafts union select name from dictionaries
     union select definition ->> 'description' from form_versions`,
  );
  const named = rows.flatMap(({ word }) => (word ? [word, maskName(word)] : []));
  data = [
    ...named,
    ...dailyReportItems.flatMap((item) => [item.label, item.guidance]),
    ...roleDefinitions.map((role) => role.name),
    // The form's own words, the names of the site and of the whole, and the way back to Chinese.
    ...['全部', '无异常', '发现异常', '不适用', '检查结果', '描述', '照片', '条目', '安哨', '中文'],
  ];
});

async function found(
  page: Awaited<ReturnType<Stage['phone']>>,
  screens: ReturnType<typeof phoneScreens>,
): Promise<string[]> {
  watch(page);
  await page.addInitScript(() => localStorage.setItem('anshao.language', 'en'));
  const words: string[] = [];
  for (const screen of screens) {
    await show(page, screen);
    words.push(...(await chineseOn(page, data)).map((word) => `${screen.name}: ${word}`));
  }
  return words;
}

test('the switch on the phone turns everything English, and back', async () => {
  const page = await stage.phone(world.cookie);
  watch(page);
  await page.goto('/m/me');
  await page.getByRole('button', { name: 'English' }).click();
  await page
    .getByRole('heading', { name: 'My posts' })
    .or(page.getByRole('button', { name: '中文' }))
    .first()
    .waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.reload();
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('button', { name: 'English' }).waitFor();
});

test('no screen of the phone before sign-in keeps Chinese words of ours', async () => {
  const screens = strangersScreens(world).filter((screen) => screen.name !== 'consent');
  expect(await found(await stage.phone(), screens)).toEqual([]);
});

test('no screen of the phone keeps Chinese words of ours', async () => {
  expect(await found(await stage.phone(world.cookie), phoneScreens(world))).toEqual([]);
});

test('no screen of the desk keeps Chinese words of ours', async () => {
  expect(await found(await stage.desk(await stage.administrator()), deskScreens(world))).toEqual([]);
});
