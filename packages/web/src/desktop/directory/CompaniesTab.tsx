import { type Company, listCompanies } from '@anshao/core/org/contract.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { pathWith } from '../address.ts';
import { usePages } from '../calls.ts';
import type { Column } from '../records/columns.ts';
import { rememberName } from '../records/filters.tsx';
import { RecordList } from '../records/RecordList.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { CompanyForm } from './CompanyForm.tsx';
import type { TabProps } from './DirectoryPage.tsx';
import { SearchBox } from './SearchBox.tsx';

export function CompaniesTab({ filters, set }: TabProps) {
  const { q } = filters;
  const canEdit = useMay()('directory.edit');
  const [editing, setEditing] = useState<Company | 'new'>();
  const pages = usePages(listCompanies, { query: { q } });
  for (const row of pages.rows) rememberName('company', row.id, row.name);
  const columns: Column<Company>[] = [
    { key: 'name', title: t('company'), cut: true, stays: true, render: (row) => row.name, hint: (row) => row.name },
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
      <RecordList
        list="companies"
        label={t('companies')}
        filterNames={['q']}
        filters={filters}
        set={set}
        pages={pages}
        columns={columns}
        idOf={(row) => row.id}
        empty={{ icon: 'building', title: t('noCompanies'), why: t('noCompaniesWhy') }}
        filterBar={
          <SearchBox value={q} onSearch={(text) => set({ q: text }, { replace: true })} label={t('searchCompanies')} />
        }
        action={
          canEdit ? (
            <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setEditing('new')}>
              {t('addCompany')}
            </Button>
          ) : null
        }
      />
      {editing ? (
        <CompanyForm company={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />
      ) : null}
    </>
  );
}
