/**
 * Settings from the environment or a `.env` file in the working folder (the environment wins). Everything is checked
 * at start; one message names every wrong value and how to mend it. `.env.example` explains each to the operator.
 */
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { readSms, readWeChat, type SmsAccount, type SmsConfig, type WeChatConfig } from './accounts.ts';
import { makeDataFolder } from './data-folder.ts';
import { createReader, type Environment, type Reader } from './reader.ts';

export type { AliyunSmsAccount, SmsAccount, SmsConfig, TencentSmsAccount, WeChatConfig } from './accounts.ts';

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
  /** Address by which phones reach this server; used in links of messages and in QR codes. No slash at the end. */
  publicUrl: string;
  trustProxy: boolean;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Connections this process may hold. */
  poolSize: number;
  /** Free bytes below which writing is refused, so that the embedded database never meets a full disk; 0: never. */
  diskReserve: number;
  /** What sensitive values are encrypted under; null: a key of its own, kept in `dataDir`. */
  secretKey: string | null;
  s3: S3Config | null;
  sms: SmsConfig;
  /** Asked when the first provider refuses or does not answer. */
  smsFallback: SmsAccount | null;
  weChat: WeChatConfig | null;
}

export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`配置有误，请修改环境变量或 .env 后重新启动：\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads `.env` below `directory`, if there is one, under the given environment. @throws ConfigError */
export function readEnvironment(directory: string, environment: Environment): Record<string, string | undefined> {
  const file = resolve(directory, '.env');
  if (!existsSync(file)) return { ...environment };
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...environment };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = code === 'EISDIR' ? '是文件夹，应为文件，请改名或删除' : `无法读取（${code}），请检查权限`;
    throw new ConfigError([`${file} ${why}`]);
  }
}

/**
 * What a process starts with: `.env` and the environment read, every value checked, the data folder made.
 * @throws ConfigError naming everything that is wrong
 */
export function readConfig(directory: string, environment: Environment): Config {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const given = attempt(() => readEnvironment(directory, environment)) ?? environment;
  const config = attempt(() => parseConfig(given, directory));
  const folder = makeDataFolder(dataDirOf(createReader(given), directory));
  if (folder !== undefined) problems.push(folder);
  if (config === undefined || problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** @throws ConfigError naming every wrong value */
export function parseConfig(environment: Environment, directory: string): Config {
  const read = createReader(environment);
  const port = read.integer('PORT', 8080, 0, 65_535);
  const publicUrl = readPublicUrl(read, port);
  const config: Config = {
    port,
    host: readHost(read),
    dataDir: dataDirOf(read, directory),
    databaseUrl: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
    publicUrl,
    trustProxy: read.oneOf('TRUST_PROXY', ['true', 'false'], 'false') === 'true',
    logLevel: read.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    poolSize: read.integer('DATABASE_POOL', 16, 2, 200),
    diskReserve: read.integer('DISK_RESERVE_MB', 256, 0, 1_000_000) * 1024 * 1024,
    secretKey: read.matching(
      'ANSHAO_SECRET_KEY',
      /^.{32,}$/,
      '至少 32 个字符的随机文字，妥善备份，更换后已加密的内容无法读出',
    ),
    s3: readS3(read),
    ...readSms(read),
    weChat: readWeChat(read, publicUrl),
  };
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return config;
}

function dataDirOf(read: Reader, directory: string): string {
  return resolve(directory, read.text('DATA_DIR') ?? 'data');
}

const hostName = /^(?=.{1,253}$)(?!(?:.*\.)?\d+$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i;

function readHost(read: Reader): string {
  const host = read.text('HOST') ?? '0.0.0.0';
  if (isIP(host) === 0 && !hostName.test(host)) {
    read.problems.push(`HOST=“${host}” 应为 IP 地址或主机名，不带 http:// 与端口`);
  }
  return host;
}

function readPublicUrl(read: Reader, port: number): string {
  const url = read.url('PUBLIC_URL', ['http:', 'https:']);
  if (url !== null && /[?#]/.test(url)) {
    read.problems.push(`PUBLIC_URL=“${url}” 不要带 ? 或 # 以及其后的内容`);
  }
  return (url ?? `http://localhost:${port}`).replace(/\/+$/, '');
}

const s3Names = ['S3_REGION', 'S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];

function readS3(read: Reader): S3Config | null {
  const bucket = read.text('S3_BUCKET');
  if (bucket === null) {
    const alone = s3Names.filter((name) => read.text(name) !== null);
    if (alone.length > 0) read.problems.push(`S3_BUCKET 未填写（填写了 ${alone.join('、')} 时必填）`);
    return null;
  }
  const accessKeyId = read.text('S3_ACCESS_KEY_ID');
  const secretAccessKey = read.text('S3_SECRET_ACCESS_KEY');
  if ((accessKeyId === null) !== (secretAccessKey === null)) {
    read.problems.push('S3_ACCESS_KEY_ID 与 S3_SECRET_ACCESS_KEY 应同时填写，或都不填写（使用机器自带的凭证）');
  }
  return {
    bucket,
    region: read.text('S3_REGION') ?? 'us-east-1',
    endpoint: read.url('S3_ENDPOINT', ['http:', 'https:']),
    accessKeyId,
    secretAccessKey,
  };
}
