/** Name, picture and audience of an application; stopping it, and deleting one that was never used. */
import {
  type App,
  type AppIcon as AppIconName,
  getApp,
  listApps,
  removeApp,
  updateApp,
} from '@anshao/core/apps/applications.ts';
import { type Role, roles } from '@anshao/core/org/contract.ts';
import { Alert, App as AntApp, Button, Checkbox, Form, Input, Modal, Radio } from 'antd';
import { useLocation } from 'wouter';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { useWrite } from '../calls.ts';
import { roleWord } from '../directory/role-words.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { t } from '../text.ts';
import { IconChoice } from './IconChoice.tsx';

interface Settings {
  readonly name: string;
  readonly icon: AppIconName;
  readonly description: string;
  readonly audience: 'everybody' | 'roles';
  readonly roles: readonly Role[];
}

export function AppSettings({ app, close }: { app: App; close: () => void }) {
  const [, navigate] = useLocation();
  const { modal } = AntApp.useApp();
  const [form] = Form.useForm<Settings>();
  const audience = Form.useWatch('audience', form);
  const touches = [getApp, listApps];
  const save = useWrite(
    ({ name, icon, description, audience: whom, roles: chosen }: Settings) =>
      callApi(updateApp, {
        params: { app: app.id },
        body: {
          revision: app.revision,
          name: name.trim(),
          icon,
          description,
          audience: { roles: whom === 'roles' ? [...chosen] : null },
        },
      }),
    {
      touches,
      done: () => t('saved', { name: app.name }),
      after: close,
      onProblem: (problem) => showAtFields(form, problem),
    },
  );
  const turn = useWrite(
    (status: 'active' | 'stopped') =>
      callApi(updateApp, { params: { app: app.id }, body: { revision: app.revision, status } }),
    {
      touches,
      done: (answer) => appsText(answer.status === 'stopped' ? 'appStopped' : 'appResumed', { name: app.name }),
      after: close,
    },
  );
  const remove = useWrite(() => callApi(removeApp, { params: { app: app.id } }), {
    touches,
    done: () => appsText('appRemoved', { name: app.name }),
    after: () => {
      close();
      navigate('/apps', { replace: true });
    },
  });
  const hasPublished = app.formList.some((one) => one.version > 0);
  const askRemove = async () => {
    const yes = await modal.confirm({
      title: appsText('removeAppTitle', { name: app.name }),
      content: appsText('removeAppWhy', { count: app.formList.length }),
      okText: appsText('removeApp'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
    });
    if (yes) remove.mutate(undefined);
  };
  return (
    <Modal
      open
      width={600}
      title={appsText('appSettings')}
      onCancel={close}
      footer={
        <div className="row">
          {app.status === 'active' ? (
            <Button loading={turn.isPending} onClick={() => turn.mutate('stopped')}>
              {appsText('stopApp')}
            </Button>
          ) : (
            <Button loading={turn.isPending} onClick={() => turn.mutate('active')}>
              {appsText('resumeApp')}
            </Button>
          )}
          {hasPublished ? null : (
            <Button danger loading={remove.isPending} onClick={() => void askRemove()}>
              {appsText('removeApp')}
            </Button>
          )}
          <span className="spread" />
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('save')}
          </Button>
        </div>
      }
    >
      {app.status === 'stopped' ? (
        <Alert type="warning" showIcon title={appsText('stoppedNote')} style={{ marginBottom: 16 }} />
      ) : null}
      <Form<Settings>
        form={form}
        layout="vertical"
        initialValues={{
          name: app.name,
          icon: app.icon,
          description: app.description,
          audience: app.audience.roles ? 'roles' : 'everybody',
          roles: app.audience.roles ?? [],
        }}
        onFinish={(settings) => save.mutate(settings)}
      >
        <Form.Item
          name="name"
          label={appsText('appName')}
          rules={[{ required: true, whitespace: true, message: t('needed') }]}
        >
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="icon" label={appsText('icon')}>
          <IconChoice />
        </Form.Item>
        <Form.Item name="description" label={appsText('description')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
        <Form.Item name="audience" label={appsText('audience')} extra={appsText('audienceNote')}>
          <Radio.Group
            options={[
              { value: 'everybody', label: appsText('everybody') },
              { value: 'roles', label: appsText('someRoles') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="roles"
          label={appsText('audienceRoles')}
          hidden={audience !== 'roles'}
          rules={[
            {
              // Not `required`: that would put an attribute on the group that groups do not have.
              validator: (_rule, chosen: readonly Role[]) =>
                audience === 'roles' && chosen.length === 0
                  ? Promise.reject(appsText('chooseRole'))
                  : Promise.resolve(),
            },
          ]}
        >
          <Checkbox.Group options={roles.map((role) => ({ value: role, label: roleWord(role) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
