/** The accounts at outside services: text messages and the WeChat official account. Shapes are those of the connectors. */
import type { Reader } from './reader.ts';

export interface AliyunSmsAccount {
  readonly provider: 'aliyun';
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly signName: string;
  /** Our template key → `SMS_…`. */
  readonly templates: Record<string, string>;
  readonly endpoint?: string;
  readonly signature: 'ACS3' | 'RPC';
  readonly receiptToken?: string;
}

export interface TencentSmsAccount {
  readonly provider: 'tencent';
  readonly secretId: string;
  readonly secretKey: string;
  readonly sdkAppId: string;
  readonly signName: string;
  /** Our template key → the vendor's number, and our parameter names in the order of {1} {2} …. */
  readonly templates: Record<string, { templateId: string; params: string[] }>;
  readonly region: string;
  readonly endpoint?: string;
  readonly receiptToken?: string;
}

export type SmsAccount = AliyunSmsAccount | TencentSmsAccount;
/** `outbox`: no account; texts are read on the desk's outbox page. */
export type SmsConfig = { readonly provider: 'outbox' } | SmsAccount;

export interface WeChatTemplateConfig {
  templateId: string;
  /** The vendor's field → our parameter name. */
  fields: Record<string, string>;
}

export interface WeChatConfig {
  readonly appId: string;
  readonly appSecret: string;
  readonly callbackToken: string;
  readonly encodingAesKey?: string;
  readonly mode: 'plain' | 'compatible' | 'safe';
  readonly templates: Record<string, WeChatTemplateConfig>;
  readonly subscriptions: Record<string, WeChatTemplateConfig>;
  readonly jsHosts: string[];
  readonly endpoint?: string;
}

const smsNames = ['SMS_PROVIDER', 'SMS_FALLBACK', 'SMS_RECEIPT_TOKEN'];
const weChatNames = [
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_TOKEN',
  'WECHAT_ENCODING_AES_KEY',
  'WECHAT_MODE',
  'WECHAT_TEMPLATES',
  'WECHAT_SUBSCRIPTIONS',
  'WECHAT_JS_HOSTS',
  'WECHAT_ENDPOINT',
];
const http = ['http:', 'https:'];

export function readSms(read: Reader): { sms: SmsConfig; smsFallback: SmsAccount | null } {
  read.noOthers(['SMS_'], smsNames);
  const provider = read.oneOf('SMS_PROVIDER', ['outbox', 'aliyun', 'tencent'], 'outbox');
  const fallback = read.oneOf('SMS_FALLBACK', ['none', 'aliyun', 'tencent'], 'none');
  const receiptToken =
    read.matching('SMS_RECEIPT_TOKEN', /^[\w-]{16,200}$/, ' 16 至 200 位字母、数字、下划线或短横线') ?? undefined;
  const sms = provider === 'outbox' ? { provider } : readAccount(read, provider, 'SMS_PROVIDER', receiptToken);
  if (fallback === 'none') return { sms, smsFallback: null };
  if (provider === 'outbox') read.problems.push(`SMS_FALLBACK=“${fallback}” 需要先用 SMS_PROVIDER 选定一家短信服务商`);
  if (provider === fallback) read.problems.push(`SMS_FALLBACK=“${fallback}” 应与 SMS_PROVIDER 不同`);
  if (provider === 'outbox' || provider === fallback) return { sms, smsFallback: null };
  return { sms, smsFallback: readAccount(read, fallback, 'SMS_FALLBACK', receiptToken) };
}

