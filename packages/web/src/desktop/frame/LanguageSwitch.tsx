import { Button } from 'antd';
import { useLanguage } from '../../base/language.ts';
import { useLanguageChange } from './use-language-change.ts';

/** Offers the other language in its own words, so that who cannot read this one finds it. */
export function LanguageSwitch() {
  const language = useLanguage();
  const change = useLanguageChange();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <Button type="text" size="small" lang={other === 'en' ? 'en' : 'zh-CN'} onClick={() => change(other)}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  );
}
