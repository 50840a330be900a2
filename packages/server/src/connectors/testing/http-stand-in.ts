/**
 * The part every vendor stand-in shares: a server on 127.0.0.1 that records what it was asked. What a vendor
 * checks and answers is in the file of that vendor, written from its documents and without any import from the
 * connector under test.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInRequest {
  method: string;
  path: string;
  /** As sent, still encoded, without `?`. */
  rawQuery: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}

export interface StandInAnswer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

export interface HttpStandIn {
  /** `http://127.0.0.1:<port>` */
  url: string;
  requests: StandInRequest[];
  stop(): Promise<void>;
}

export type Answerer = (request: StandInRequest) => StandInAnswer | 'hang up' | 'stay silent';

export async function startHttpStandIn(answer: Answerer): Promise<HttpStandIn> {
  const requests: StandInRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const [path = '/', rawQuery = ''] = (incoming.url ?? '/').split('?');
      const request: StandInRequest = {
        method: incoming.method ?? '',
        path,
        rawQuery,
        query: Object.fromEntries(new URLSearchParams(rawQuery)),
        headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(request);
      const answered = answer(request);
      if (answered === 'hang up') incoming.socket.destroy();
      else if (answered !== 'stay silent') {
        outgoing.writeHead(answered.status, { 'content-type': 'application/json', ...answered.headers });
        outgoing.end(answered.body);
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}
