import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createPool } from './base/database/pool.ts';
import { cannotListen, databaseUnreachable, StartError } from './start-error.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What listening there fails with. */
async function listen(port: number, host: string): Promise<unknown> {
  const server = createServer();
  servers.push(server);
  server.listen(port, host);
  return Promise.race([once(server, 'error').then(([error]) => error), once(server, 'listening').then(() => server)]);
}

test('a port in use and an address of another machine are told with what to do', async () => {
  const taken = (await listen(0, '127.0.0.1')) as ReturnType<typeof createServer>;
  const { port } = taken.address() as AddressInfo;
  const inUse = cannotListen(await listen(port, '127.0.0.1'), { host: '127.0.0.1', port });
  expect(inUse).toBeInstanceOf(StartError);
  expect(inUse).toMatchObject({ message: `端口 ${port} 已被占用：请关闭占用它的程序，或用 PORT 换一个端口。` });

  const elsewhere = cannotListen(await listen(0, '192.0.2.1'), { host: '192.0.2.1', port: 0 });
  expect(elsewhere).toMatchObject({ message: expect.stringContaining('HOST=“192.0.2.1” 不是本机的地址') });
});

test('another failure while listening stays what it was', () => {
  const error = new Error('something else');
  expect(cannotListen(error, { host: '0.0.0.0', port: 1 })).toBe(error);
});

test('a database that is not there is told by address and without its password', async () => {
  const taken = (await listen(0, '127.0.0.1')) as ReturnType<typeof createServer>;
  const { port } = taken.address() as AddressInfo;
  taken.close();
  const url = `postgres://me:hush@127.0.0.1:${port}/anshao`;
  const pool = createPool(url, { max: 1, onError: () => {} });
  const error = await pool.query('select 1').catch((failure: unknown) => failure);
  await pool.end();

  const { message } = databaseUnreachable(error, url);
  expect(message).toBe(
    `数据库 127.0.0.1:${port} 拒绝连接：请确认 PostgreSQL 已启动并允许从本机连接，或检查 DATABASE_URL。`,
  );
});

test.each([
  ['ENOTFOUND', /找不到数据库所在的主机“db”/],
  ['28P01', /不接受用户名或密码/],
  ['3D000', /没有“anshao”/],
  ['ETIMEDOUT', /连接不上数据库 db:5432（too slow）/],
])('%s of a database has a sentence', (code, sentence) => {
  const error = Object.assign(new Error('too slow'), { code });
  expect(databaseUnreachable(error, 'postgres://me:hush@db/anshao').message).toMatch(sentence);
});
