/** Words for channels, for kinds of notices and for how far one got. */
import { isLogWord, logText } from '../log/log-text.ts';
import { t } from '../text.ts';

export function channelWord(channel: string): string {
  if (channel === 'weChat') return t('channelWeChat');
  if (channel === 'sms') return t('channelSms');
  if (channel === 'inApp') return t('channelInApp');
  return channel;
}

export function noticeWord(kind: string): string {
  const key = `notice.${kind}`;
  return isLogWord(key) ? logText(key) : kind;
}

export function deliveryWord(state: string): string {
  switch (state) {
    case 'waiting':
      return t('deliveryWaiting');
    case 'sending':
      return t('deliverySending');
    case 'accepted':
      return t('deliveryAccepted');
    case 'delivered':
      return t('deliveryDelivered');
    case 'read':
      return t('deliveryRead');
    case 'failed':
      return t('deliveryFailed');
    case 'skipped':
      return t('deliverySkipped');
    default:
      return state;
  }
}
