import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type pg from 'pg';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testRuntime } from '../testing/runtime.ts';
import { createHttp, type Http } from './server.ts';

const Place = Type.Union([
  Type.Object({ kind: Type.Literal('point'), latitude: Type.Number() }),
  Type.Object({ kind: Type.Literal('line'), from: Type.Number(), to: Type.Number(), name: Type.String() }),
]);

let app: Http;
beforeAll(async () => {
  // Nothing here asks the database.
  app = createHttp(testRuntime({} as pg.Pool));
  app.post('/code', {
    schema: {
      body: Type.Union([
        Type.Object({ purpose: Type.Literal('bind'), communityId: Type.String({ minLength: 3 }) }),
        Type.Object({ purpose: Type.Literal('signIn'), mobile: Type.String({ pattern: '^1\\d{10}$' }) }),
        Type.Object({ purpose: Type.Literal('changeRequest'), mobile: Type.String({ pattern: '^1\\d{10}$' }) }),
      ]),
    },
    handler: async () => ({}),
  });
  app.post('/places', {
    schema: {
      body: Type.Object({
        name: Type.String(),
        level: Type.Union([Type.Literal('high'), Type.Literal('low')]),
        note: Type.Union([Type.String({ maxLength: 3 }), Type.Null()]),
        places: Type.Array(Place),
      }),
    },
    handler: async () => ({}),
  });
  app.get('/named/:name', async () => ({}));
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

async function problems(url: string, payload: object) {
  const answer = await app.inject({ method: 'POST', url, payload });
  expect(answer.statusCode).toBe(422);
  return answer.json().problems;
}

describe('a body of several shapes', () => {
  it('is measured against the shape it names', async () => {
    expect(await problems('/code', { purpose: 'signIn', mobile: '123' })).toEqual([
      { path: 'mobile', code: 'schema.pattern', details: { pattern: '^1\\d{10}$' } },
    ]);
    expect(await problems('/code', { purpose: 'bind', mobile: '13800000000' })).toMatchObject([
      { path: 'communityId', code: 'schema.required' },
    ]);
  });

  it.each([{ purpose: 'stroll', mobile: '1' }, { mobile: '1' }, {}])(
    'is told the names there are when it names none of them: %j',
    async (body) => {
      expect(await problems('/code', body)).toEqual([
        { path: 'purpose', code: 'schema.enum', details: { allowedValues: ['bind', 'signIn', 'changeRequest'] } },
      ]);
    },
  );

  it('that is no object is told so once', async () => {
    expect(await problems('/code', [])).toMatchObject([{ path: '', code: 'schema.type' }]);
  });

  it('may lie deep inside: every place is told of, each as what it is, and nothing twice', async () => {
    const body = {
      level: 'middle',
      note: 'too long',
      places: [
        { kind: 'point', latitude: 1 },
        { kind: 'point', latitude: 'north' },
        { kind: 'line', from: 'a' },
        { kind: 'circle' },
        7,
      ],
    };
    expect(
      (await problems('/places', body)).map((one: { path: string; code: string }) => [one.path, one.code]),
    ).toEqual([
      ['name', 'schema.required'],
      ['level', 'schema.enum'],
      ['note', 'schema.maxLength'],
      ['places[1].latitude', 'schema.type'],
      ['places[2].to', 'schema.required'],
      ['places[2].name', 'schema.required'],
      ['places[2].from', 'schema.type'],
      ['places[3].kind', 'schema.enum'],
      ['places[4]', 'schema.type'],
    ]);
  });
});

describe('a body that cannot be read', () => {
  const send = async (payload: string, headers: Record<string, string> = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/code',
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });
    const { code, message } = answer.json();
    expect([answer.statusCode, code]).toEqual([400, 'base.malformed']);
    return message;
  };
  const english = { 'accept-language': 'en' };

  it.each([
    [
      '{"a":1,,}',
      '请求格式不正确：内容从第 8 个字符起不是有效的 JSON',
      'Malformed request: the body is not valid JSON from character 8 on',
    ],
    [
      '{"a":',
      '请求格式不正确：内容不完整，JSON 没有写完',
      'Malformed request: the body ends in the middle of its JSON',
    ],
    ['{"__proto__":{}}', '请求格式不正确：内容不是有效的 JSON', 'Malformed request: the body is not valid JSON'],
    ['', '请求格式不正确：请求没有内容', 'Malformed request: the body is empty'],
  ])('%j is refused in the reader’s language, with the place where it is known', async (body, zh, en) => {
    expect(await send(body)).toBe(zh);
    expect(await send(body, english)).toBe(en);
  });

  it('of another type as well', async () => {
    const xml = { 'content-type': 'application/xml' };
    expect(await send('<a/>', xml)).toBe('请求格式不正确：内容类型应为 application/json');
    expect(await send('<a/>', { ...xml, ...english })).toBe(
      'Malformed request: the content type must be application/json',
    );
  });

  it.each([
    ['/named/%zz', 400, 'base.malformed'],
    [`/named/${'a'.repeat(300)}`, 404, 'base.not-found'],
  ])('and an address like %s are answered in our form', async (url, status, code) => {
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code, trace: answer.headers['x-trace'] });
    expect(answer.body).not.toMatch(/FST_|is not a valid|exceeding/);
  });
});

describe('what Node refuses before there is a request', () => {
  /** @returns everything the server says until it closes the connection */
  async function exchange(bytes: string): Promise<{ status: number; head: string; body: Record<string, unknown> }> {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(bytes);
    return read(socket);
  }
  async function read(socket: Socket) {
    let said = '';
    socket.on('data', (chunk) => {
      said += String(chunk);
    });
    await once(socket, 'close');
    const [head = '', body = ''] = said.split('\r\n\r\n');
    expect(head).toMatch(/^connection: close$/m);
    return { status: Number(head.split(' ')[1]), head, body: JSON.parse(body) };
  }

  it.each([
    ['a very long address', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['headers far too long', `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(300_000)}\r\n\r\n`],
  ])('%s is answered in our form, with a trace', async (_what, bytes) => {
    const { status, head, body } = await exchange(bytes);
    expect(status).toBe(431);
    expect(body).toMatchObject({ code: 'base.headers-too-large', message: expect.stringMatching(/^网址或请求头过长/) });
    expect(head).toContain(`x-trace: ${body['trace']}`);
    expect(body['trace']).toMatch(/^[0-9a-f]{16}$/);
  });

  it('bytes that are no HTTP are, in the language that can be seen in them', async () => {
    const chinese = await exchange('\x16\x03\x01\x02\x00\r\n\r\n');
    expect([chinese.status, chinese.body['message']]).toEqual([400, '请求格式不正确：不是有效的 HTTP 请求']);
    const { body } = await exchange('GET / HTTP/1.1\r\nAccept-Language: en-GB\r\nno colon\r\n\r\n');
    expect(body['message']).toBe('Malformed request: this is not a valid HTTP request');
  });

  it('a client that does not finish is told that time ran out', async () => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    const [served] = (await once(app.server, 'connection')) as [Socket];
    // As Node does when `requestTimeout` is over; nobody here waits five minutes for it.
    app.server.emit('clientError', Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), served);
    const { status, body } = await read(socket);
    expect([status, body['code']]).toEqual([408, 'base.timeout']);
  });
});
