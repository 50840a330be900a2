/** 字典: the lists that forms share. At the left which there are, beside it the entries of one as a tree. */
import {
  createDictionary,
  type DictionarySummary,
  getDictionary,
  listDictionaries,
} from '@anshao/core/forms/dictionaries-contract.ts';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { useAddress } from '../address.ts';
import { formKeyFor } from '../apps/form-key.ts';
import { useCall, useWrite } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';
import { Entries } from './Entries.tsx';

export function DictionariesPage() {
  const { filters, set } = useAddress(['dictionary', 'q', 'stopped']);
  const list = useCall(listDictionaries, {});
  const [isCreating, setCreating] = useState(false);
  const rows = list.data?.rows ?? [];
  const chosen = filters.dictionary ?? rows[0]?.key;
  const createButton = (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setCreating(true)}>
      {appsText('newDictionary')}
    </Button>
  );
  return (
    <div className="app-page dictionaries">
      <nav className="app-menu" aria-label={appsText('dictionaries')}>
        <ul>
          {rows.map((row) => (
            <li key={row.key}>
              <DictionaryLink
                row={row}
                isChosen={row.key === chosen}
                choose={() => set({ dictionary: row.key, q: undefined })}
              />
            </li>
          ))}
        </ul>
        {list.data ? (
          <button type="button" className="app-menu-add" onClick={() => setCreating(true)}>
            <Icon name="add" size={16} />
            {appsText('newDictionary')}
          </button>
        ) : null}
      </nav>
      <div className="app-content">
        {list.isPending || list.error || !chosen ? <PageHead title={appsText('dictionaries')} /> : null}
        {list.isPending ? <Bones /> : null}
        {list.error && !list.data ? <Failure problem={list.error} retry={() => void list.refetch()} /> : null}
        {list.data && !chosen ? (
          <Empty icon="list" title={appsText('noDictionaries')} action={createButton}>
            {appsText('noDictionariesWhy')}
          </Empty>
        ) : null}
        {list.data && chosen ? (
          <Entries key={chosen} dictionary={chosen} q={filters.q} stopped={filters.stopped === '1'} set={set} />
        ) : null}
      </div>
      {isCreating ? (
        <NewDictionary
          close={() => setCreating(false)}
          done={(key) => {
            setCreating(false);
            set({ dictionary: key });
          }}
        />
      ) : null}
    </div>
  );
}

function DictionaryLink({ row, isChosen, choose }: { row: DictionarySummary; isChosen: boolean; choose: () => void }) {
  return (
    <button type="button" className="menu-choice" aria-current={isChosen ? 'true' : undefined} onClick={choose}>
      <Icon name={row.isManaged ? 'lock' : 'list'} size={16} />
      <span className="cut" title={row.name}>
        {row.name}
      </span>
      <small>{row.entries}</small>
    </button>
  );
}

function NewDictionary({ close, done }: { close: () => void; done: (key: string) => void }) {
  const [form] = Form.useForm<{ name: string }>();
  const [id] = useState(newId);
  const create = useWrite(
    ({ name }: { name: string }) =>
      callApi(createDictionary, { body: { key: formKeyFor(name, id).replace(/^form/, 'list'), name: name.trim() } }),
    { touches: [listDictionaries, getDictionary], after: (made) => done(made.key) },
  );
  return (
    <Modal
      open
      title={appsText('newDictionary')}
      okText={appsText('create')}
      cancelText={t('cancel')}
      confirmLoading={create.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={(given) => create.mutate(given)}>
        <Form.Item
          name="name"
          label={appsText('dictionaryName')}
          rules={[{ required: true, whitespace: true, message: t('needed') }]}
        >
          <Input maxLength={100} placeholder={appsText('dictionaryNameHint')} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
