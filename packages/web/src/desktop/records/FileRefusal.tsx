import { Alert } from 'antd';
import { t } from '../text.ts';

/** A file that could not be read, and why. */
export function FileRefusal({ name, reason }: { readonly name: string; readonly reason: string }) {
  return <Alert type="error" showIcon role="alert" title={t('importNotRead', { name })} description={reason} />;
}
