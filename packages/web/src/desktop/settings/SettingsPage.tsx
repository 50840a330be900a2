/** 日报条目与计划: what is asked, when it is due, and the site's own words and times. */
import { useAddress } from '../address.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { GeneralSettings } from './GeneralSettings.tsx';
import { Items } from './Items.tsx';
import { PlanSettings } from './PlanSettings.tsx';

export function SettingsPage() {
  const { filters, set } = useAddress(['tab']);
  const may = useMay();
  const tabs = [
    { key: 'items', title: t('reportItems'), shown: may('dailyReport.settings') },
    { key: 'plan', title: t('planTiming'), shown: true },
    { key: 'general', title: t('generalSettings'), shown: may('dailyReport.settings') },
  ].filter((tab) => tab.shown);
  const tab = tabs.find((one) => one.key === filters.tab)?.key ?? tabs[0]?.key;
  return (
    <>
      <PageHead title={t('settings')} />
      <div className="view-tabs" role="toolbar" aria-label={t('views')}>
        {tabs.map((one) => (
          <button key={one.key} type="button" aria-pressed={one.key === tab} onClick={() => set({ tab: one.key })}>
            {one.title}
          </button>
        ))}
      </div>
      {tab === 'items' ? <Items /> : null}
      {tab === 'plan' ? <PlanSettings /> : null}
      {tab === 'general' ? <GeneralSettings /> : null}
    </>
  );
}
