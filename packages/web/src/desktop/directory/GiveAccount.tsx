/** 开通账号/重置密码: the consequence first, then a one-time password that is shown this once. */
import { giveAccount } from '@anshao/core/access/contract.ts';
import type { AnswerOf } from '@anshao/core/base/call.ts';
import type { PersonRow } from '@anshao/core/org/contract.ts';
import { Alert, Button, Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { callApi } from '../../base/api.ts';
import { useWrite } from '../calls.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { t } from '../text.ts';

type Given = AnswerOf<typeof giveAccount>;

export function GiveAccount({ person, close }: { person: PersonRow; close: () => void }) {
  const [form] = Form.useForm<{ account?: string }>();
  const [given, setGiven] = useState<Given>();
  const give = useWrite(
    (account: string | undefined) =>
      callApi(giveAccount, { params: { id: person.id }, body: account ? { account } : {} }),
    {
      after: setGiven,
      onProblem: (problem) => {
        if (problem.code !== 'base.duplicate' && problem.code !== 'access.no-account-name')
          return showAtFields(form, problem);
        form.setFields([{ name: 'account', errors: [problem.message] }]);
        return true;
      },
    },
  );
  if (given) return <Once name={person.name} given={given} close={close} />;
  return (
    <Modal
      open
      title={t('giveAccountOf', { name: person.name })}
      okText={t('giveAccountConfirm')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={give.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Alert type="warning" showIcon title={t('giveAccountWhat', { name: person.name })} style={{ marginBottom: 16 }} />
      <Form form={form} layout="vertical" onFinish={({ account }) => give.mutate(account?.trim())}>
        <Form.Item
          name="account"
          label={t('giveAccountName')}
          extra={person.mobile ? t('giveAccountNameOptional') : t('giveAccountNameHint')}
          rules={[
            ...(person.mobile ? [] : [{ required: true, message: t('giveAccountNameNeeded') }]),
            { pattern: /^[a-z][a-z0-9.-]{2,39}$/, message: t('giveAccountNameOdd') },
          ]}
        >
          <Input maxLength={40} autoComplete="off" autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Leaving is a deliberate press: nobody can show the password again. */
function Once({ name, given, close }: { name: string; given: Given; close: () => void }) {
  return (
    <Modal
      open
      title={t('accountGiven', { name })}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={close}>
          {t('keySaved')}
        </Button>
      }
    >
      <Alert type="warning" showIcon title={t('accountOnce')} style={{ marginBottom: 12 }} />
      <dl className="facts">
        <dt>{t('signInAs')}</dt>
        <dd>{given.account}</dd>
        <dt>{t('oneTimePassword')}</dt>
        <dd>
          <Typography.Text
            code
            copyable={{ text: given.password, tooltips: [t('copy'), t('copiedText')] }}
            style={{ fontSize: 16 }}
          >
            {given.password}
          </Typography.Text>
        </dd>
      </dl>
    </Modal>
  );
}
