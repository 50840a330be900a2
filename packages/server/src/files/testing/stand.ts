/** The files module behind real HTTP with the fixed cast, a clock that tests move, and a folder of its own. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import { Routes } from '../../access/routing.ts';
import { authenticateAs, buildCast, type CastName } from '../../access/testing/cast.ts';
import { parseConfig } from '../../base/config/config.ts';
import { createHttp } from '../../base/http/server.ts';
import { createLogger } from '../../base/log.ts';
import { idsFrom, type Runtime } from '../../base/runtime.ts';
import type { TestDatabase } from '../../base/testing/database.ts';
import { registerFilesRoutes } from '../routes.ts';
import { createFilesService } from '../service.ts';
import type { FileStorage } from '../storage/contract.ts';
import { createStorage } from '../storage/create.ts';

/** What a request says of its sender: a member of the cast, or the holder of a ticket. */
export type Sender = CastName | { ticket: string };

export async function filesStand(
  database: TestDatabase,
  options: { storage?: (real: FileStorage) => FileStorage; environment?: Record<string, string> } = {},
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'anshao-files-'));
  const clock = { at: new Date('2026-03-15T02:00:00Z'), now: () => clock.at };
  const config = parseConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...options.environment }, dataDir);
  const runtime: Runtime = {
    config,
    pool: database.pool,
    clock,
    log: createLogger('silent'),
    newId: idsFrom(clock),
    random: randomBytes,
  };
  const cast = await buildCast(database.pool);
  const storage = options.storage?.(createStorage(config)) ?? createStorage(config);
  const start = async () => {
    const service = createFilesService(runtime, storage);
    const app = createHttp(runtime);
    registerFilesRoutes(new Routes(app, authenticateAs(cast)), app, service);
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { app, service, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` };
  };
  const first = await start();
  const others: Awaited<ReturnType<typeof start>>[] = [];

  return {
    ...first,
    runtime,
    clock,
    cast,
    storage,
    dataDir,
    /** A second process over the same database and folder. */
    async another() {
      const other = await start();
      others.push(other);
      return other;
    },
    async close() {
      for (const { app } of [first, ...others]) {
        const closed = app.close();
        // Tests do not read every answer to its end, which keeps its connection from being idle.
        app.server.closeAllConnections();
        await closed;
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type FilesStand = Awaited<ReturnType<typeof filesStand>>;

export const freshId = () => uuidv7(Date.now(), randomBytes(10));
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export function headersOf(sender: Sender | null): Record<string, string> {
  if (sender === null) return {};
  return typeof sender === 'string' ? { 'x-cast': sender } : { 'x-upload-ticket': sender.ticket };
}

export function metadata(words: Record<string, string>): string {
  return Object.entries(words)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

export interface UploadWords {
  id?: string;
  name?: string;
  type?: string;
  source?: string;
  purpose?: string;
}

/** The three steps of the protocol, each on its own, as a client of ours sends them. */
export function tusClient(url: string, sender: Sender | null) {
  const own = { ...headersOf(sender), 'tus-resumable': '1.0.0' };
  return {
    create(size: number, words: UploadWords = {}, headers: Record<string, string> = {}) {
      const { id = freshId(), name = '照片.jpg', type = 'image/jpeg', source = '', purpose = '' } = words;
      return fetch(`${url}/api/uploads`, {
        method: 'POST',
        headers: {
          ...own,
          'upload-length': String(size),
          'upload-metadata': metadata({ id, name, type, source, purpose }),
          ...headers,
        },
      });
    },
    patch(id: string, offset: number, bytes: BodyInit | Uint8Array, headers: Record<string, string> = {}) {
      return fetch(`${url}/api/uploads/${id}`, {
        method: 'PATCH',
        headers: {
          ...own,
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
          ...headers,
        },
        body: bytes as BodyInit,
        ...(bytes instanceof ReadableStream && { duplex: 'half' }),
      } as RequestInit);
    },
    head: (id: string) => fetch(`${url}/api/uploads/${id}`, { method: 'HEAD', headers: own }),
    terminate: (id: string) => fetch(`${url}/api/uploads/${id}`, { method: 'DELETE', headers: own }),
    /** Creates and sends everything at once. */
    async send(bytes: Uint8Array, words: UploadWords = {}): Promise<{ id: string; answer: Response }> {
      const id = words.id ?? freshId();
      const created = await this.create(bytes.length, { ...words, id });
      if (created.status !== 201) return { id, answer: created };
      return { id, answer: await this.patch(id, 0, bytes) };
    },
  };
}

export function download(
  url: string,
  sender: Sender | null,
  id: string,
  query = '',
  headers: Record<string, string> = {},
) {
  return fetch(`${url}/api/files/${id}${query}`, { headers: { ...headersOf(sender), ...headers } });
}
