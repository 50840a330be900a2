import { defineErrors } from '../base/errors.ts';

export const messagingErrors = defineErrors({
  'messaging.signature': { status: 403, zh: '回调签名不正确', en: 'Wrong callback signature' },
});
