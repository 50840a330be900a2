import { expect, test } from 'vitest';
import { outboxSms } from './provider.ts';

test('any message is accepted under the id that was made for it', async () => {
  const provider = outboxSms(() => 'outbox-1');
  const message = { to: '任何人', template: 't', params: {}, text: '您的验证码是 246810', idempotencyKey: 'k' };
  expect(await provider.send(message)).toEqual({ outcome: 'accepted', providerMessageId: 'outbox-1' });
  expect(provider.parseReceipt).toBeUndefined();
});
