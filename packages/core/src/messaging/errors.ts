import { defineErrors } from '../base/errors.ts';

export const messagingErrors = defineErrors({
  'messaging.signature': { status: 403, zh: '回调签名不正确', en: 'Wrong callback signature' },
  'messaging.wechat-refused': {
    status: 502,
    zh: '微信没有完成这次操作，请稍后从公众号菜单重新进入（{reason}）',
    en: 'WeChat did not complete this; enter again from the account’s menu ({reason})',
  },
});
