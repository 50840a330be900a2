/** Another form for an application: blank, or read out of an Excel sheet. */
import { getApp, listApps } from '@anshao/core/apps/applications.ts';
import { createDesign } from '@anshao/core/forms/designing.ts';
import { Form, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { pathWith } from '../address.ts';
import { useWrite } from '../calls.ts';
import { t } from '../text.ts';
import { FormSheet } from './FormSheet.tsx';
import { withFormKey } from './form-key.ts';

const ways = ['blank', 'sheet'] as const;

export function NewForm({ app, close }: { app: string; close: () => void }) {
  const [, navigate] = useLocation();
  const [form] = Form.useForm<{ name: string }>();
  const [way, setWay] = useState<(typeof ways)[number]>('blank');
  const [id] = useState(newId);
  const create = useWrite(
    ({ name }: { name: string }) =>
      withFormKey(name, id, (key) =>
        callApi(createDesign, { body: { app, definition: { id, key, name: name.trim(), fields: [] } } }),
      ),
    {
      touches: [getApp, listApps],
      after: () => {
        close();
        navigate(`/design/${id}`);
      },
    },
  );
  return (
    <Modal
      open
      width={600}
      title={appsText('newForm')}
      okText={appsText('createAndDesign')}
      cancelText={t('cancel')}
      confirmLoading={create.isPending}
      footer={way === 'blank' ? undefined : null}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Segmented
        block
        aria-label={appsText('beginWith')}
        value={way}
        onChange={setWay}
        options={ways.map((one) => ({ value: one, label: appsText(`way-${one}`) }))}
      />
      <div className="dialog-part">
        {way === 'blank' ? (
          <Form form={form} layout="vertical" onFinish={(given) => create.mutate(given)}>
            <Form.Item
              name="name"
              label={appsText('formName')}
              rules={[{ required: true, whitespace: true, message: t('needed') }]}
            >
              <Input maxLength={100} placeholder={appsText('formNameHint')} autoFocus />
            </Form.Item>
          </Form>
        ) : (
          <FormSheet
            done={(file) => {
              close();
              navigate(pathWith('/apps/from-sheet', { file, app }));
            }}
          />
        )}
      </div>
    </Modal>
  );
}
