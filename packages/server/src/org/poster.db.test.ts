import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { createPoster } from './poster.ts';
import { buildCommunity } from './testing/builders.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool, { environment: { PUBLIC_URL: 'https://anshao.example/' } });
const codeOf = (url: string) => QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'Q', margin: 4 });

test('without WeChat the code leads to binding with the community chosen', async () => {
  const { id } = await buildCommunity(database.pool);
  const svg = await createPoster(runtime, undefined).communityPoster(id);
  expect(svg).toBe(await codeOf(`https://anshao.example/m/bind?community=${id}`));
});

test('with WeChat it is the code that follows first; while WeChat fails, the plain one', async () => {
  const { id } = await buildCommunity(database.pool);
  const scene = createPoster(runtime, async (communityId) => `https://weixin.example/q/${communityId}`);
  expect(await scene.communityPoster(id)).toBe(await codeOf(`https://weixin.example/q/${id}`));
  const away = createPoster(runtime, () => Promise.reject(new Error('45009')));
  expect(await away.communityPoster(id)).toBe(await codeOf(`https://anshao.example/m/bind?community=${id}`));
});
