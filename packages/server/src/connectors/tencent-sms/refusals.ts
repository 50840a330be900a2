/**
 * What Tencent Cloud's error codes mean for the ladder. Source: cloud.tencent.com/document/api/382/59177 (“短信
 * API 3.0 发送错误码”) and 382/52075 (“公共错误码”). Codes form families, so unknown members follow their family.
 */
import type { Refusal } from '../contract.ts';

interface Meaning {
  retry: 'never' | 'later';
  message: string;
  retryAfterSeconds?: number;
}

const MEANINGS: Record<string, Meaning> = {
  'InvalidParameterValue.IncorrectPhoneNumber': { retry: 'never', message: '手机号格式不正确' },
  'InvalidParameterValue.ContentLengthLimit': { retry: 'never', message: '短信内容太长' },
  'InvalidParameterValue.TemplateParameterFormatError': { retry: 'never', message: '模板变量的值不符合规范' },
  'InvalidParameterValue.TemplateParameterLengthLimit': { retry: 'never', message: '模板变量的值过长' },
  'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter': { retry: 'never', message: '模板变量不允许含链接' },
  'InvalidParameterValue.SdkAppIdNotExist': { retry: 'never', message: '短信应用不存在' },
  'FailedOperation.ContainSensitiveWord': { retry: 'never', message: '短信内容含有敏感词' },
  'FailedOperation.PhoneNumberInBlacklist': { retry: 'never', message: '该手机号已退订或在免打扰名单中' },
  'FailedOperation.SignatureIncorrectOrUnapproved': { retry: 'never', message: '短信签名不存在或未通过审核' },
  'FailedOperation.TemplateIncorrectOrUnapproved': { retry: 'never', message: '短信模板不匹配或未通过审核' },
  'FailedOperation.TemplateParamSetNotMatchApprovedTemplate': { retry: 'never', message: '变量个数与模板不一致' },
  'FailedOperation.InsufficientBalanceInSmsPackage': { retry: 'never', message: '短信套餐余量不足，请充值' },
  'FailedOperation.MarketingSendTimeConstraint': { retry: 'later', message: '营销短信只能在8点到22点发送' },
  'LimitExceeded.PhoneNumberThirtySecondLimit': {
    retry: 'later',
    message: '同一号码30秒内发送过多',
    retryAfterSeconds: 30,
  },
  'LimitExceeded.PhoneNumberOneHourLimit': {
    retry: 'later',
    message: '同一号码1小时内发送过多',
    retryAfterSeconds: 3_600,
  },
  'AuthFailure.SignatureExpire': {
    retry: 'later',
    message: '服务器时钟与标准时间相差过大',
    retryAfterSeconds: 300,
  },
};

const FAMILIES: Record<string, Meaning> = {
  LimitExceeded: { retry: 'later', message: '触发短信频率限制', retryAfterSeconds: 60 },
  RequestLimitExceeded: { retry: 'later', message: '调用过于频繁', retryAfterSeconds: 5 },
  InternalError: { retry: 'later', message: '短信服务内部错误', retryAfterSeconds: 30 },
  ResourceUnavailable: { retry: 'later', message: '短信服务暂不可用', retryAfterSeconds: 30 },
  AuthFailure: { retry: 'never', message: '云API密钥不正确或没有权限' },
  UnauthorizedOperation: { retry: 'never', message: '没有发送短信的权限' },
  FailedOperation: { retry: 'never', message: '短信发送失败' },
  InvalidParameter: { retry: 'never', message: '参数不正确' },
  InvalidParameterValue: { retry: 'never', message: '参数取值不正确' },
  MissingParameter: { retry: 'never', message: '缺少参数' },
};

/** Reads a refusal from the whole request's error or one number's `Status.Code`: both use the same codes. */
export function tencentRefusal(code: string, vendorMessage: string): Refusal {
  const meaning = meaningOf(code);
  return {
    outcome: 'refused',
    code,
    message: `${meaning.message}（${code}：${vendorMessage}）`,
    retry: meaning.retry,
    ...(meaning.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: meaning.retryAfterSeconds }),
  };
}

function meaningOf(code: string): Meaning {
  const family = code.split('.')[0]!;
  // Per number, per application, per content: all the limits of a day end so.
  if (family === 'LimitExceeded' && code.endsWith('DailyLimit')) {
    return { retry: 'later', message: '已达到当日发送限额', retryAfterSeconds: 86_400 };
  }
  return MEANINGS[code] ?? FAMILIES[family] ?? { retry: 'never', message: '短信服务拒绝发送' };
}
