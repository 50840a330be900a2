/** The official account as the product uses it: menu, sign-in, posters, and the pushes it sends us (DR-01, DR-02, DR-03). */
import { Problem } from '@anshao/core/base/errors.ts';
import type { WeChatConfig } from '../base/config/config.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Runtime } from '../base/runtime.ts';
import type { CallbackAnswer, CallbackRequest, Refusal } from '../connectors/contract.ts';
import {
  answerAddressCheck,
  NOTHING_TO_SAY,
  readCallback,
  receiptOf,
  textReply,
} from '../connectors/wechat-official/callback.ts';
import { authorizeUrl } from '../connectors/wechat-official/client.ts';
import type { WechatOfficial } from '../connectors/wechat-official/connector.ts';
import { MessageRefused } from '../connectors/wechat-official/crypto.ts';
import type { WechatEvent } from '../connectors/wechat-official/event.ts';
import type { Page, PageSignature } from '../connectors/wechat-official/jssdk.ts';
import { menuProblems, type WechatMenu } from '../connectors/wechat-official/menu.ts';
import { entrance } from './channels.ts';
import type { Receipts } from './receipts.ts';
import { rememberPush, setFollowing } from './store.ts';

const scenePrefix = 'community:';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Sign-in and posters, for the modules that need them. */
export interface WeChatDoor {
  /** Where to send the browser so that WeChat says who it is, without asking. `state`: letters and digits. */
  authorizeUrl(request: { redirectUri: string; state: string }): string;
  /** @throws Problem `messaging.wechat-refused` */
  exchange(code: string): Promise<{ openId: string }>;
  /** What the QR code of a community's poster encodes: scanning follows the account and opens the binding. @throws Problem `messaging.wechat-refused` */
  sceneUrl(communityId: string): Promise<string>;
  /** Undefined for a page whose host is not ours. */
  signPage(page: Page): Promise<PageSignature | undefined>;
}

export function createWeChat(runtime: Runtime, config: WeChatConfig, official: WechatOfficial, receipts: Receipts) {
  const { clock, log } = runtime;
  const { publicUrl } = runtime.config;

  const refuse = (refusal: Refusal) => {
    log.warn('wechat refused', { code: refusal.code });
    return new Problem('messaging.wechat-refused', { reason: refusal.code });
  };

  const door: WeChatDoor = {
    authorizeUrl: (request) => authorizeUrl(config, { ...request, scope: 'snsapi_base' }),
    async exchange(code) {
      const answer = await official.client.identify(code);
      if (answer.outcome === 'refused') throw refuse(answer);
      return { openId: answer.openId };
    },
    async sceneUrl(communityId) {
      const answer = await official.client.createQr({ scene: `${scenePrefix}${communityId}` });
      if (answer.outcome === 'refused') throw refuse(answer);
      return answer.url;
    },
    signPage: (page) => official.signPage(page),
  };

  const answerText = (event: WechatEvent, text: string): CallbackAnswer =>
    textReply(config, event, text, {
      now: clock.now(),
      nonce: runtime.random(8).toString('hex'),
      random16: runtime.random(16),
    });

  /** Who follows or scans gets one link: to binding when the poster of a community brought them, else to the to-do list. */
  function greeting(event: WechatEvent, scene: string | undefined): CallbackAnswer {
    const communityId = scene?.startsWith(scenePrefix) ? scene.slice(scenePrefix.length) : '';
    if (uuid.test(communityId)) {
      const link = entrance(publicUrl, `/m/bind?community=${communityId}`);
      return answerText(event, `您好，请<a href="${link}">点击这里绑定小区并登录</a>，绑定后即可填报安全生产日报。`);
    }
    const link = entrance(publicUrl, '/m/reports?tab=todo');
    return answerText(event, `您好，请<a href="${link}">点击这里填报安全生产日报</a>，或使用底部菜单“项目日报”。`);
  }

  return {
    door,

    /** Publishes the menu. A refusal is logged and tried again at the next start; nothing else depends on it. */
    async publishMenu(): Promise<void> {
      const menu: WechatMenu = {
        button: [{ type: 'view', name: '项目日报', url: entrance(publicUrl, '/m/reports?tab=todo') }],
      };
      const problems = menuProblems(menu);
      if (problems.length > 0) {
        log.warn('wechat menu not published', { problems });
        return;
      }
      const answer = await official.client.createMenu(menu);
      if (answer.outcome === 'refused')
        log.warn('wechat menu not published', { code: answer.code, reason: answer.message });
    },

    /** @throws Problem `messaging.signature` */
    checkAddress(query: CallbackRequest['query']): CallbackAnswer {
      return refusedAsProblem(() => answerAddressCheck(config, query, clock.now()));
    },

    /**
     * One push. What it causes and the note that it was dealt with commit together, so that a repeat does nothing and
     * a failure in between is made good by it.
     * @throws Problem `messaging.signature`, `base.malformed`
     */
    async takePush(request: Pick<CallbackRequest, 'query' | 'body'>): Promise<CallbackAnswer> {
      const event = refusedAsProblem(() => readCallback(config, request, clock.now()));
      return inTransaction(runtime.pool, async (transaction) => {
        if (!(await rememberPush(transaction, 'weChat', event.dedupKey, clock.now()))) return NOTHING_TO_SAY;
        switch (event.kind) {
          case 'followed':
            await setFollowing(transaction, event.openId, true);
            return greeting(event, event.scene);
          case 'scanned':
            return greeting(event, event.scene);
          case 'unfollowed':
            await setFollowing(transaction, event.openId, false);
            return NOTHING_TO_SAY;
          case 'notice-finished': {
            const receipt = receiptOf(event);
            if (receipt) await receipts.record(transaction, 'weChat', receipt);
            return NOTHING_TO_SAY;
          }
          default:
            return NOTHING_TO_SAY;
        }
      });
    },
  };
}

export type WeChat = ReturnType<typeof createWeChat>;

function refusedAsProblem<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
    if (error.code === 'xml') throw new Problem('base.malformed', { reason: 'xml', said: error.message });
    throw new Problem('messaging.signature');
  }
}
