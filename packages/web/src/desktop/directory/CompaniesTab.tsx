import { type Company, listCompanies } from '@anshao/core/org/contract.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { pathWith } from '../address.ts';
import { usePages } from '../calls.ts';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Empty } from '../frame/states.tsx';
import { rememberName } from '../records/filters.tsx';
import { PagedList } from '../records/PagedList.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { CompanyForm } from './CompanyForm.tsx';
import { ClearButton, type TabProps } from './DirectoryPage.tsx';
import { SearchBox } from './SearchBox.tsx';

export function CompaniesTab({ filters, set }: TabProps) {
  const { q } = filters;
  const canEdit = useMay()('directory.edit');
  const [editing, setEditing] = useState<Company | 'new'>();
  const addButton = canEdit ? (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setEditing('new')}>
      {t('addCompany')}
    </Button>
  ) : null;
  const pages = usePages(listCompanies, { query: { q } });
  for (const row of pages.rows) rememberName('company', row.id, row.name);
  const columns: Column<Company>[] = [
    { key: 'name', title: t('company'), cut: true, render: (row) => row.name, hint: (row) => row.name },
    { key: 'code', title: t('companyCode'), width: 220, cut: true, render: (row) => row.code },
    {
      key: 'communities',
      title: t('communities'),
      width: 120,
      align: 'right',
      render: (row) => (
        <Link className="number-link" href={pathWith('/directory', { companyId: row.id })}>
          {row.communities ?? t('show')}
        </Link>
      ),
    },
    {
      key: 'reports',
      title: t('reports'),
      width: 120,
      align: 'right',
      render: (row) => (
        <Link className="plain-link" href={pathWith('/reports', { companyId: row.id })}>
          {t('show')}
        </Link>
      ),
    },
    ...(canEdit
      ? [
          {
            key: 'do',
            title: <span className="visually-hidden">{t('actions')}</span>,
            width: 100,
            align: 'right' as const,
            render: (row: Company) => (
              <Button type="link" size="small" aria-label={`${t('edit')} ${row.name}`} onClick={() => setEditing(row)}>
                {t('edit')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <search className="filter-bar" aria-label={t('filters')}>
        <SearchBox
          key={q ? 'with' : 'without'}
          value={q}
          onSearch={(text) => set({ q: text }, { replace: true })}
          label={t('searchCompanies')}
        />
        <span className="spread" />
        {addButton}
      </search>
      <div className="split">
        <ScrollRegion className="split-list" label={t('companies')}>
          <PagedList
            pages={pages}
            empty={
              <Empty
                icon="building"
                title={t(q ? 'noMatch' : 'noCompanies')}
                action={q ? <ClearButton onClick={() => set({ q: undefined })} /> : undefined}
              >
                {t(q ? 'noMatchWhy' : 'noCompaniesWhy')}
              </Empty>
            }
          >
            <RecordTable label={t('companies')} rows={pages.rows} columns={columns} idOf={(row) => row.id} />
          </PagedList>
        </ScrollRegion>
      </div>
      {editing ? (
        <CompanyForm company={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />
      ) : null}
    </>
  );
}
