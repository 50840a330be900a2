import { endPost, listPeople, type PersonRow, roles } from '@anshao/core/org/contract.ts';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { placeWord } from '../../base/place-word.ts';
import { usePages, useWrite } from '../calls.ts';
import type { Column } from '../records/columns.ts';
import { ChoiceSelect, CommunitySelect } from '../records/filters.tsx';
import { RecordList } from '../records/RecordList.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { AppointForm } from './AppointForm.tsx';
import type { TabProps } from './DirectoryPage.tsx';
import { GiveAccount } from './GiveAccount.tsx';
import { MobileCell } from './MobileCell.tsx';
import { roleWord } from './role-words.ts';
import { SearchBox } from './SearchBox.tsx';

export function PeopleTab({ filters, set }: TabProps) {
  const may = useMay();
  const { q, communityId } = filters;
  const role = roles.find((one) => one === filters.role);
  const pages = usePages(listPeople, { query: { q, role, communityId } });
  const [appointing, setAppointing] = useState(false);
  const [givingTo, setGivingTo] = useState<PersonRow>();
  const canEdit = may('directory.edit');
  const columns: Column<PersonRow>[] = [
    { key: 'name', title: t('personName'), width: 140, cut: true, stays: true, render: (row) => <b>{row.name}</b> },
    { key: 'mobile', title: t('mobile'), width: 170, render: (row) => <MobileCell id={row.id} masked={row.mobile} /> },
    { key: 'posts', title: t('posts'), render: (row) => <Posts person={row} canEdit={canEdit} /> },
    {
      key: 'status',
      title: t('state'),
      width: 90,
      render: (row) => (row.status === 'active' ? t('personActive') : <span className="tag">{t('personLeft')}</span>),
    },
    ...(may('system.manage')
      ? [
          {
            key: 'do',
            title: <span className="visually-hidden">{t('actions')}</span>,
            width: 170,
            align: 'right' as const,
            render: (row: PersonRow) =>
              row.status === 'active' ? (
                <Button
                  type="link"
                  size="small"
                  aria-label={`${t('giveAccount')} ${row.name}`}
                  onClick={() => setGivingTo(row)}
                >
                  {t('giveAccount')}
                </Button>
              ) : null,
          },
        ]
      : []),
  ];
  return (
    <>
      <RecordList
        list="people"
        label={t('people')}
        filterNames={['q', 'role', 'communityId']}
        filters={filters}
        set={set}
        pages={pages}
        columns={columns}
        idOf={(row) => row.id}
        empty={{ icon: 'people', title: t('noPeople'), why: t('noPeopleWhy') }}
        filterBar={
          <>
            <SearchBox value={q} onSearch={(text) => set({ q: text }, { replace: true })} label={t('searchPeople')} />
            <ChoiceSelect
              label={t('role')}
              width={160}
              value={role}
              onChange={(next) => set({ role: next })}
              options={roles.map((one) => ({ value: one, label: roleWord(one) }))}
            />
            <CommunitySelect value={communityId} onChange={(id) => set({ communityId: id })} />
          </>
        }
        action={
          canEdit ? (
            <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setAppointing(true)}>
              {t('appoint')}
            </Button>
          ) : null
        }
      />
      {appointing ? <AppointForm post="personInCharge" close={() => setAppointing(false)} /> : null}
      {givingTo ? <GiveAccount person={givingTo} close={() => setGivingTo(undefined)} /> : null}
    </>
  );
}

function Posts({ person, canEdit }: { person: PersonRow; canEdit: boolean }) {
  const [all, setAll] = useState(false);
  const end = useWrite((id: string) => callApi(endPost, { params: { id } }), {
    touches: [listPeople],
    done: () => t('postEnded', { name: person.name }),
  });
  const current = person.posts.filter((post) => post.endsOn === null);
  const former = person.posts.filter((post) => post.endsOn !== null);
  return (
    <ul className="post-list">
      {current.map((post) => (
        <li key={post.id}>
          {roleWord(post.role)}
          {t('comma')}
          {placeWord(post)} <span className="quiet-text small-text">{t('fromDay', { date: post.startsOn })}</span>{' '}
          {post.bound ? null : <span className="tag">{t('notBound')}</span>}
          {canEdit ? (
            <Popconfirm
              title={t('endPostConfirm', { name: person.name, place: placeWord(post) })}
              description={t('endPostWhat')}
              okText={t('endPost')}
              okButtonProps={{ danger: true }}
              onConfirm={() => end.mutate(post.id)}
            >
              <Button type="link" size="small" aria-label={`${t('endPost')} ${person.name} ${placeWord(post)}`}>
                {t('endPost')}
              </Button>
            </Popconfirm>
          ) : null}
        </li>
      ))}
      {all
        ? former.map((post) => (
            <li key={post.id} className="quiet-text">
              {roleWord(post.role)}
              {t('comma')}
              {placeWord(post)} {post.startsOn} – {post.endsOn}
            </li>
          ))
        : null}
      {former.length > 0 ? (
        <li>
          <button type="button" className="plain-link small-text" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? 'hideFormer' : 'showFormer', { count: former.length })}
          </button>
        </li>
      ) : null}
    </ul>
  );
}
