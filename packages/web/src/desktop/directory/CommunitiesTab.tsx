import { type Community, listCommunities } from '@anshao/core/org/contract.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { LevelTag } from '../../base/marks.tsx';
import { usePages } from '../calls.ts';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Empty } from '../frame/states.tsx';
import { CompanySelect, DistrictSelect, rememberName } from '../records/filters.tsx';
import { PagedList } from '../records/PagedList.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { AppointForm } from './AppointForm.tsx';
import { CommunityForm } from './CommunityForm.tsx';
import { ClearButton, type TabProps } from './DirectoryPage.tsx';
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
  const isFiltered = Boolean(q || districtId || companyId || status);
  const clear = () => set({ q: undefined, districtId: undefined, companyId: undefined, status: undefined });
  return (
    <>
      <search className="filter-bar" aria-label={t('filters')}>
        <SearchBox
          key={q ? 'with' : 'without'}
          value={q}
          onSearch={(text) => set({ q: text }, { replace: true })}
          label={t('searchCommunities')}
        />
        <DistrictSelect value={districtId} onChange={(id) => set({ districtId: id })} />
        <CompanySelect value={companyId} onChange={(id) => set({ companyId: id })} />
        <Select
          aria-label={t('state')}
          placeholder={t('state')}
          allowClear
          style={{ width: 110 }}
          value={status ?? null}
          onChange={(next: string | null | undefined) => set({ status: next ?? undefined })}
          options={[
            { value: 'active', label: t('statusActive') },
            { value: 'suspended', label: t('statusSuspended') },
            { value: 'closed', label: t('statusClosed') },
          ]}
        />
        <span className="spread" />
        {canEdit ? (
          <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setEditing('new')}>
            {t('addCommunity')}
          </Button>
        ) : null}
      </search>
      <div className="split">
        <ScrollRegion className="split-list" label={t('communities')}>
          <PagedList
            pages={pages}
            empty={
              <Empty
                icon="building"
                title={t(isFiltered ? 'noMatch' : 'noCommunities')}
                action={
                  isFiltered ? (
                    <ClearButton onClick={clear} />
                  ) : may('directory.import') ? (
                    <Link href="/import">{t('importSheet')}</Link>
                  ) : undefined
                }
              >
                {t(isFiltered ? 'noMatchWhy' : 'noCommunitiesWhy')}
              </Empty>
            }
          >
            <RecordTable label={t('communities')} rows={pages.rows} columns={columns} idOf={(row) => row.id} />
          </PagedList>
        </ScrollRegion>
      </div>
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
