/** Filling forms on the phone. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { drawScene } from '../../packages/server/src/demo/scenes.ts';
import { phone, type Screen, settle } from './screen.ts';

const photo = async () => ({
  name: '现场.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp(Buffer.from(drawScene('fire-facilities', { wrong: true, variant: 0 })))
    .jpeg()
    .toBuffer(),
});

async function begin(page: Page): Promise<void> {
  await page.getByText('东方巴比伦').click();
  await settle(page);
}

export const phoneFormScreens: readonly Screen[] = [
  { name: 'phone-apps', as: 'chenguoqiang', on: phone, path: '/m/apps' },
  {
    name: 'phone-form',
    as: 'chenguoqiang',
    on: phone,
    path: '/m/fill/inspectionRecord',
    reach: begin,
  },
  {
    name: 'phone-form-rows',
    as: 'chenguoqiang',
    on: phone,
    path: '/m/fill/inspectionRecord',
    reach: async (page) => {
      await begin(page);
      await page.getByRole('radio', { name: '正常', exact: true }).nth(4).click();
      await page.getByRole('radio', { name: '异常', exact: true }).nth(5).click();
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles(await photo());
      await settle(page);
      await page.getByText('第6行').evaluate((row) => row.scrollIntoView({ block: 'start' }));
      await page.mouse.wheel(0, -120);
    },
  },
  {
    name: 'phone-record',
    as: 'chenguoqiang',
    on: phone,
    path: ({ round }) => `/m/records/inspectionRecord/${round}`,
    reach: async (page) => {
      await page.getByText('第6行').evaluate((row) => row.scrollIntoView({ block: 'start' }));
      await page.mouse.wheel(0, -120);
    },
  },
  { name: 'phone-records', as: 'chenguoqiang', on: phone, path: '/m/records/inspectionRecord' },
  { name: 'phone-shared-draft', as: null, on: phone, path: ({ shareToken }) => `/m/shared-draft/${shareToken}` },
];
