/** 接口密钥: keys for other systems; a key is shown whole once, when it is made. */
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from '@anshao/core/access/contract.ts';
import { Alert, Button, Form, Input, InputNumber, Modal, Popconfirm, Typography } from 'antd';
import { useState } from 'react';
import type { Static } from 'typebox';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { dateTime } from '../../base/time.ts';
import { useCall, useWrite } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { t } from '../text.ts';

type KeyRow = Static<typeof ApiKey>;

export function ApiKeysPage() {
  const keys = useCall(listApiKeys, {});
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<string>();
  const revoke = useWrite((row: KeyRow) => callApi(revokeApiKey, { params: { id: row.id } }), {
    touches: [listApiKeys],
    done: (_answer, row) => t('keyRevoked', { name: row.name }),
  });
  const columns: Column<KeyRow>[] = [
    { key: 'name', title: t('keyName'), cut: true, render: (row) => <b>{row.name}</b> },
    { key: 'prefix', title: t('keyPrefix'), width: 180, render: (row) => <code>{row.prefix}…</code> },
    { key: 'created', title: t('createdAt'), width: 160, render: (row) => dateTime(row.createdAt) },
    {
      key: 'used',
      title: t('lastUsed'),
      width: 160,
      render: (row) => (row.lastUsedAt ? dateTime(row.lastUsedAt) : t('neverUsed')),
    },
    {
      key: 'expires',
      title: t('expires'),
      width: 160,
      render: (row) => (row.expiresAt ? dateTime(row.expiresAt) : t('neverExpires')),
    },
    {
      key: 'do',
      title: <span className="visually-hidden">{t('actions')}</span>,
      width: 100,
      align: 'right',
      render: (row) => (
        <Popconfirm
          title={t('revokeConfirm', { name: row.name })}
          description={t('revokeWhat')}
          okText={t('revoke')}
          okButtonProps={{ danger: true }}
          onConfirm={() => revoke.mutate(row)}
        >
          <Button type="link" size="small" danger aria-label={`${t('revoke')} ${row.name}`}>
            {t('revoke')}
          </Button>
        </Popconfirm>
      ),
    },
  ];
  const addButton = (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setAdding(true)}>
      {t('addKey')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('apiKeys')}>
        <Button href="/api/docs" target="_blank" icon={<Icon name="file" size={16} />}>
          {t('apiDocs')}
        </Button>
        {keys.data && keys.data.rows.length > 0 ? addButton : null}
      </PageHead>
      <div className="card">
        {keys.isPending ? <Bones lines={4} /> : null}
        {keys.error ? <Failure problem={keys.error} retry={() => void keys.refetch()} /> : null}
        {keys.data && keys.data.rows.length === 0 ? (
          <Empty icon="key" title={t('noKeys')} action={addButton}>
            {t('noKeysWhy')}
          </Empty>
        ) : null}
        {keys.data && keys.data.rows.length > 0 ? (
          <RecordTable label={t('apiKeys')} rows={keys.data.rows} columns={columns} idOf={(row) => row.id} />
        ) : null}
      </div>
      {isAdding ? <AddKey close={() => setAdding(false)} made={setMade} /> : null}
      <Modal
        open={made !== undefined}
        title={t('keyMade')}
        closable={false}
        footer={
          <Button type="primary" onClick={() => setMade(undefined)}>
            {t('keySaved')}
          </Button>
        }
      >
        <Alert type="warning" showIcon title={t('keyOnce')} style={{ marginBottom: 12 }} />
        <Typography.Paragraph copyable={{ text: made ?? '' }} code>
          {made}
        </Typography.Paragraph>
      </Modal>
    </>
  );
}

function AddKey({ close, made }: { close: () => void; made: (key: string) => void }) {
  const [form] = Form.useForm<{ name: string; days?: number }>();
  const add = useWrite(
    (values: { name: string; days?: number | null }) =>
      callApi(createApiKey, { body: { name: values.name.trim(), ...(values.days ? { days: values.days } : {}) } }),
    {
      touches: [listApiKeys],
      after: (answer) => {
        made(answer.key);
        close();
      },
    },
  );
  return (
    <Modal
      open
      title={t('addKey')}
      okText={t('addKey')}
      cancelText={t('cancel')}
      confirmLoading={add.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <p className="quiet-text">{t('keyRights')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => add.mutate(values)} initialValues={{ days: 365 }}>
        <Form.Item
          name="name"
          label={t('keyName')}
          extra={t('keyNameHint')}
          rules={[{ required: true, whitespace: true, message: t('needed') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="days" label={t('keyDays')} extra={t('keyDaysHint')}>
          <InputNumber min={1} max={3650} suffix={t('daysUnit')} style={{ width: 160 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