function readAccount(
  read: Reader,
  provider: 'aliyun' | 'tencent',
  chosenBy: string,
  receiptToken: string | undefined,
): SmsAccount {
  const because = `${chosenBy}=${provider}`;
  if (provider === 'aliyun') {
    const templates = read.templates('ALIYUN_SMS_TEMPLATES', 'code=SMS_1234', false);
    return {
      provider,
      accessKeyId: read.required('ALIYUN_ACCESS_KEY_ID', because),
      accessKeySecret: read.required('ALIYUN_ACCESS_KEY_SECRET', because),
      signName: signName(read, 'ALIYUN_SMS_SIGN_NAME', because),
      templates: Object.fromEntries(Object.entries(templates).map(([key, { templateId }]) => [key, templateId])),
      endpoint: read.url('ALIYUN_SMS_ENDPOINT', http) ?? undefined,
      signature: read.oneOf('ALIYUN_SMS_SIGNATURE', ['ACS3', 'RPC'], 'ACS3'),
      receiptToken,
    };
  }
  const templates = read.templates('TENCENT_SMS_TEMPLATES', 'remind=1234567:community|date', true);
  return {
    provider,
    secretId: read.required('TENCENT_SECRET_ID', because),
    secretKey: read.required('TENCENT_SECRET_KEY', because),
    sdkAppId: read.required('TENCENT_SMS_APP_ID', because),
    signName: signName(read, 'TENCENT_SMS_SIGN_NAME', because),
    templates: Object.fromEntries(
      Object.entries(templates).map(([key, { templateId, rest }]) => [
        key,
        { templateId, params: rest?.split('|').filter(Boolean) ?? [] },
      ]),
    ),
    region: read.text('TENCENT_SMS_REGION') ?? 'ap-guangzhou',
    endpoint: read.url('TENCENT_SMS_ENDPOINT', http) ?? undefined,
    receiptToken,
  };
}

function signName(read: Reader, name: string, because: string): string {
  const value = read.required(name, because);
  if (/[【】]/.test(value)) read.problems.push(`${name}=“${value}” 不要带【】`);
  return value;
}

export function readWeChat(read: Reader, publicUrl: string): WeChatConfig | null {
  read.noOthers(['WECHAT_'], weChatNames);
  const appId = read.matching('WECHAT_APP_ID', /^wx[0-9a-f]{16}$/, '以 wx 开头的 18 位 AppID');
  if (appId === null) {
    const alone = weChatNames.filter((name) => name !== 'WECHAT_APP_ID' && read.text(name) !== null);
    if (alone.length > 0 && read.text('WECHAT_APP_ID') === null) {
      read.problems.push(`WECHAT_APP_ID 未填写（填写了 ${alone.join('、')} 时必填）`);
    }
    return null;
  }
  const encodingAesKey = read.matching(
    'WECHAT_ENCODING_AES_KEY',
    /^[A-Za-z0-9]{43}$/,
    ' 43 位字母或数字（公众号后台“消息加解密密钥”）',
  );
  const given = read.text('WECHAT_ENCODING_AES_KEY') !== null;
  const mode = read.oneOf('WECHAT_MODE', ['plain', 'compatible', 'safe'], given ? 'safe' : 'plain');
  if (mode !== 'plain' && !given) read.problems.push(`WECHAT_ENCODING_AES_KEY 未填写（WECHAT_MODE=${mode}时必填）`);
  const token = read.required('WECHAT_TOKEN', '填写了 WECHAT_APP_ID');
  if (token !== '') read.matching('WECHAT_TOKEN', /^[A-Za-z0-9]{3,32}$/, ' 3 至 32 位字母或数字（公众号后台“令牌”）');
  const jsHosts = read.list('WECHAT_JS_HOSTS') ?? [new URL(publicUrl).host];
  for (const host of jsHosts) {
    if (!/^[A-Za-z0-9.-]+(:\d+)?$/.test(host)) {
      read.problems.push(`WECHAT_JS_HOSTS 中的“${host}”应为域名，不带 http:// 与路径`);
    }
  }
  return {
    appId,
    appSecret: read.required('WECHAT_APP_SECRET', '填写了 WECHAT_APP_ID'),
    callbackToken: token,
    encodingAesKey: encodingAesKey ?? undefined,
    mode,
    templates: weChatTemplates(read, 'WECHAT_TEMPLATES'),
    subscriptions: weChatTemplates(read, 'WECHAT_SUBSCRIPTIONS'),
    jsHosts,
    endpoint: read.url('WECHAT_ENDPOINT', http) ?? undefined,
  };
}

function weChatTemplates(read: Reader, name: string): Record<string, WeChatTemplateConfig> {
  const found: Record<string, WeChatTemplateConfig> = {};
  const example = 'remind=模板编号:thing1=community|time2=date';
  for (const [key, { templateId, rest }] of Object.entries(read.templates(name, example, true))) {
    const fields = (rest ?? '').split('|').map((pair) => pair.split('='));
    if (fields.some((pair) => pair.length !== 2 || !pair[0] || !pair[1])) {
      read.problems.push(`${name} 中“${key}”的字段“${rest}”格式不对，应形如 ${example}`);
    } else {
      found[key] = { templateId, fields: Object.fromEntries(fields) as Record<string, string> };
    }
  }
  return found;
}
