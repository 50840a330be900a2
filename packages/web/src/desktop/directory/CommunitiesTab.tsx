import { type Community, listCommunities } from '@anshao/core/org/contract.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { LevelTag } from '../../base/marks.tsx';
import { usePages } from '../calls.ts';
import type { Column } from '../records/columns.ts';
import { ChoiceSelect, CompanySelect, DistrictSelect, rememberName } from '../records/filters.tsx';
import { RecordList } from '../records/RecordList.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { AppointForm } from './AppointForm.tsx';
import { CommunityForm } from './CommunityForm.tsx';
import type { TabProps } from './DirectoryPage.tsx';
import { SearchBox } from './SearchBox.tsx';

const statuses = ['active', 'suspended', 'closed'] as const;

export function CommunityStatusWord({ status }: { status: Community['status'] }) {
  if (status === 'active') return <LevelTag level="done" word={t('statusActive')} />;
  return <span className="tag">{t(status === 'suspended' ? 'statusSuspended' : 'statusClosed')}</span>;
}

export function CommunitiesTab({ filters, set }: TabProps) {
  const may = useMay();
  const status = statuses.find((one) => one === filters.status);
  const { q, districtId, companyId } = filters;
  const pages = usePages(listCommunities, { query: { q, districtId, companyId, status } });
  const [editing, setEditing] = useState<Community | 'new'>();
  const [appointing, setAppointing] = useState<Community>();
  const canEdit = may('directory.edit');
  for (const row of pages.rows) rememberName('community', row.id, row.name);
  const columns: Column<Community>[] = [
    {
      key: 'name',
      title: t('community'),
      cut: true,
      stays: true,
      render: (row) => (
        <Link className="plain-link" href={`/communities/${row.id}`}>
          {row.name}
        </Link>
      ),
      hint: (row) => row.name,
    },
    { key: 'code', title: t('communityCode'), width: 130, cut: true, render: (row) => row.code },
    { key: 'district', title: t('district'), width: 110, cut: true, render: (row) => row.districtName },
    {
      key: 'company',
      title: t('company'),
      cut: true,
      render: (row) => row.companyName ?? '–',
      hint: (row) => row.companyName ?? undefined,
    },
    { key: 'address', title: t('address'), cut: true, render: (row) => row.address || '–', hint: (row) => row.address },
    { key: 'status', title: t('state'), width: 96, render: (row) => <CommunityStatusWord status={row.status} /> },
    ...(canEdit
      ? [
          {
            key: 'do',
            title: <span className="visually-hidden">{t('actions')}</span>,
            width: 190,
            align: 'right' as const,
            render: (row: Community) => (
              <>
                <Button
                  type="link"
                  size="small"
                  onClick={() => setEditing(row)}
                  aria-label={`${t('edit')} ${row.name}`}
                >
                  {t('edit')}
                </Button>
                <Button
                  type="link"
                  size="small"
                  onClick={() => setAppointing(row)}
                  aria-label={`${t('appointHere')} ${row.name}`}
                >
                  {t('appointHere')}
                </Button>
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <RecordList
        list="communities"
        label={t('communities')}
        filterNames={['q', 'districtId', 'companyId', 'status']}
        filters={filters}
        set={set}
        pages={pages}
        columns={columns}
        idOf={(row) => row.id}
        empty={{
          icon: 'building',
          title: t('noCommunities'),
          why: t('noCommunitiesWhy'),
          action: may('directory.import') ? <Link href="/import">{t('importSheet')}</Link> : undefined,
        }}
        filterBar={
          <>
            <SearchBox
              value={q}
              onSearch={(text) => set({ q: text }, { replace: true })}
              label={t('searchCommunities')}
            />
            <DistrictSelect value={districtId} onChange={(id) => set({ districtId: id })} />
            <CompanySelect value={companyId} onChange={(id) => set({ companyId: id })} />
            <ChoiceSelect
              label={t('state')}
              width={110}
              value={status}
              onChange={(next) => set({ status: next })}
              options={[
                { value: 'active', label: t('statusActive') },
                { value: 'suspended', label: t('statusSuspended') },
                { value: 'closed', label: t('statusClosed') },
              ]}
            />
          </>
        }
        action={
          canEdit ? (
            <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setEditing('new')}>
              {t('addCommunity')}
            </Button>
          ) : null
        }
      />
      {editing ? (
        <CommunityForm community={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />
      ) : null}
      {appointing ? (
        <AppointForm
          post="personInCharge"
          communityId={appointing.id}
          communityName={appointing.name}
          close={() => setAppointing(undefined)}
        />
      ) : null}
    </>
  );
}
