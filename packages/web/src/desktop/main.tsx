/** Entry of the desk, served at `/desk/`. */
import { appsErrors, packageMessages } from '@anshao/core/apps/errors.ts';
import { dictionaryErrors } from '@anshao/core/forms/dictionary-errors.ts';
import { formsErrors } from '@anshao/core/forms/errors.ts';
import { recordErrors } from '@anshao/core/forms/record-errors.ts';
import { plansErrors } from '@anshao/core/plans/errors.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider, type ConfigProviderProps } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { currentLanguage, setLanguage, startLanguage, useLanguage } from '../base/language.ts';
import { addSentences } from '../base/sentences.ts';
import '../base/tokens.css';
import '../base/base.css';
import './styles/ground.css';
import './styles/frame.css';
import './styles/board.css';
import './styles/records.css';
import './styles/pages.css';
import './styles/apps.css';
import { queryClient } from './calls.ts';
import { Desk } from './Desk.tsx';
import { deskTheme } from './theme.ts';

addSentences({
  ...plansErrors,
  ...formsErrors,
  ...dictionaryErrors,
  ...recordErrors,
  ...appsErrors,
  ...packageMessages,
});
// Says the language to the browser (spelling, speech, fonts) before anything is drawn.
setLanguage(currentLanguage());

// Vite gives the locale itself; the types, made for CommonJS, speak of a module around it.
const locales = { zh: zhCN, en: enUS } as unknown as Record<'zh' | 'en', ConfigProviderProps['locale']>;

function Root() {
  const language = useLanguage();
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  return (
    <ConfigProvider
      key={language}
      theme={deskTheme}
      locale={locales[language]}
      button={{ autoInsertSpace: false }}
      // Popups stay within the page's landmark, so that screen readers can say where they are.
      getPopupContainer={() => document.getElementById('content') ?? document.body}
    >
      <AntApp>
        <QueryClientProvider client={queryClient}>
          <Router base="/desk">
            <Desk />
          </Router>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

const place = document.getElementById('root');
startLanguage(
  () => import('./english.ts').then(({ english }) => english),
  () => {
    if (place)
      createRoot(place).render(
        <StrictMode>
          <Root />
        </StrictMode>,
      );
  },
);
