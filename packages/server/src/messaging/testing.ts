/** Messaging on a test database against stand-ins of the vendors, with a queue that runs when told to. */
import { Logger, runOnce } from 'graphile-worker';
import type pg from 'pg';
import { many, type Queryable, sql } from '../base/database/sql.ts';
import type { Jobs } from '../base/jobs/worker.ts';
import type { Runtime } from '../base/runtime.ts';
import { fetchSend } from '../connectors/http.ts';
import { startAliyunSms } from '../connectors/testing/aliyun-sms.ts';
import { startTencentSms } from '../connectors/testing/tencent-sms.ts';
import { startWechatOfficial } from '../connectors/testing/wechat-official.ts';
import type { Notice } from './notice.ts';

export const receiptToken = 'a-secret-in-the-address';
export const weChatAccount = {
  appId: 'wxb11529c136998cb6',
  appSecret: 'app-secret',
  callbackToken: 'pamtest',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

/** Both SMS vendors and an official account, and the environment that uses them. */
export async function startVendors(now: () => Date) {
  const aliyun = await startAliyunSms({
    accessKeyId: 'ali-id',
    accessKeySecret: 'ali-secret',
    signName: '物业协会',
    templates: { SMS_CODE: ['code'], SMS_REMIND: ['community', 'date', 'due'], SMS_URGE: ['community', 'date'] },
    now,
  });
  const tencent = await startTencentSms({
    secretId: 'ten-id',
    secretKey: 'ten-key',
    sdkAppId: '1400000000',
    signName: '物业协会',
    templates: { 1001: 1, 1002: 3 },
    now,
  });
  const weChat = await startWechatOfficial({ ...weChatAccount, now });
  weChat.state.templates.add('T-remind');
  return {
    aliyun,
    tencent,
    weChat,
    smsEnvironment: {
      SMS_PROVIDER: 'aliyun',
      SMS_RECEIPT_TOKEN: receiptToken,
      ALIYUN_ACCESS_KEY_ID: 'ali-id',
      ALIYUN_ACCESS_KEY_SECRET: 'ali-secret',
      ALIYUN_SMS_SIGN_NAME: '物业协会',
      ALIYUN_SMS_ENDPOINT: aliyun.url,
      ALIYUN_SMS_TEMPLATES: 'code=SMS_CODE,remind=SMS_REMIND,urge=SMS_URGE',
    },
    fallbackEnvironment: {
      SMS_FALLBACK: 'tencent',
      TENCENT_SECRET_ID: 'ten-id',
      TENCENT_SECRET_KEY: 'ten-key',
      TENCENT_SMS_APP_ID: '1400000000',
      TENCENT_SMS_SIGN_NAME: '物业协会',
      TENCENT_SMS_ENDPOINT: tencent.url,
      TENCENT_SMS_TEMPLATES: 'code=1001:code,remind=1002:community|date|due',
    },
    weChatEnvironment: {
      PUBLIC_URL: 'https://anshao.example.cn',
      WECHAT_APP_ID: weChatAccount.appId,
      WECHAT_APP_SECRET: weChatAccount.appSecret,
      WECHAT_TOKEN: weChatAccount.callbackToken,
      WECHAT_ENCODING_AES_KEY: weChatAccount.encodingAesKey,
      WECHAT_ENDPOINT: weChat.url,
      WECHAT_TEMPLATES: 'remind=T-remind:thing1=community|time2=date',
    },
    send: fetchSend({ timeoutMs: 2000 }),
    stop: () => Promise.all([aliyun.stop(), tencent.stop(), weChat.stop()]),
  };
}

export type Vendors = Awaited<ReturnType<typeof startVendors>>;

/** Runs every job that is in the queue now, and those they ask for. */
export async function drain(runtime: Runtime, jobs: Jobs): Promise<void> {
  await runOnce({
    pgPool: runtime.pool,
    taskList: Object.fromEntries(
      Object.entries(jobs).map(([name, handler]) => [
        name,
        (payload: unknown) => handler(payload as Record<string, unknown>),
      ]),
    ),
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
  });
}

export function buildNotice(personId: string, words: Partial<Notice> = {}): Notice {
  return {
    key: `remind:dailyReport:2026-03-16:10:00:${personId}`,
    personId,
    kind: 'dailyReport.remind',
    title: '安全生产日报待填报',
    body: '东晖苑2026-03-16的安全生产日报还未填报，请在18:00前填报。',
    link: '/m/report/0192a1b2-0000-7000-8000-000000000001',
    params: { community: '东晖苑', date: '2026-03-16', due: '18:00' },
    ...words,
  };
}

export async function follow(db: Queryable, personId: string, openId: string): Promise<void> {
  await db.query(
    `insert into identities (provider, subject, person_id, created_at) values ('weChat', $1, $2, '2026-01-01')`,
    [openId, personId],
  );
}

export interface SeenDelivery {
  id: string;
  channel: string;
  state: string;
  provider: string | null;
  notBefore: Date;
  attempts: number;
  error: string | null;
  text: string;
}

/** The ladder of one person as it stands. */
export function ladderOf(db: Queryable, personId: string): Promise<SeenDelivery[]> {
  return many(
    db,
    sql`select d.id, d.channel, d.state, d.provider, d.not_before as "notBefore", d.attempts, d.error, d.text from deliveries d
        where d.person_id = ${personId} order by d.created_at, d.message_id, d.position`,
  );
}

/** Counts the statements of whatever uses the pool's clients. */
export function countStatements(client: pg.PoolClient): { readonly count: number } {
  const counter = { count: 0 };
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]) => {
    counter.count += 1;
    return query(...given);
  }) as typeof client.query;
  return counter;
}
