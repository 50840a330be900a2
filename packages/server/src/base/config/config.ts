/**
 * Settings from the environment or a `.env` file in the working folder (the environment wins). Everything is checked
 * at start; one message names every wrong value and how to mend it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';

export interface S3Config {
  bucket: string;
  region: string;
  endpoint: string | null;
  accessKeyId: string | null;
  secretAccessKey: string | null;
}

export interface Config {
  port: number;
  host: string;
  /** Everything the embedded deployment keeps: database, files. Absolute path. */
  dataDir: string;
  /** Null: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** Address by which phones reach this server; used in links of messages and in QR codes. */
  publicUrl: string;
  trustProxy: boolean;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Connections this process may hold. */
  poolSize: number;
  s3: S3Config | null;
  sms: SmsConfig;
  weChat: WeChatConfig | null;
}

export type SmsConfig =
  | { provider: 'outbox' }
  | {
      provider: 'aliyun';
      accessKeyId: string;
      accessKeySecret: string;
      signName: string;
      templates: Record<string, string>;
      endpoint: string | null;
    }
  | {
      provider: 'tencent';
      secretId: string;
      secretKey: string;
      sdkAppId: string;
      signName: string;
      templates: Record<string, string>;
      endpoint: string | null;
      region: string;
    };

export interface WeChatConfig {
  appId: string;
  appSecret: string;
  token: string;
  encodingAesKey: string | null;
  templates: Record<string, string>;
  endpoint: string | null;
}

export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`配置有误，请修改环境变量或 .env 后重新启动：\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads `.env` below `directory`, if there is one, under the given environment. */
export function readEnvironment(
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const file = resolve(directory, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...fromFile, ...environment };
}

/** @throws ConfigError naming every wrong value */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>, directory: string): Config {
  const problems: string[] = [];
  const text = (name: string) => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const integer = (name: string, fallback: number, low: number, high: number) => {
    const value = text(name);
    if (value === null) return fallback;
    if (!/^\d+$/.test(value) || Number(value) < low || Number(value) > high) {
      problems.push(`${name}=“${value}” 应为 ${low} 到 ${high} 之间的整数`);
      return fallback;
    }
    return Number(value);
  };
  const url = (name: string, protocols: readonly string[]) => {
    const value = text(name);
    if (value === null) return null;
    const protocol = URL.canParse(value) ? new URL(value).protocol : null;
    if (protocol === null || !protocols.includes(protocol)) {
      problems.push(`${name}=“${hidePassword(value)}” 应为以 ${protocols.map((one) => `${one}//`).join(' 或 ')} 开头的完整地址`);
      return null;
    }
    return value;
  };
  const required = (name: string, because: string) => {
    const value = text(name);
    if (value === null) problems.push(`${name} 未填写（${because}时必填）`);
    return value ?? '';
  };
  const templates = (name: string) => {
    const value = text(name);
    if (value === null) return {};
    const pairs = value.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
    if (pairs.some((pair) => pair.length !== 2 || !pair[0] || !pair[1])) {
      problems.push(`${name}=“${value}” 应形如 code=SMS_1234,notice=SMS_5678`);
      return {};
    }
    return Object.fromEntries(pairs) as Record<string, string>;
  };
  const oneOf = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const value = text(name);
    if (value === null) return fallback;
    if (!(values as readonly string[]).includes(value)) {
      problems.push(`${name}=“${value}” 应为 ${values.join('、')} 之一`);
      return fallback;
    }
    return value as T;
  };

  const port = integer('PORT', 8080, 0, 65_535);
  const host = text('HOST') ?? '0.0.0.0';
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`;

  const bucket = text('S3_BUCKET');
  const s3 = bucket && {
    bucket,
    region: text('S3_REGION') ?? 'us-east-1',
    endpoint: url('S3_ENDPOINT', ['http:', 'https:']),
    accessKeyId: text('S3_ACCESS_KEY_ID'),
    secretAccessKey: text('S3_SECRET_ACCESS_KEY'),
  };

  const provider = oneOf('SMS_PROVIDER', ['outbox', 'aliyun', 'tencent'], 'outbox');
  let sms: SmsConfig = { provider: 'outbox' };
  if (provider === 'aliyun') {
    sms = {
      provider,
      accessKeyId: required('ALIYUN_ACCESS_KEY_ID', 'SMS_PROVIDER=aliyun'),
      accessKeySecret: required('ALIYUN_ACCESS_KEY_SECRET', 'SMS_PROVIDER=aliyun'),
      signName: required('SMS_SIGN_NAME', 'SMS_PROVIDER=aliyun'),
      templates: templates('SMS_TEMPLATES'),
      endpoint: url('SMS_ENDPOINT', ['http:', 'https:']),
    };
  } else if (provider === 'tencent') {
    sms = {
      provider,
      secretId: required('TENCENT_SECRET_ID', 'SMS_PROVIDER=tencent'),
      secretKey: required('TENCENT_SECRET_KEY', 'SMS_PROVIDER=tencent'),
      sdkAppId: required('TENCENT_SMS_APP_ID', 'SMS_PROVIDER=tencent'),
      signName: required('SMS_SIGN_NAME', 'SMS_PROVIDER=tencent'),
      templates: templates('SMS_TEMPLATES'),
      endpoint: url('SMS_ENDPOINT', ['http:', 'https:']),
      region: text('TENCENT_SMS_REGION') ?? 'ap-guangzhou',
    };
  }

  const appId = text('WECHAT_APP_ID');
  const weChat = appId && {
    appId,
    appSecret: required('WECHAT_APP_SECRET', '填写了 WECHAT_APP_ID'),
    token: required('WECHAT_TOKEN', '填写了 WECHAT_APP_ID'),
    encodingAesKey: text('WECHAT_ENCODING_AES_KEY'),
    templates: templates('WECHAT_TEMPLATES'),
    endpoint: url('WECHAT_ENDPOINT', ['http:', 'https:']),
  };
  if (weChat && weChat.encodingAesKey !== null && !/^[A-Za-z0-9]{43}$/.test(weChat.encodingAesKey)) {
    problems.push('WECHAT_ENCODING_AES_KEY 应为 43 位字母或数字（公众号后台“消息加解密密钥”）');
  }

  const config: Config = {
    port,
    host,
    dataDir: resolve(directory, text('DATA_DIR') ?? 'data'),
    databaseUrl: url('DATABASE_URL', ['postgres:', 'postgresql:']),
    publicUrl: publicUrl.replace(/\/+$/, ''),
    trustProxy: oneOf('TRUST_PROXY', ['true', 'false'], 'false') === 'true',
    logLevel: oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    poolSize: integer('DATABASE_POOL', 16, 2, 200),
    s3: s3 || null,
    sms,
    weChat: weChat || null,
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function hidePassword(value: string): string {
  return value.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:***@');
}
