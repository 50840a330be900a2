/** Draws forms without a server, for `scripts/form-pictures.ts`: `?surface=phone|desk&form=every|long&state=empty|filled|read`. */
import { compileForm } from '@anshao/core/forms/compile.ts';
import { formulaRuns } from '@anshao/core/forms/formulas.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type FormHandle, FormView } from '../../../packages/web/src/forms/FormView.tsx';
import { everyType, longForm, someValues } from './every-type.ts';

// Each surface's sheets alone, as its pages have them.
const PhoneForm = lazy(async () => ({
  default: (await import('../../../packages/web/src/forms/mobile/PhoneForm.tsx')).PhoneForm,
}));
const asked = new URLSearchParams(location.search);
const isPhone = asked.get('surface') === 'phone';
const state = asked.get('state') ?? 'empty';
const long = longForm(Number(asked.get('rows') ?? 500));
const definition = asked.get('form') === 'long' ? long.form : everyType;
const initial = asked.get('form') === 'long' ? long.values : state === 'empty' ? {} : someValues;

function Shown() {
  const [values, setValues] = useState<Record<string, unknown>>(initial);
  const [showsAll, setShowsAll] = useState(state === 'wrong');
  const handle = useRef<FormHandle>(null);
  const form = useMemo(() => compileForm(definition, formulaRuns), []);
  const situation = useMemo(
    () => ({
      context: {
        now: '2024-03-15T06:30:00.000Z',
        today: '2024-03-15',
        dictionaries: new Map(),
        ...(state === 'empty' ? {} : { previous: someValues }),
      },
      place: '东晖苑三期',
      personName: '陈国强',
      now: () => Date.parse('2024-03-15T06:30:41Z'),
      isTrial: true,
      names: {},
    }),
    [],
  );
  const shared = {
    form,
    values,
    onChange: (next: object) => setValues(next as Record<string, unknown>),
    situation,
    showsAll,
    readOnly: state === 'read',
    ref: handle,
  };
  const submit = () => {
    setShowsAll(true);
    const [first] = handle.current?.problems() ?? [];
    if (first) handle.current?.goTo(first.path);
  };
  Object.assign(globalThis, { formHandle: handle, submitForm: submit });
  return asked.get('frame') ? (
    <div style={{ width: 390, height: 780 }}>
      <FormView surface="phone" {...shared} />
    </div>
  ) : isPhone ? (
    <Suspense>
      <PhoneForm {...shared} />
    </Suspense>
  ) : (
    <FormView surface="desk" {...shared} />
  );
}

async function start() {
  const root = document.getElementById('root');
  if (!root) return;
  const client = new QueryClient();
  const page = (
    <QueryClientProvider client={client}>
      <main
        id="content"
        className={isPhone ? 'page' : 'card padded'}
        style={isPhone ? {} : { maxWidth: 960, margin: '24px auto', background: '#fff', padding: 24 }}
      >
        <h1 style={{ fontSize: 20, margin: '0 0 12px' }}>{definition.name}</h1>
        <Shown />
      </main>
    </QueryClientProvider>
  );
  if (isPhone) {
    await import('../../../packages/web/src/mobile/phone.css');
    createRoot(root).render(page);
    return;
  }
  const [{ App, ConfigProvider }, { deskTheme }, { default: zhCN }, { default: dayjs }] = await Promise.all([
    import('antd'),
    import('../../../packages/web/src/desktop/theme.ts'),
    import('antd/es/locale/zh_CN.js'),
    import('dayjs'),
    import('dayjs/locale/zh-cn'),
    import('../../../packages/web/src/base/tokens.css'),
    import('../../../packages/web/src/base/base.css'),
    import('../../../packages/web/src/desktop/styles/ground.css'),
  ]);
  dayjs.locale('zh-cn');
  createRoot(root).render(
    <ConfigProvider theme={deskTheme} locale={zhCN as never} button={{ autoInsertSpace: false }}>
      <App>{page}</App>
    </ConfigProvider>,
  );
}
void start();
