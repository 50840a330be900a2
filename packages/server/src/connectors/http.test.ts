import { afterEach, describe, expect, test } from 'vitest';
import { HttpSendError } from './contract.ts';
import { fetchSend, noAnswer } from './http.ts';
import { type Answerer, type HttpStandIn, startHttpStandIn } from './testing/http-stand-in.ts';

const running: HttpStandIn[] = [];
const start = async (answer: Answerer) => {
  const standIn = await startHttpStandIn(answer);
  running.push(standIn);
  return standIn;
};
afterEach(() => Promise.all(running.splice(0).map((standIn) => standIn.stop())));

const get = (url: string) => ({ method: 'GET', url, headers: {} });

describe('fetchSend', () => {
  test('method, headers and body arrive, and the answer comes back', async () => {
    const standIn = await start(() => ({ status: 201, body: '{"好":1}', headers: { 'x-answer': 'yes' } }));
    const answer = await fetchSend()({
      method: 'POST',
      url: `${standIn.url}/a?b=1`,
      headers: { 'x-ask': 'me' },
      body: '🏠',
    });
    expect(answer).toMatchObject({ status: 201, body: '{"好":1}', headers: { 'x-answer': 'yes' } });
    expect(standIn.requests[0]).toMatchObject({ method: 'POST', path: '/a', query: { b: '1' }, body: '🏠' });
    expect(standIn.requests[0]!.headers['x-ask']).toBe('me');
  });

  test('a redirect is handed back and the other host never hears of the request', async () => {
    const other = await start(() => ({ status: 200, body: 'leaked' }));
    const standIn = await start(() => ({ status: 307, body: '', headers: { location: `${other.url}/` } }));
    expect((await fetchSend()({ ...get(standIn.url), headers: { authorization: 'secret' } })).status).toBe(307);
    expect(other.requests).toEqual([]);
  });

  test('silence ends in an error that says the request may have arrived', async () => {
    const standIn = await start(() => 'stay silent');
    const error = await fetchSend({ timeoutMs: 50 })(get(standIn.url)).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(HttpSendError);
    expect(error).toMatchObject({ mayHaveArrived: true, message: '50 ms 内没有回应' });
  });

  test('an answer larger than allowed is not read to its end', async () => {
    const standIn = await start(() => ({ status: 200, body: 'x'.repeat(2_000) }));
    await expect(fetchSend({ maxBytes: 1_000 })(get(standIn.url))).rejects.toMatchObject({ mayHaveArrived: true });
  });

  test('a closed port says that nothing arrived', async () => {
    const standIn = await start(() => 'stay silent');
    await standIn.stop();
    await expect(fetchSend()(get(standIn.url))).rejects.toMatchObject({
      mayHaveArrived: false,
      message: 'ECONNREFUSED',
    });
  });
});

test('a bug is not taken for a silent service', () => {
  expect(() => noAnswer(new TypeError('x is not a function'))).toThrow('x is not a function');
});
