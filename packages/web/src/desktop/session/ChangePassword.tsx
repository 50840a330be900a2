/** Changing the password; forced while the one-time password is still in use. */
import { changePassword, me, type Viewer } from '@anshao/core/access/contract.ts';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { asApiProblem, callApi } from '../../base/api.ts';
import { queryClient } from '../calls.ts';
import { t } from '../text.ts';
import { signOutHere } from './sign-out.ts';

interface Values {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

export function ChangePassword({ viewer, forced, close }: { viewer: Viewer; forced?: boolean; close?: () => void }) {
  const form = <PasswordForm done={() => close?.()} />;
  if (!forced) return form;
  return (
    <main className="narrow-page">
      <div className="card padded">
        <h2>{t('changePassword')}</h2>
        <p className="quiet-text">{t('mustChangePassword', { name: viewer.name })}</p>
        {form}
        <Button type="link" onClick={() => void signOutHere()} style={{ padding: 0, marginTop: 12 }}>
          {t('signOut')}
        </Button>
      </div>
    </main>
  );
}

function PasswordForm({ done }: { done: () => void }) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async ({ current, next }: Values) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await callApi(changePassword, { body: { current, next } });
      await queryClient.invalidateQueries({ queryKey: [me.name] });
      done();
    } catch (error) {
      setProblem(asApiProblem(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Values> layout="vertical" onFinish={(values) => void send(values)} requiredMark={false}>
      {problem ? <Alert type="error" title={problem} showIcon role="alert" style={{ marginBottom: 16 }} /> : null}
      <Form.Item name="current" label={t('currentPassword')} rules={[{ required: true, message: t('passwordNeeded') }]}>
        <Input.Password autoComplete="current-password" maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('newPassword')}
        extra={t('newPasswordHint')}
        rules={[{ required: true, min: 10, message: t('newPasswordShort') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('newPasswordAgain')}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('passwordsDiffer'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('changePassword')}
      </Button>
    </Form>
  );
}
