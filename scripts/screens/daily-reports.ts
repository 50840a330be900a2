/** The daily report on both surfaces, and what surrounds it. */
import { desk, phone, type Screen, settle } from './screen.ts';

export const dailyReportScreens: readonly Screen[] = [
  { name: 'phone-home', as: 'chenguoqiang', on: phone, path: '/m/' },
  { name: 'phone-todo', as: 'chenguoqiang', on: phone, path: '/m/reports?tab=todo' },
  {
    name: 'phone-report',
    as: 'chenguoqiang',
    on: phone,
    path: '/m/reports?tab=todo',
    reach: async (page) => {
      await page.getByText('未填报').first().click();
      await page.getByText('无异常').first().waitFor();
      const normal = page.getByRole('radio', { name: '无异常' }).or(page.getByRole('button', { name: '无异常' }));
      await normal.nth(0).click();
      await page
        .getByRole('radio', { name: '发现异常' })
        .or(page.getByRole('button', { name: '发现异常' }))
        .nth(1)
        .click();
      await page.getByRole('textbox').first().fill('5栋1203户阳台私搭雨棚，已通知业主3月17日前自行拆除。');
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  { name: 'phone-filled', as: 'busy', on: phone, path: '/m/reports?tab=filed' },
  { name: 'phone-batch', as: 'busy', on: phone, path: '/m/batch' },
  { name: 'phone-me', as: 'chenguoqiang', on: phone, path: '/m/me' },
  { name: 'phone-messages', as: 'chenguoqiang', on: phone, path: '/m/messages' },
  { name: 'phone-bind', as: null, on: phone, path: '/m/bind' },
  { name: 'phone-change-request', as: null, on: phone, path: '/m/change-request' },
  { name: 'desk-sign-in', as: null, on: desk, path: '/desk/' },
  {
    name: 'desk-board',
    as: 'lianghuimin',
    on: desk,
    path: '/desk/board?date=2026-03-13',
    reach: async (page) => {
      for (const level of [0, 1]) {
        await page.locator('button[aria-expanded="false"]').nth(level).click({ timeout: 5000 });
        await settle(page);
      }
    },
  },
  {
    name: 'desk-reports',
    as: 'lianghuimin',
    on: desk,
    path: '/desk/reports?anomaly=unresolved',
    reach: async (page) => {
      await page.getByText('2026-03-13').first().click({ timeout: 5000 });
      await settle(page);
    },
  },
  { name: 'desk-anomalies', as: 'lianghuimin', on: desk, path: '/desk/anomalies' },
  { name: 'desk-change-requests', as: 'lianghuimin', on: desk, path: '/desk/change-requests' },
  { name: 'desk-directory', as: 'lianghuimin', on: desk, path: '/desk/directory' },
  { name: 'desk-settings', as: 'admin', on: desk, path: '/desk/settings' },
  { name: 'desk-outbox', as: 'admin', on: desk, path: '/desk/outbox' },
  { name: 'desk-log', as: 'admin', on: desk, path: '/desk/log' },
];
