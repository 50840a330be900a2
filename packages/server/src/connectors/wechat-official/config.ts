/** Settings of one WeChat official account (服务号). */

export interface WechatOfficialConfig {
  appId: string;
  appSecret: string;
  /** Token of “服务器配置”, for signatures of callbacks. */
  callbackToken: string;
  /** 43 characters; needed in `safe` and `compatible` mode. */
  encodingAesKey?: string;
  /** 明文 / 兼容 / 安全模式, as chosen in “服务器配置”. */
  mode: 'plain' | 'compatible' | 'safe';
  /** Our template key → 模板消息. */
  templates?: Record<string, WechatTemplate>;
  /** Our template key → 订阅通知. */
  subscriptions?: Record<string, WechatTemplate>;
  /** Hosts whose pages may be signed for JSSDK (“JS接口安全域名”), without protocol. */
  jsHosts?: string[];
  /** Default `https://api.weixin.qq.com`. */
  endpoint?: string;
}

export interface WechatTemplate {
  templateId: string;
  /** The vendor's field (`thing1`, `time2`, `keyword1`) → our parameter name. */
  fields: Record<string, string>;
}
