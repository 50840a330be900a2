/** Signing in by password, or by a code sent to the mobile number on file (SE-08). */
import { me, publicSettings, sendCode, signInWithCode, signInWithPassword } from '@anshao/core/access/contract.ts';
import { Alert, Button, Form, Input, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { asApiProblem, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { keyOf, queryClient, useCall } from '../calls.ts';
import { LanguageSwitch } from '../frame/LanguageSwitch.tsx';
import { Logo } from '../frame/Logo.tsx';
import { t } from '../text.ts';

type Way = 'password' | 'code';

export function SignIn() {
  const settings = useCall(publicSettings, {});
  const [way, setWay] = useState<Way>('password');
  useEffect(() => {
    document.title = `${t('signIn')} · ${t('product')}`;
  }, []);
  return (
    <div className="sign-in">
      <aside className="sign-in-side">
        <div className="row">
          <Logo inverse />
          <b className="product-name">{t('product')}</b>
        </div>
        <h1>{settings.data?.siteName ?? t('productLong')}</h1>
        <p>{t('signInIntro')}</p>
        <div className="small-text">{t('signInPhoneHint')}</div>
      </aside>
      <main className="sign-in-form">
        <div>
          <h2>{t('signIn')}</h2>
          <Segmented<Way>
            block
            value={way}
            onChange={setWay}
            options={[
              { label: t('byPassword'), value: 'password' },
              { label: t('byCode'), value: 'code' },
            ]}
            style={{ marginBottom: 20 }}
          />
          {way === 'password' ? <ByPassword /> : <ByCode />}
          <div className="row sign-in-foot">
            {settings.data?.helpLine ? (
              <a className="plain-link row" href={`tel:${settings.data.helpLine.replaceAll(/[^\d+]/g, '')}`}>
                <Icon name="phone" size={16} />
                {t('helpLineIs', { number: settings.data.helpLine })}
              </a>
            ) : null}
            <span className="spread" />
            <LanguageSwitch />
          </div>
        </div>
      </main>
    </div>
  );
}

function signedIn(viewer: unknown): void {
  // What the last person saw on this browser is not for this one.
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== me.name });
  queryClient.setQueryData(keyOf(me, {}), viewer);
}

function ByPassword() {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async (values: { account: string; password: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      signedIn(
        await callApi(signInWithPassword, { body: { account: values.account.trim(), password: values.password } }),
      );
    } catch (error) {
      setProblem(asApiProblem(error).message);
      setBusy(false);
    }
  };
  return (
    <Form layout="vertical" onFinish={(values) => void send(values)} requiredMark={false}>
      {problem ? <Alert type="error" title={problem} showIcon role="alert" style={{ marginBottom: 16 }} /> : null}
      <Form.Item name="account" label={t('account')} rules={[{ required: true, message: t('accountNeeded') }]}>
        <Input size="large" autoComplete="username" autoFocus maxLength={60} />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
        <Input.Password size="large" autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>
        {t('signIn')}
      </Button>
    </Form>
  );
}

function ByCode() {
  const [form] = Form.useForm<{ mobile: string; code: string }>();
  const [problem, setProblem] = useState<string>();
  const [sentTo, setSentTo] = useState<string>();
  const [resendAt, setResendAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const wait = useSecondsUntil(resendAt);

  const askForCode = async () => {
    const { mobile } = await form.validateFields(['mobile']);
    setProblem(undefined);
    try {
      const sent = await callApi(sendCode, { body: { purpose: 'signIn', mobile } });
      setSentTo(sent.mobile);
      // The server's clock may differ from this one: count the seconds it gave, not its moments.
      setResendAt(Date.now() + 60_000);
    } catch (error) {
      const refused = asApiProblem(error);
      const seconds = refused.details.seconds;
      if (typeof seconds === 'number') setResendAt(Date.now() + seconds * 1000);
      setProblem(refused.message);
    }
  };
  const send = async (values: { mobile: string; code: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      signedIn(await callApi(signInWithCode, { body: values }));
    } catch (error) {
      setProblem(asApiProblem(error).message);
      setBusy(false);
    }
  };
  return (
    <Form form={form} layout="vertical" onFinish={(values) => void send(values)} requiredMark={false}>
      {problem ? <Alert type="error" title={problem} showIcon role="alert" style={{ marginBottom: 16 }} /> : null}
      <Form.Item
        name="mobile"
        label={t('mobile')}
        rules={[{ required: true, pattern: /^1[3-9]\d{9}$/, message: t('mobileNeeded') }]}
      >
        <Input size="large" inputMode="numeric" autoComplete="tel-national" maxLength={11} />
      </Form.Item>
      <Form.Item
        label={t('code')}
        htmlFor="code"
        extra={sentTo ? t('codeSentTo', { mobile: sentTo }) : undefined}
        style={{ marginBottom: 20 }}
      >
        <div className="row">
          <Form.Item name="code" noStyle rules={[{ required: true, pattern: /^\d{6}$/, message: t('codeNeeded') }]}>
            <Input size="large" inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          </Form.Item>
          <Button size="large" disabled={wait > 0} onClick={() => void askForCode().catch(() => undefined)}>
            {wait > 0 ? t('resendIn', { seconds: wait }) : sentTo ? t('resendCode') : t('sendCode')}
          </Button>
        </div>
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>
        {t('signIn')}
      </Button>
    </Form>
  );
}

function useSecondsUntil(moment: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (moment <= Date.now()) return;
    const beat = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(beat);
  }, [moment]);
  return Math.max(0, Math.ceil((moment - now) / 1000));
}
