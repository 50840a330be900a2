import { App } from 'antd';
import { baseText } from '../../base/base-text.ts';
import { changeLanguage, type Language } from '../../base/language.ts';

/** Changes the language of the desk, or says that its words could not be fetched. */
export function useLanguageChange(): (next: Language) => void {
  const { message } = App.useApp();
  return (next) => void changeLanguage(next).catch(() => message.error(baseText('offline')));
}
