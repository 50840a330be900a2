import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseEnv } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { ConfigError, parseConfig, readConfig } from './config.ts';

const aliyun = {
  SMS_PROVIDER: 'aliyun',
  ALIYUN_ACCESS_KEY_ID: 'id',
  ALIYUN_ACCESS_KEY_SECRET: 'secret',
  ALIYUN_SMS_SIGN_NAME: '物业协会',
};
const tencent = {
  TENCENT_SECRET_ID: 'id',
  TENCENT_SECRET_KEY: 'key',
  TENCENT_SMS_APP_ID: '1400000000',
  TENCENT_SMS_SIGN_NAME: '物业协会',
};
const weChat = { WECHAT_APP_ID: 'wxb11529c136998cb6', WECHAT_APP_SECRET: 'secret', WECHAT_TOKEN: 'pamtest' };
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment, '/srv/anshao');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

/** One rule each: what is set, and exactly what is said about it. */
const refused: [string, Record<string, string>, string[]][] = [
  ['a port out of range', { PORT: '70000' }, ['PORT=“70000” 应为 0 到 65535 之间的整数']],
  ['a pool that is no number', { DATABASE_POOL: 'many' }, ['DATABASE_POOL=“many” 应为 2 到 200 之间的整数']],
  [
    'an address without protocol',
    { PUBLIC_URL: 'anshao.cn' },
    ['PUBLIC_URL=“anshao.cn” 应为以 http:// 或 https:// 开头的完整地址'],
  ],
  [
    'a database address of another kind, its password covered',
    { DATABASE_URL: 'mysql://me:hush@db/anshao' },
    ['DATABASE_URL=“mysql://me:***@db/anshao” 应为以 postgres:// 或 postgresql:// 开头的完整地址'],
  ],
  [
    'a host with protocol',
    { HOST: 'http://10.0.0.1' },
    ['HOST=“http://10.0.0.1” 应为 IP 地址或主机名，不带 http:// 与端口'],
  ],
  [
    'a host that is almost an address',
    { HOST: '300.1.1.1' },
    ['HOST=“300.1.1.1” 应为 IP 地址或主机名，不带 http:// 与端口'],
  ],
  [
    'an address with query',
    { PUBLIC_URL: 'https://a.cn/?b=1' },
    ['PUBLIC_URL=“https://a.cn/?b=1” 不要带 ? 或 # 以及其后的内容'],
  ],
  [
    'an address with fragment',
    { PUBLIC_URL: 'https://a.cn/#/m' },
    ['PUBLIC_URL=“https://a.cn/#/m” 不要带 ? 或 # 以及其后的内容'],
  ],
  [
    'storage keys without a bucket',
    { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'key' },
    ['S3_BUCKET 未填写（填写了 S3_ACCESS_KEY_ID、S3_SECRET_ACCESS_KEY 时必填）'],
  ],
  ['a wrong choice', { LOG_LEVEL: 'loud' }, ['LOG_LEVEL=“loud” 应为 debug、info、warn、error、silent 之一']],
  ['a switch that is neither', { TRUST_PROXY: 'yes' }, ['TRUST_PROXY=“yes” 应为 true、false 之一']],
  [
    'half of the storage key',
    { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id' },
    ['S3_ACCESS_KEY_ID 与 S3_SECRET_ACCESS_KEY 应同时填写，或都不填写（使用机器自带的凭证）'],
  ],
  ['an unknown provider', { SMS_PROVIDER: 'pigeon' }, ['SMS_PROVIDER=“pigeon” 应为 outbox、aliyun、tencent 之一']],
  [
    'everything an account lacks, at once',
    { SMS_PROVIDER: 'aliyun' },
    [
      'ALIYUN_ACCESS_KEY_ID 未填写（SMS_PROVIDER=aliyun时必填）',
      'ALIYUN_ACCESS_KEY_SECRET 未填写（SMS_PROVIDER=aliyun时必填）',
      'ALIYUN_SMS_SIGN_NAME 未填写（SMS_PROVIDER=aliyun时必填）',
    ],
  ],
  [
    'a sign name with its brackets',
    { ...aliyun, ALIYUN_SMS_SIGN_NAME: '【物业协会】' },
    ['ALIYUN_SMS_SIGN_NAME=“【物业协会】” 不要带【】'],
  ],
  [
    'a template without number',
    { ...aliyun, ALIYUN_SMS_TEMPLATES: 'code=SMS_1,remind' },
    ['ALIYUN_SMS_TEMPLATES 中的“remind”格式不对，应形如 code=SMS_1234'],
  ],
  [
    'a template twice',
    { ...aliyun, ALIYUN_SMS_TEMPLATES: 'code=SMS_1,code=SMS_2' },
    ['ALIYUN_SMS_TEMPLATES 中的“code”出现了两次'],
  ],
  [
    'a numbered template without the order of its values',
    { ...tencent, SMS_PROVIDER: 'tencent', TENCENT_SMS_TEMPLATES: 'code=1234' },
    ['TENCENT_SMS_TEMPLATES 中的“code=1234”格式不对，应形如 remind=1234567:community|date'],
  ],
  [
    'a short receipt secret, which is not repeated',
    { ...aliyun, SMS_RECEIPT_TOKEN: 'short' },
    ['SMS_RECEIPT_TOKEN 应为 16 至 200 位字母、数字、下划线或短横线'],
  ],
  [
    'a fallback for nothing',
    { SMS_FALLBACK: 'aliyun' },
    ['SMS_FALLBACK=“aliyun” 需要先用 SMS_PROVIDER 选定一家短信服务商'],
  ],
  ['a fallback to itself', { ...aliyun, SMS_FALLBACK: 'aliyun' }, ['SMS_FALLBACK=“aliyun” 应与 SMS_PROVIDER 不同']],
  [
    'a fallback without its account',
    { ...aliyun, SMS_FALLBACK: 'tencent', TENCENT_SECRET_ID: 'id', TENCENT_SECRET_KEY: 'key' },
    [
      'TENCENT_SMS_APP_ID 未填写（SMS_FALLBACK=tencent时必填）',
      'TENCENT_SMS_SIGN_NAME 未填写（SMS_FALLBACK=tencent时必填）',
    ],
  ],
  ['a misspelt name', { SMS_PROVIDERS: 'aliyun' }, ['SMS_PROVIDERS 不是本系统的设置，请检查拼写']],
  [
    'a WeChat account without its number',
    { WECHAT_TOKEN: 'pamtest' },
    ['WECHAT_APP_ID 未填写（填写了 WECHAT_TOKEN 时必填）'],
  ],
  [
    'a WeChat number of another form',
    { ...weChat, WECHAT_APP_ID: 'gh_123' },
    ['WECHAT_APP_ID 应为以 wx 开头的 18 位 AppID'],
  ],
  [
    'a callback token with signs',
    { ...weChat, WECHAT_TOKEN: 'a b' },
    ['WECHAT_TOKEN 应为 3 至 32 位字母或数字（公众号后台“令牌”）'],
  ],
  [
    'an encoding key of another length',
    { ...weChat, WECHAT_ENCODING_AES_KEY: 'short' },
    ['WECHAT_ENCODING_AES_KEY 应为 43 位字母或数字（公众号后台“消息加解密密钥”）'],
  ],
  [
    'safe mode without key',
    { ...weChat, WECHAT_MODE: 'safe' },
    ['WECHAT_ENCODING_AES_KEY 未填写（WECHAT_MODE=safe时必填）'],
  ],
  [
    'a template without fields',
    { ...weChat, WECHAT_TEMPLATES: 'remind=abc:thing1' },
    ['WECHAT_TEMPLATES 中“remind”的字段“thing1”格式不对，应形如 remind=模板编号:thing1=community|time2=date'],
  ],
  [
    'a host with protocol',
    { ...weChat, WECHAT_JS_HOSTS: 'https://anshao.cn' },
    ['WECHAT_JS_HOSTS 中的“https://anshao.cn”应为域名，不带 http:// 与路径'],
  ],
];

test.each(refused)('%s is refused by name', (_, environment, problems) => {
  expect(problemsOf(environment)).toEqual(problems);
});

test('wrong values in all parts are named in one message', () => {
  const wrong = { PORT: '-1', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'id', SMS_PROVIDER: 'tencent', WECHAT_APP_ID: 'x' };
  expect(problemsOf(wrong)).toHaveLength(7);
  expect(() => parseConfig(wrong, '/srv/anshao')).toThrow(
    /PORT=[\s\S]*S3_ACCESS[\s\S]*TENCENT_SECRET_ID[\s\S]*WECHAT_APP_ID/,
  );
});

test('with nothing set everything is embedded and no account is used', () => {
  expect(parseConfig({}, '/srv/anshao')).toMatchObject({
    port: 8080,
    dataDir: '/srv/anshao/data',
    databaseUrl: null,
    publicUrl: 'http://localhost:8080',
    s3: null,
    sms: { provider: 'outbox' },
    smsFallback: null,
    weChat: null,
  });
});

test('two vendors are read in the form their connectors take', () => {
  const config = parseConfig(
    {
      ...aliyun,
      ...tencent,
      ALIYUN_SMS_TEMPLATES: 'code=SMS_1, remind=SMS_2',
      SMS_FALLBACK: 'tencent',
      TENCENT_SMS_TEMPLATES: 'code=1:code|minutes,remind=2:community|date|due',
      SMS_RECEIPT_TOKEN: 'a-long-receipt-token',
    },
    '/srv/anshao',
  );
  expect(config.sms).toMatchObject({
    provider: 'aliyun',
    templates: { code: 'SMS_1', remind: 'SMS_2' },
    receiptToken: 'a-long-receipt-token',
  });
  expect(config.smsFallback).toMatchObject({
    provider: 'tencent',
    templates: {
      code: { templateId: '1', params: ['code', 'minutes'] },
      remind: { templateId: '2', params: ['community', 'date', 'due'] },
    },
    receiptToken: 'a-long-receipt-token',
  });
});

test('a WeChat account with a key is in safe mode, signs pages of its own address, and maps fields to values', () => {
  const config = parseConfig(
    {
      ...weChat,
      PUBLIC_URL: 'https://anshao.example.cn/',
      WECHAT_ENCODING_AES_KEY: aesKey,
      WECHAT_TEMPLATES: 'remind=T-1_a:thing1=community|time2=date',
    },
    '/srv/anshao',
  );
  expect(config.publicUrl).toBe('https://anshao.example.cn');
  expect(config.weChat).toMatchObject({
    mode: 'safe',
    encodingAesKey: aesKey,
    jsHosts: ['anshao.example.cn'],
    templates: { remind: { templateId: 'T-1_a', fields: { thing1: 'community', time2: 'date' } } },
    subscriptions: {},
  });
  expect(parseConfig(weChat, '/srv/anshao').weChat?.mode).toBe('plain');
});

test('a secret key that is short is refused without repeating it', () => {
  expect(() => parseConfig({ ANSHAO_SECRET_KEY: 'too-short-a-key' }, '/srv/anshao')).toThrow(
    /ANSHAO_SECRET_KEY 应为至少 32 个字符(?!.*too-short)/,
  );
  expect(parseConfig({ ANSHAO_SECRET_KEY: 'k'.repeat(32) }, '/srv/anshao').secretKey).toBe('k'.repeat(32));
});

const example = readFileSync(new URL('../../../../../.env.example', import.meta.url), 'utf8');

test('the example file starts as it is, and says what happens without it', () => {
  expect(parseConfig(parseEnv(example), '/srv/anshao')).toEqual(parseConfig({}, '/srv/anshao'));
});

test('the example file also starts with every line in use', () => {
  const filled = parseEnv(example.replaceAll(/^# ([A-Z][A-Z0-9_]+=)/gm, '$1'));
  for (const [name, value] of Object.entries(filled)) if (value === '') filled[name] = 'filled-in-by-the-operator';
  Object.assign(filled, {
    ANSHAO_SECRET_KEY: 'a-long-and-random-text-of-32-letters',
    SMS_PROVIDER: 'aliyun',
    SMS_FALLBACK: 'tencent',
    WECHAT_TOKEN: 'token',
    WECHAT_ENCODING_AES_KEY: aesKey,
    WECHAT_SUBSCRIPTIONS: 'remind=S1:thing1=community',
  });
  expect(problemsOf(filled as Record<string, string>)).toEqual([]);
});

test('the example file explains every setting the program reads, and no other', () => {
  const asked = new Set<string>();
  const asking = (values: Record<string, string>) =>
    new Proxy(values, {
      get: (target, name) => {
        if (typeof name === 'string') asked.add(name);
        return Reflect.get(target, name);
      },
    });
  parseConfig(asking({ ...aliyun, ...tencent, ...weChat, S3_BUCKET: 'b', SMS_FALLBACK: 'tencent' }), '/srv/anshao');
  const explained = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
  expect([...new Set(explained)].sort()).toEqual([...asked].sort());
});

const folder = mkdtempSync(`${tmpdir()}/anshao-config-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['localhost', 'anshao.example.cn', '127.0.0.1', '::', 'db-1'])('HOST may be %s', (host) => {
  expect(parseConfig({ HOST: host }, folder).host).toBe(host);
});

test('the data folder is made with all above it, for nobody else to read', () => {
  const { dataDir } = readConfig(folder, { DATA_DIR: 'a/b/data' });
  expect(dataDir).toBe(`${folder}/a/b/data`);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(readConfig(folder, { DATA_DIR: 'a/b/data' }).dataDir).toBe(dataDir);
});

test('a .env that is a folder, a data folder that is a file and a wrong value are named together', () => {
  const place = `${folder}/wrong`;
  mkdirSync(`${place}/.env`, { recursive: true });
  writeFileSync(`${place}/data`, '');
  const said = `[\\s\\S]*\\.env 是文件夹[\\s\\S]*PORT=[\\s\\S]*DATA_DIR=“${place}/data/inner” 应为文件夹，而“${place}/data”是文件`;
  expect(() => readConfig(place, { PORT: 'x', DATA_DIR: 'data/inner' })).toThrow(new RegExp(said));
});

test.runIf(process.platform === 'linux')('a folder that cannot be made is told instead of tried for ever', () => {
  expect(() => readConfig(folder, { DATA_DIR: '/proc/nope' })).toThrow(
    /DATA_DIR=“\/proc\/nope” (无法建立|没有读写权限)/,
  );
});
