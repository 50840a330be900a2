/**
 * What Alibaba Cloud's error codes mean for the ladder. Source: help.aliyun.com “短信服务 API 错误码”, and the
 * gateway's public error codes. A code that is not listed is not retried, so that the next channel is taken.
 */
import type { Refusal } from '../contract.ts';

interface Meaning {
  retry: 'never' | 'later';
  message: string;
  retryAfterSeconds?: number;
}

const MEANINGS: Record<string, Meaning> = {
  'isv.MOBILE_NUMBER_ILLEGAL': { retry: 'never', message: '手机号格式不正确' },
  'isv.MOBILE_COUNT_OVER_LIMIT': { retry: 'never', message: '手机号数量超过限制' },
  'isv.BLACK_KEY_CONTROL_LIMIT': { retry: 'never', message: '短信内容含黑名单关键词' },
  'isv.SMS_CONTENT_ILLEGAL': { retry: 'never', message: '短信内容包含禁止发送的内容' },
  'isv.TEMPLATE_MISSING_PARAMETERS': { retry: 'never', message: '模板变量缺少对应的值' },
  'isv.TEMPLATE_PARAMS_ILLEGAL': { retry: 'never', message: '模板变量的值不符合规范' },
  'isv.INVALID_PARAMETERS': { retry: 'never', message: '参数格式不正确' },
  'isv.INVALID_JSON_PARAM': { retry: 'never', message: '模板变量不是 JSON' },
  'isv.PARAM_LENGTH_LIMIT': { retry: 'never', message: '模板变量的值过长' },
  'isv.PARAM_NOT_SUPPORT_URL': { retry: 'never', message: '模板变量不允许含链接' },
  'isv.SMS_TEMPLATE_ILLEGAL': { retry: 'never', message: '短信模板不存在或未通过审核' },
  'isv.SMS_SIGNATURE_ILLEGAL': { retry: 'never', message: '短信签名不存在或未通过审核' },
  'isv.SMS_SIGN_ILLEGAL': { retry: 'never', message: '短信签名禁止使用' },
  'isv.SMS_SIGNATURE_SCENE_ILLEGAL': { retry: 'never', message: '短信签名与模板类型不一致' },
  'isv.DOMESTIC_NUMBER_NOT_SUPPORTED': { retry: 'never', message: '国际模板不能发送内地号码' },
  'isv.DENY_IP_RANGE': { retry: 'never', message: '服务器所在地区被禁止调用' },
  'isv.OUT_OF_SERVICE': { retry: 'never', message: '短信账户欠费停机，请充值' },
  'isv.AMOUNT_NOT_ENOUGH': { retry: 'never', message: '短信账户余额不足，请充值' },
  'isv.PRODUCT_UN_SUBSCRIPT': { retry: 'never', message: '未开通短信服务' },
  'isv.PRODUCT_UNSUBSCRIBE': { retry: 'never', message: '未开通短信服务' },
  'isv.ACCOUNT_NOT_EXISTS': { retry: 'never', message: '短信账户不存在' },
  'isv.ACCOUNT_ABNORMAL': { retry: 'never', message: '短信账户异常' },
  'isv.MONTH_LIMIT_CONTROL': { retry: 'never', message: '已达到本月发送限额' },
  'isv.DAY_LIMIT_CONTROL': { retry: 'later', message: '已达到当日发送限额', retryAfterSeconds: 86_400 },
  'isp.RAM_PERMISSION_DENY': { retry: 'never', message: '访问密钥没有短信权限' },
  'isp.SYSTEM_ERROR': { retry: 'later', message: '短信服务系统错误', retryAfterSeconds: 30 },
  'isp.GATEWAY_ERROR': { retry: 'later', message: '短信网关错误', retryAfterSeconds: 30 },
  SignatureDoesNotMatch: { retry: 'never', message: '访问密钥不正确' },
  'InvalidAccessKeyId.NotFound': { retry: 'never', message: '访问密钥不存在' },
  'InvalidAccessKeyId.Inactive': { retry: 'never', message: '访问密钥已停用' },
  // A wrong clock is mended by a person or by NTP, and the same message then goes through.
  'InvalidTimeStamp.Expired': { retry: 'later', message: '服务器时钟与标准时间相差过大', retryAfterSeconds: 300 },
  // The repeat carries a fresh nonce.
  SignatureNonceUsed: { retry: 'later', message: '签名随机数重复', retryAfterSeconds: 1 },
  ServiceUnavailable: { retry: 'later', message: '短信服务暂不可用', retryAfterSeconds: 30 },
  InternalError: { retry: 'later', message: '短信服务内部错误', retryAfterSeconds: 30 },
};

/** Reads a refusal from the vendor's code and text. `status` tells a broken gateway from a considered no. */
export function aliyunRefusal(code: string, vendorMessage: string, status: number): Refusal {
  const meaning = meaningOf(code, vendorMessage, status);
  return {
    outcome: 'refused',
    code,
    message: `${meaning.message}（${code}：${vendorMessage}）`,
    retry: meaning.retry,
    ...(meaning.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: meaning.retryAfterSeconds }),
  };
}

function meaningOf(code: string, vendorMessage: string, status: number): Meaning {
  if (code === 'isv.BUSINESS_LIMIT_CONTROL') {
    return { retry: 'later', message: '触发短信流控', retryAfterSeconds: flowControlWait(vendorMessage) };
  }
  const known = MEANINGS[code];
  if (known) return known;
  if (code === 'Throttling' || code.startsWith('Throttling.')) {
    return { retry: 'later', message: '调用过于频繁', retryAfterSeconds: 5 };
  }
  if (status >= 500) return { retry: 'later', message: '短信服务出错', retryAfterSeconds: 30 };
  return { retry: 'never', message: '短信服务拒绝发送' };
}

// One code covers the limits per minute, hour and day; only its text says which (“触发天级流控Permits:10”).
function flowControlWait(vendorMessage: string): number {
  if (vendorMessage.includes('天级')) return 86_400;
  if (vendorMessage.includes('小时级')) return 3_600;
  return 60;
}
