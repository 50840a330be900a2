/** The QR code that hangs in a community: scanned, it leads to binding with the community chosen (DR-02). */
import { Problem } from '@anshao/core/base/errors.ts';
import type { Runtime } from '../base/runtime.ts';
import { findCommunity } from './store.ts';

/** The address behind WeChat's QR code with a parameter: scanning follows the account first. */
export type WeChatSceneUrl = (communityId: string) => Promise<string>;

export function createPoster(runtime: Runtime, weChatSceneUrl: WeChatSceneUrl | undefined) {
  return {
    /** @throws Problem `base.not-found`, also for a community that no longer takes part */
    async communityPoster(communityId: string): Promise<string> {
      const community = await findCommunity(runtime.pool, communityId);
      if (community?.status !== 'active') throw new Problem('base.not-found');
      const plain = `${runtime.config.publicUrl}/m/bind?community=${communityId}`;
      const { default: QRCode } = await import('qrcode');
      return QRCode.toString(await sceneOr(plain, communityId), { type: 'svg', errorCorrectionLevel: 'Q', margin: 4 });
    },
  };

  /** Without WeChat's answer the plain address does the same, only without following the account. */
  async function sceneOr(plain: string, communityId: string): Promise<string> {
    if (!weChatSceneUrl) return plain;
    try {
      return await weChatSceneUrl(communityId);
    } catch (error) {
      runtime.log.warn('poster without WeChat', { communityId, error });
      return plain;
    }
  }
}
