/**
 * The pages of the desk: address, words, and what one must be allowed to do to see them. The navigation shows what
 * is in here and nothing else; each page is loaded when it is first opened.
 */
import type { Action } from '@anshao/core/access/rights.ts';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { IconName } from '../../base/icons.tsx';
import type { DeskText } from '../text.ts';

export interface DeskPage {
  readonly path: string;
  readonly title: DeskText;
  /** Any one of these opens the page; none means everybody. */
  readonly needs: readonly Action[];
  readonly page: LazyExoticComponent<ComponentType>;
  /** Takes the whole window: a designer needs the room that the navigation has. */
  readonly isBare?: true;
  /** Where it stands in the navigation; pages without are reached from others. */
  readonly nav?: { readonly group: number; readonly icon: IconName };
}

export const deskPages: readonly DeskPage[] = [
  {
    path: '/board',
    title: 'board',
    needs: ['dailyReport.read'],
    page: lazy(async () => ({ default: (await import('../board/BoardPage.tsx')).BoardPage })),
    nav: { group: 1, icon: 'chart' },
  },
  {
    path: '/reports',
    title: 'reports',
    needs: ['dailyReport.read'],
    page: lazy(async () => ({ default: (await import('../reports/ReportsPage.tsx')).ReportsPage })),
    nav: { group: 1, icon: 'clipboard' },
  },
  {
    path: '/anomalies',
    title: 'anomalies',
    needs: ['dailyReport.read'],
    page: lazy(async () => ({ default: (await import('../anomalies/AnomaliesPage.tsx')).AnomaliesPage })),
    nav: { group: 1, icon: 'warning' },
  },
  {
    path: '/apps',
    title: 'apps',
    needs: ['form.read'],
    page: lazy(async () => ({ default: (await import('../apps/AppsPage.tsx')).AppsPage })),
    nav: { group: 1, icon: 'table' },
  },
  {
    path: '/apps/from-sheet',
    title: 'fromSheet',
    needs: ['form.design'],
    page: lazy(async () => ({ default: (await import('../apps/FromSheetPage.tsx')).FromSheetPage })),
  },
  {
    path: '/apps/:app/:form?',
    title: 'apps',
    needs: ['form.read'],
    page: lazy(async () => ({ default: (await import('../apps/AppPage.tsx')).AppPage })),
  },
  {
    path: '/design/:form',
    title: 'formDesigner',
    needs: ['form.design'],
    page: lazy(async () => ({ default: (await import('../designer/DesignerPage.tsx')).DesignerPage })),
    isBare: true,
  },
  {
    path: '/change-requests',
    title: 'changeRequests',
    needs: ['changeRequest.review'],
    page: lazy(async () => ({
      default: (await import('../change-requests/ChangeRequestsPage.tsx')).ChangeRequestsPage,
    })),
    nav: { group: 2, icon: 'people' },
  },
  {
    path: '/directory',
    title: 'directory',
    needs: ['directory.read'],
    page: lazy(async () => ({ default: (await import('../directory/DirectoryPage.tsx')).DirectoryPage })),
    nav: { group: 2, icon: 'building' },
  },
  {
    path: '/import',
    title: 'importSheet',
    needs: ['directory.import'],
    page: lazy(async () => ({ default: (await import('../directory/ImportPage.tsx')).ImportPage })),
  },
  {
    path: '/communities/:id',
    title: 'communityCalendar',
    needs: ['dailyReport.read'],
    page: lazy(async () => ({ default: (await import('../communities/CommunityPage.tsx')).CommunityPage })),
  },
  {
    path: '/communities/:id/poster',
    title: 'poster',
    needs: [],
    page: lazy(async () => ({ default: (await import('../communities/PosterPage.tsx')).PosterPage })),
  },
  {
    path: '/settings',
    title: 'settings',
    needs: ['dailyReport.settings'],
    page: lazy(async () => ({ default: (await import('../settings/SettingsPage.tsx')).SettingsPage })),
    nav: { group: 3, icon: 'settings' },
  },
  {
    path: '/dictionaries',
    title: 'dictionaries',
    needs: ['form.design'],
    page: lazy(async () => ({ default: (await import('../dictionaries/DictionariesPage.tsx')).DictionariesPage })),
    nav: { group: 3, icon: 'list' },
  },
  {
    path: '/outbox',
    title: 'outbox',
    needs: ['message.outbox'],
    page: lazy(async () => ({ default: (await import('../outbox/OutboxPage.tsx')).OutboxPage })),
    nav: { group: 3, icon: 'send' },
  },
  {
    path: '/log',
    title: 'log',
    needs: ['audit.read'],
    page: lazy(async () => ({ default: (await import('../log/LogPage.tsx')).LogPage })),
    nav: { group: 3, icon: 'history' },
  },
  {
    path: '/api-keys',
    title: 'apiKeys',
    needs: ['apiKey.manage'],
    page: lazy(async () => ({ default: (await import('../api-keys/ApiKeysPage.tsx')).ApiKeysPage })),
    nav: { group: 3, icon: 'key' },
  },
  {
    path: '/devices',
    title: 'myDevices',
    needs: [],
    page: lazy(async () => ({ default: (await import('../devices/DevicesPage.tsx')).DevicesPage })),
  },
];

export function canOpen(page: DeskPage, may: readonly string[]): boolean {
  return page.needs.length === 0 || page.needs.some((action) => may.includes(action));
}
