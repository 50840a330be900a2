/** Who may do what with the records of this form, by role. In force as soon as it is saved. */
import type { FormGrant, RecordReach } from '@anshao/core/forms/designing.ts';
import { getAccess, saveAccess } from '@anshao/core/forms/designing.ts';
import { roles } from '@anshao/core/org/contract.ts';
import { Button, Select, Switch, Table } from 'antd';
import { useState } from 'react';
import { callApi } from '../../../base/api.ts';
import { useCall, useWrite } from '../../calls.ts';
import { roleWord } from '../../directory/role-words.ts';
import { Bones, Failure } from '../../frame/states.tsx';
import { useDrawn } from '../design-store.ts';
import { type DesignerText, d } from '../text.ts';

const reachWords: Readonly<Record<RecordReach, DesignerText>> = {
  none: 'reachNone',
  own: 'reachOwn',
  place: 'reachPlace',
  all: 'reachAll',
};

export function AccessTab({ form }: { form: string }) {
  const access = useCall(getAccess, { params: { form } });
  if (access.isPending) return <Bones />;
  if (!access.data) return <Failure problem={access.error} retry={() => void access.refetch()} />;
  return <Grants key={access.dataUpdatedAt} form={form} given={access.data.grants} />;
}

function emptyGrant(role: FormGrant['role']): FormGrant {
  return { role, create: false, read: 'none', update: 'none', remove: 'none', hidden: [], fixed: [] };
}

function Grants({ form, given }: { form: string; given: readonly FormGrant[] }) {
  const fields = useDrawn((state) => state.history.definition.fields);
  const [grants, setGrants] = useState<readonly FormGrant[]>(() =>
    roles.map((role) => given.find((grant) => grant.role === role) ?? emptyGrant(role)),
  );
  const [isChanged, setChanged] = useState(false);
  const save = useWrite(
    () => callApi(saveAccess, { params: { form }, body: { grants: grants.filter(isSomething).map(copyOf) } }),
    { done: () => d('accessSaved'), touches: [getAccess], after: () => setChanged(false) },
  );
  const set = (role: FormGrant['role'], changes: Partial<FormGrant>) => {
    setGrants(grants.map((grant) => (grant.role === role ? { ...grant, ...changes } : grant)));
    setChanged(true);
  };
  const options = fields.map(({ key, label }) => ({ value: key, label }));
  const reach = (name: 'read' | 'update' | 'remove', word: DesignerText) => ({
    title: d(word),
    width: 150,
    render: (_: unknown, grant: FormGrant) => (
      <Select<RecordReach>
        aria-label={`${roleWord(grant.role)} ${d(word)}`}
        style={{ width: '100%' }}
        value={grant[name]}
        options={Object.entries(reachWords).map(([value, label]) => ({ value: value as RecordReach, label: d(label) }))}
        onChange={(value) => set(grant.role, { [name]: value })}
      />
    ),
  });
  const masked = (name: 'hidden' | 'fixed', word: DesignerText) => ({
    title: d(word),
    render: (_: unknown, grant: FormGrant) => (
      <Select
        aria-label={`${roleWord(grant.role)} ${d(word)}`}
        mode="multiple"
        maxTagCount={1}
        style={{ width: '100%', minWidth: 140 }}
        placeholder={d('noFields')}
        value={[...grant[name]]}
        options={options}
        onChange={(keys: string[]) => set(grant.role, { [name]: keys })}
      />
    ),
  });
  return (
    <section className="dz-sheet">
      <div className="dz-sheet-head">
        <h2>{d('tabAccess')}</h2>
        <span className="dz-quiet">{d('accessWhy')}</span>
        <span className="spread" />
        <Button type="primary" disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate(undefined)}>
          {d('saveAccess')}
        </Button>
      </div>
      <Table<FormGrant>
        rowKey="role"
        size="middle"
        pagination={false}
        dataSource={grants}
        columns={[
          { title: d('role'), width: 140, render: (_, grant) => <b>{roleWord(grant.role)}</b> },
          {
            title: d('mayCreate'),
            width: 90,
            render: (_, grant) => (
              <Switch
                aria-label={`${roleWord(grant.role)} ${d('mayCreate')}`}
                checked={grant.create}
                onChange={(create) => set(grant.role, { create })}
              />
            ),
          },
          reach('read', 'mayRead'),
          reach('update', 'mayUpdate'),
          reach('remove', 'mayRemove'),
          masked('hidden', 'hiddenFields'),
          masked('fixed', 'fixedFields'),
        ]}
      />
    </section>
  );
}

function isSomething(grant: FormGrant): boolean {
  return grant.create || grant.read !== 'none' || grant.update !== 'none' || grant.remove !== 'none';
}

const copyOf = (grant: FormGrant) => ({ ...grant, hidden: [...grant.hidden], fixed: [...grant.fixed] });
