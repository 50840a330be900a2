/** A new application: from nothing, from a template, from an Excel sheet, or from a package file. */
import {
  type AppIcon as AppIconName,
  createApp,
  listApps,
  listTemplates,
  type Template,
} from '@anshao/core/apps/applications.ts';
import { Form, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { AppIcon } from '../../apps/AppIcon.tsx';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { pathWith } from '../address.ts';
import { useCall, useWrite } from '../calls.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';
import { FormSheet } from './FormSheet.tsx';
import { IconChoice } from './IconChoice.tsx';
import { ImportPackage } from './ImportPackage.tsx';

const ways = ['blank', 'template', 'sheet', 'package'] as const;
type Way = (typeof ways)[number];

interface Naming {
  readonly name: string;
  readonly icon: AppIconName;
  readonly description?: string;
}

export function CreateApp({ close }: { close: () => void }) {
  const [, navigate] = useLocation();
  const [form] = Form.useForm<Naming>();
  const [way, setWay] = useState<Way>('blank');
  const [template, setTemplate] = useState<string>();
  const [id] = useState(newId);
  const create = useWrite(
    (naming: Naming) => {
      const { name, icon, description = '' } = naming;
      return callApi(createApp, {
        body: {
          id,
          name: name.trim(),
          icon,
          description,
          ...(way === 'template' && template ? { template } : {}),
        },
      });
    },
    {
      touches: [listApps],
      done: (app) => appsText('appCreated', { name: app.name }),
      after: (app) => {
        close();
        navigate(`/apps/${app.id}`);
      },
      onProblem: (problem) => showAtFields(form, problem),
    },
  );
  const named = way === 'blank' || way === 'template';
  return (
    <Modal
      open
      width={680}
      title={appsText('createApp')}
      okText={appsText('create')}
      cancelText={t('cancel')}
      confirmLoading={create.isPending}
      okButtonProps={{ disabled: way === 'template' && !template }}
      footer={named ? undefined : null}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Segmented<Way>
        block
        aria-label={appsText('beginWith')}
        value={way}
        onChange={setWay}
        options={ways.map((one) => ({ value: one, label: appsText(`way-${one}`) }))}
      />
      <div className="dialog-part">
        {way === 'template' ? (
          <Templates
            chosen={template}
            choose={({ key, name, icon, description }) => {
              setTemplate(key);
              form.setFieldsValue({ name, icon, description });
            }}
          />
        ) : null}
        {named ? (
          <Form<Naming>
            form={form}
            layout="vertical"
            initialValues={{ icon: 'clipboard', name: '', description: '' }}
            onFinish={(naming) => create.mutate(naming)}
          >
            <Form.Item
              name="name"
              label={appsText('appName')}
              rules={[{ required: true, whitespace: true, message: t('needed') }]}
            >
              <Input maxLength={40} placeholder={appsText('appNameHint')} autoFocus />
            </Form.Item>
            <Form.Item name="icon" label={appsText('icon')}>
              <IconChoice />
            </Form.Item>
            <Form.Item name="description" label={appsText('description')}>
              <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} />
            </Form.Item>
          </Form>
        ) : null}
        {way === 'sheet' ? (
          <FormSheet
            done={(file) => {
              close();
              navigate(pathWith('/apps/from-sheet', { file }));
            }}
          />
        ) : null}
        {way === 'package' ? (
          <ImportPackage
            done={(app) => {
              close();
              navigate(`/apps/${app}`);
            }}
          />
        ) : null}
      </div>
    </Modal>
  );
}

function Templates({ chosen, choose }: { chosen: string | undefined; choose: (template: Template) => void }) {
  const read = useCall(listTemplates, {});
  if (read.isPending) return <Bones lines={3} />;
  if (read.error) return <Failure problem={read.error} retry={() => void read.refetch()} />;
  // An application without forms is what 空白 makes.
  const rows = read.data.rows.filter((template) => template.forms.length > 0);
  return (
    <div className="template-cards" role="radiogroup" aria-label={appsText('way-template')}>
      {rows.map((template) => (
        // biome-ignore lint/a11y/useSemanticElements: a card with a picture, a name and a list is no plain radio
        <button
          key={template.key}
          type="button"
          role="radio"
          aria-checked={template.key === chosen}
          onClick={() => choose(template)}
        >
          <AppIcon name={template.icon} size={22} />
          <span>
            <b>{template.name}</b>
            <small>{template.description}</small>
            <small className="quiet-text">{template.forms.join('、')}</small>
          </span>
        </button>
      ))}
    </div>
  );
}
