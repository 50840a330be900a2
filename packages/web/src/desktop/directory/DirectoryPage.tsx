/** 小区与人员: the register of communities, companies and people with their posts. */
import { exportDirectory } from '@anshao/core/org/contract.ts';
import { Dropdown } from 'antd';
import { Link } from 'wouter';
import { appsText } from '../../apps/apps-text.ts';
import { addressOf } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { useAddress } from '../address.ts';
import { MenuButton } from '../frame/MenuButton.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { CommunitiesTab } from './CommunitiesTab.tsx';
import { CompaniesTab } from './CompaniesTab.tsx';
import { DepartmentsTab } from './DepartmentsTab.tsx';
import { DutyTab } from './DutyTab.tsx';
import { PeopleTab } from './PeopleTab.tsx';

const tabs = ['communities', 'companies', 'people', 'departments', 'duty'] as const;

export function DirectoryPage() {
  const { filters, set } = useAddress([
    'tab',
    'q',
    'districtId',
    'companyId',
    'communityId',
    'status',
    'role',
    'department',
    'from',
    'to',
  ]);
  const may = useMay();
  const tab = tabs.find((one) => one === filters.tab) ?? 'communities';
  return (
    <>
      <PageHead title={t('directory')}>
        {may('directory.import') ? (
          <Link className="button-link" href="/import">
            <Icon name="upload" size={16} /> {t('importSheet')}
          </Link>
        ) : null}
        <Dropdown
          trigger={['click']}
          menu={{
            items: (['communities', 'people'] as const).map((kind) => ({
              key: kind,
              label: (
                <a href={addressOf(exportDirectory, { kind }, undefined)} download>
                  {t(kind === 'communities' ? 'exportCommunities' : 'exportPeople')}
                </a>
              ),
            })),
          }}
        >
          <MenuButton icon="download">{t('export')}</MenuButton>
        </Dropdown>
      </PageHead>
      <div className="view-tabs" role="toolbar" aria-label={t('views')}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === tab}
            onClick={() =>
              set({
                tab: one === 'communities' ? undefined : one,
                q: undefined,
                districtId: undefined,
                companyId: undefined,
                communityId: undefined,
                status: undefined,
                role: undefined,
                department: undefined,
                from: undefined,
                to: undefined,
              })
            }
          >
            {one === 'departments' || one === 'duty' ? appsText(one) : t(one)}
          </button>
        ))}
      </div>
      {tab === 'communities' ? <CommunitiesTab filters={filters} set={set} /> : null}
      {tab === 'companies' ? <CompaniesTab filters={filters} set={set} /> : null}
      {tab === 'people' ? <PeopleTab filters={filters} set={set} /> : null}
      {tab === 'departments' ? <DepartmentsTab /> : null}
      {tab === 'duty' ? <DutyTab /> : null}
    </>
  );
}

export type DirectoryFilter = 'q' | 'districtId' | 'companyId' | 'communityId' | 'status' | 'role' | 'tab';
export interface TabProps {
  readonly filters: Readonly<Partial<Record<DirectoryFilter, string>>>;
  readonly set: (changes: Partial<Record<DirectoryFilter, string | undefined>>, how?: { replace?: boolean }) => void;
}
