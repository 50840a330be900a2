import { addMember, type Department, listMembers, removeMember } from '@anshao/core/org/departments-contract.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { pathWith } from '../address.ts';
import { useCall, useWrite } from '../calls.ts';
import { PersonSelect } from '../form-records/PersonSelect.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { SidePanel } from '../records/SidePanel.tsx';
import { t } from '../text.ts';
import { touchedByDepartments } from './DepartmentsTab.tsx';

/** The people of one department; taking somebody out can be taken back by putting them in. */
export function MembersPanel({
  department,
  canEdit,
  close,
}: {
  department: Department;
  canEdit: boolean;
  close: () => void;
}) {
  const read = useCall(listMembers, { params: { department: department.id } });
  const [person, setPerson] = useState<string>();
  const add = useWrite((id: string) => callApi(addMember, { params: { department: department.id, person: id } }), {
    touches: touchedByDepartments,
    after: () => setPerson(undefined),
  });
  const remove = useWrite(
    (id: string) => callApi(removeMember, { params: { department: department.id, person: id } }),
    { touches: touchedByDepartments },
  );
  const rows = read.data?.rows ?? [];
  return (
    <SidePanel
      title={department.name}
      note={department.companyName ?? undefined}
      close={close}
      foot={
        canEdit && department.status === 'active' ? (
          <div className="row add-person">
            <PersonSelect value={person} label={appsText('choosePerson')} onChange={setPerson} />
            <Button
              type="primary"
              disabled={!person}
              loading={add.isPending}
              onClick={() => person && add.mutate(person)}
            >
              {appsText('addMember')}
            </Button>
          </div>
        ) : undefined
      }
    >
      {read.isPending ? <Bones lines={4} /> : null}
      {read.error && !read.data ? <Failure problem={read.error} retry={() => void read.refetch()} /> : null}
      {read.data && rows.length === 0 ? (
        <Empty icon="people" title={appsText('noMembers')}>
          {canEdit ? appsText('noMembersWhy') : null}
        </Empty>
      ) : null}
      <ul className="member-list">
        {rows.map((member) => (
          <li key={member.id}>
            <span>
              <Link className="plain-link" href={pathWith('/directory', { tab: 'people', q: member.name })}>
                {member.name}
              </Link>
              <small className="quiet-text">{[member.post, member.mobile].filter(Boolean).join(' · ')}</small>
            </span>
            {canEdit ? (
              <Button
                type="link"
                size="small"
                aria-label={`${t('remove')} ${member.name}`}
                onClick={() => remove.mutate(member.id)}
              >
                {t('remove')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
