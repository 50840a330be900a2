/**
 * What the error codes of the official-account API mean for the ladder. Source: developers.weixin.qq.com “全局返回码”
 * and the code tables of “发送模板消息”, “发送订阅通知”, “发送客服消息”.
 *
 * Nearly everything is `never`: a follower who left or refused, a template or a right that is gone will not come
 * back by trying again, and the reminder must reach the person by the next channel (DR-24).
 */
import type { Refusal } from '../contract.ts';

interface Meaning {
  retry: 'never' | 'later';
  message: string;
  retryAfterSeconds?: number;
}

const MEANINGS: Record<number, Meaning> = {
  [-1]: { retry: 'later', message: '微信系统繁忙', retryAfterSeconds: 10 },
  40001: { retry: 'later', message: '接口调用凭据无效', retryAfterSeconds: 60 },
  40014: { retry: 'later', message: '接口调用凭据无效', retryAfterSeconds: 60 },
  42001: { retry: 'later', message: '接口调用凭据已过期', retryAfterSeconds: 60 },
  40003: { retry: 'never', message: '用户的 OpenID 不正确' },
  40013: { retry: 'never', message: 'AppID 不正确' },
  40029: { retry: 'never', message: '授权码无效' },
  40037: { retry: 'never', message: '消息模板不存在' },
  40125: { retry: 'never', message: 'AppSecret 不正确' },
  40163: { retry: 'never', message: '授权码已被使用' },
  40164: { retry: 'never', message: '服务器 IP 不在公众号的白名单中' },
  41028: { retry: 'never', message: '表单编号不正确' },
  43004: { retry: 'never', message: '用户没有关注公众号' },
  43101: { retry: 'never', message: '用户没有订阅或拒绝接收' },
  43107: { retry: 'never', message: '订阅通知能力被封禁' },
  43108: { retry: 'later', message: '对同一用户并发发送', retryAfterSeconds: 5 },
  43116: { retry: 'never', message: '消息模板被封禁' },
  43117: { retry: 'later', message: '对同一用户发送过于频繁', retryAfterSeconds: 60 },
  40241: { retry: 'later', message: '60秒内发过相同的消息', retryAfterSeconds: 60 },
  45009: { retry: 'later', message: '接口当日调用次数已用完', retryAfterSeconds: 3_600 },
  45011: { retry: 'later', message: '接口调用过于频繁', retryAfterSeconds: 60 },
  45015: { retry: 'never', message: '用户超过48小时没有与公众号互动' },
  45047: { retry: 'never', message: '客服消息条数已达上限' },
  45168: { retry: 'never', message: '内容含有敏感词' },
  47003: { retry: 'never', message: '模板字段不符合要求' },
  48001: { retry: 'never', message: '公众号没有该接口的权限' },
  48004: { retry: 'never', message: '接口被封禁' },
  48006: { retry: 'never', message: '接口已被停止使用' },
  50001: { retry: 'never', message: '用户未授权该接口' },
  50005: { retry: 'never', message: '用户没有关注公众号' },
};

/** The token itself was refused, so a new one may help. */
export function isTokenRefusal(errcode: number): boolean {
  return errcode === 40001 || errcode === 40014 || errcode === 42001;
}

export function wechatRefusal(errcode: number, errmsg: string): Refusal {
  const meaning = MEANINGS[errcode] ?? { retry: 'never' as const, message: '微信拒绝了请求' };
  return {
    outcome: 'refused',
    code: String(errcode),
    message: `${meaning.message}（${errcode}：${errmsg}）`,
    retry: meaning.retry,
    ...(meaning.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: meaning.retryAfterSeconds }),
  };
}
