/** 部门: the departments of each company as a tree, with their people beside it. */
import {
  createDepartment,
  type Department,
  listDepartments,
  listMembers,
  updateDepartment,
} from '@anshao/core/org/departments-contract.ts';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { useAddress } from '../address.ts';
import { useCall, useWrite } from '../calls.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { CompanySelect, rememberName } from '../records/filters.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { type DepartmentLine, departmentLines, possibleParents } from './department-tree.ts';
import { MembersPanel } from './MembersPanel.tsx';

export const touchedByDepartments = [listDepartments, listMembers];

/** A new one below another, or changing one. */
type Editing = { readonly department: Department } | { readonly parentId: string | null };

export function DepartmentsTab() {
  const { filters, set } = useAddress(['companyId', 'department']);
  const canEdit = useMay()('directory.edit');
  const [editing, setEditing] = useState<Editing>();
  const read = useCall(listDepartments, { query: { companyId: filters.companyId } }, { keep: true });
  const rows = read.data?.rows ?? [];
  for (const row of rows) if (row.companyId && row.companyName) rememberName('company', row.companyId, row.companyName);
  const lines = departmentLines(rows);
  const chosen = rows.find((row) => row.id === filters.department);
  const add = canEdit ? (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setEditing({ parentId: null })}>
      {appsText('newDepartment')}
    </Button>
  ) : null;
  return (
    <>
      <search className="filter-bar" aria-label={t('filters')}>
        <CompanySelect value={filters.companyId} onChange={(companyId) => set({ companyId })} />
        <span className="spread" />
        {add}
      </search>
      <div className={chosen ? 'split with-panel' : 'split'}>
        <ScrollRegion className="split-list" label={appsText('departments')}>
          {read.isPending ? <Bones /> : null}
          {read.error && !read.data ? <Failure problem={read.error} retry={() => void read.refetch()} /> : null}
          {read.data && lines.length === 0 ? (
            <Empty icon="people" title={appsText('noDepartments')} action={add}>
              {appsText('noDepartmentsWhy')}
            </Empty>
          ) : null}
          {lines.length > 0 ? (
            <table className="desk-table" aria-label={appsText('departments')}>
              <thead>
                <tr>
                  <th scope="col">{appsText('department')}</th>
                  <th scope="col" style={{ width: 90 }} className="right">
                    {appsText('members')}
                  </th>
                  {canEdit ? (
                    <th scope="col" style={{ width: 200 }}>
                      <span className="visually-hidden">{t('actions')}</span>
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <Line
                    key={line.department.id}
                    line={line}
                    isChosen={line.department.id === chosen?.id}
                    open={() => set({ department: line.department.id }, { replace: chosen !== undefined })}
                    edit={canEdit ? setEditing : undefined}
                  />
                ))}
              </tbody>
            </table>
          ) : null}
        </ScrollRegion>
        {chosen ? (
          <MembersPanel
            key={chosen.id}
            department={chosen}
            canEdit={canEdit}
            close={() => set({ department: undefined })}
          />
        ) : null}
      </div>
      {editing ? (
        <DepartmentForm
          rows={rows}
          editing={editing}
          companyId={filters.companyId}
          close={() => setEditing(undefined)}
        />
      ) : null}
    </>
  );
}

function Line({
  line: { department, depth, startsCompany },
  isChosen,
  open,
  edit,
}: {
  line: DepartmentLine;
  isChosen: boolean;
  open: () => void;
  edit: ((editing: Editing) => void) | undefined;
}) {
  const turn = useWrite(
    (status: 'active' | 'stopped') =>
      callApi(updateDepartment, { params: { department: department.id }, body: { status } }),
    { touches: touchedByDepartments, done: () => t('saved', { name: department.name }) },
  );
  const isStopped = department.status === 'stopped';
  return (
    <>
      {startsCompany ? (
        <tr className="group-row">
          <th scope="rowgroup" colSpan={edit ? 3 : 2}>
            {department.companyName ?? appsText('ownDepartments')}
          </th>
        </tr>
      ) : null}
      <tr className={isChosen ? 'current' : undefined} aria-current={isChosen ? 'true' : undefined}>
        <td style={{ paddingLeft: 16 + depth * 24 }}>
          <button type="button" className="plain-link" onClick={open}>
            {department.name}
          </button>{' '}
          {isStopped ? <span className="tag">{appsText('stopped')}</span> : null}
        </td>
        <td className="right">{department.members}</td>
        {edit ? (
          <td className="nowrap right">
            {isStopped ? null : (
              <Button
                type="text"
                size="small"
                aria-label={appsText('addBelow', { label: department.name })}
                title={appsText('addBelow', { label: department.name })}
                icon={<Icon name="add" size={16} />}
                onClick={() => edit({ parentId: department.id })}
              />
            )}
            <Button
              type="link"
              size="small"
              aria-label={`${t('edit')} ${department.name}`}
              onClick={() => edit({ department })}
            >
              {t('edit')}
            </Button>
            <Button
              type="link"
              size="small"
              loading={turn.isPending}
              aria-label={`${isStopped ? appsText('resumeEntry') : t('stop')} ${department.name}`}
              onClick={() => turn.mutate(isStopped ? 'active' : 'stopped')}
            >
              {isStopped ? appsText('resumeEntry') : t('stop')}
            </Button>
          </td>
        ) : null}
      </tr>
    </>
  );
}

interface Draft {
  readonly name: string;
  readonly parentId?: string | null;
  readonly companyId?: string;
}

function DepartmentForm({
  rows,
  editing,
  companyId,
  close,
}: {
  rows: readonly Department[];
  editing: Editing;
  companyId: string | undefined;
  close: () => void;
}) {
  const [form] = Form.useForm<Draft>();
  const [id] = useState(newId);
  const known = 'department' in editing ? editing.department : undefined;
  const parentId = Form.useWatch('parentId', form);
  const save = useWrite(
    ({ name, parentId: parent, companyId: company }: Draft) =>
      known
        ? callApi(updateDepartment, {
            params: { department: known.id },
            body: { name: name.trim(), parentId: parent ?? null },
          })
        : callApi(createDepartment, {
            body: { id, name: name.trim(), parentId: parent ?? null, companyId: parent ? null : (company ?? null) },
          }),
    {
      touches: touchedByDepartments,
      done: (made) => t('saved', { name: made.name }),
      after: close,
      onProblem: (problem) => showAtFields(form, problem),
    },
  );
  const parents = possibleParents(rows, known);
  return (
    <Modal
      open
      title={known ? t('editOf', { name: known.name }) : appsText('newDepartment')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Draft>
        form={form}
        layout="vertical"
        initialValues={{
          name: known?.name ?? '',
          parentId: known ? known.parentId : 'parentId' in editing ? editing.parentId : null,
          companyId,
        }}
        onFinish={(draft) => save.mutate(draft)}
      >
        <Form.Item
          name="name"
          label={appsText('departmentName')}
          rules={[{ required: true, whitespace: true, message: t('needed') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="parentId" label={appsText('parentDepartment')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={appsText('firstLevel')}
            options={parents.map(({ department, depth }) => ({
              value: department.id,
              label: `${'　'.repeat(depth)}${department.name}`,
            }))}
          />
        </Form.Item>
        {known || parentId ? null : (
          <Form.Item name="companyId" label={t('company')} extra={appsText('companyOrOwn')}>
            <CompanySelect value={undefined} onChange={() => undefined} width="100%" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
