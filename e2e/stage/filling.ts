/** What a person does with a daily report on the phone, in the words of the screen. */
import { dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import type { Locator, Page } from 'playwright-core';

export const itemCodes = dailyReportItems.map((item) => item.code);

export interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const question = (page: Page, code: string): Locator => page.locator(`#q-${code}`);

export async function answer(page: Page, code: string, word: '无异常' | '发现异常' | '不适用'): Promise<void> {
  await question(page, code).getByRole('radio', { name: word }).click();
}

/** Answers everything that has no answer yet. */
export async function answerTheRest(page: Page, word: '无异常' | '不适用' = '无异常'): Promise<void> {
  for (const code of itemCodes) {
    if ((await question(page, code).locator('[role=radio][aria-checked=true]').count()) === 0)
      await answer(page, code, word);
  }
}

export async function describe(page: Page, code: string, words: string): Promise<void> {
  await question(page, code).getByRole('textbox', { name: '描述' }).fill(words);
}

/** Adds a photo to an item; resolves when it stands there. */
export async function addPhoto(page: Page, code: string, file: Upload): Promise<void> {
  const photos = question(page, code).locator('li.ph');
  const before = await photos.count();
  await question(page, code).locator('input[type=file]').setInputFiles(file);
  await photos.nth(before).waitFor();
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: '提交', exact: true }).click();
}

/** Waits for the receipt. @returns id of the filed report */
export async function receipt(page: Page): Promise<string> {
  await page.getByRole('heading', { name: '提交成功' }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
