/**
 * A small S3: objects and multipart uploads in memory, by path. It refuses what is not signed with the right key id
 * and date scope; whether the signature itself is right it does not recompute.
 */
import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

interface Stored {
  bytes: Buffer;
  headers: Record<string, string>;
  at: Date;
}

const escaped = (text: string) => text.replace(/[<&]/g, (one) => (one === '<' ? '&lt;' : '&amp;'));
const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;

export async function s3StandIn(accessKeyId: string) {
  const objects = new Map<string, Stored>();
  const multiparts = new Map<string, { key: string; headers: Record<string, string>; parts: Map<number, Buffer> }>();
  const refusals: string[] = [];
  let full = false;
  let made = 0;

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, Buffer.concat(chunks), response));
  });

  function answer(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const [, bucket = '', ...rest] = url.pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const query = url.searchParams;
    const xml = (status: number, content: string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(content);
    const fail = (status: number, code: string) =>
      xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

    const signed = new RegExp(
      `^AWS4-HMAC-SHA256 Credential=${accessKeyId}/\\d{8}/[a-z0-9-]+/s3/aws4_request, SignedHeaders=[^ ]*host[^ ]*, Signature=[0-9a-f]{64}$`,
    );
    if (!signed.test(request.headers.authorization ?? '') || !request.headers['x-amz-date']) {
      refusals.push(`${request.method} ${url.pathname}`);
      return void fail(403, 'SignatureDoesNotMatch');
    }
    if (bucket !== 'anshao') return void fail(404, 'NoSuchBucket');
    const meta = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name.startsWith('x-amz-meta-') || name === 'content-type'),
    ) as Record<string, string>;
    const uploadId = query.get('uploadId') ?? '';
    const multipart = multiparts.get(uploadId);

    switch (request.method) {
      case 'POST':
        if (query.has('delete')) {
          for (const [, name] of body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)) objects.delete(name ?? '');
          return void xml(200, '<DeleteResult/>');
        }
        if (query.has('uploads')) {
          const id = `m${++made}`;
          multiparts.set(id, { key, headers: meta, parts: new Map() });
          return void xml(
            200,
            `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
          );
        }
        if (!multipart) return void fail(404, 'NoSuchUpload');
        objects.set(key, {
          bytes: Buffer.concat([...multipart.parts].sort(([a], [b]) => a - b).map(([, part]) => part)),
          headers: multipart.headers,
          at: new Date(),
        });
        multiparts.delete(uploadId);
        return void xml(
          200,
          `<CompleteMultipartUploadResult><Key>${escaped(key)}</Key></CompleteMultipartUploadResult>`,
        );
      case 'PUT':
        if (full) return void fail(507, 'XMinioStorageFull');
        if (query.has('partNumber')) {
          if (!multipart) return void fail(404, 'NoSuchUpload');
          multipart.parts.set(Number(query.get('partNumber')), body);
        } else {
          objects.set(key, { bytes: body, headers: meta, at: new Date() });
        }
        return void response.writeHead(200, { etag: etagOf(body) }).end();
      case 'DELETE':
        if (uploadId) {
          if (!multiparts.delete(uploadId)) return void fail(404, 'NoSuchUpload');
        } else objects.delete(key);
        return void response.writeHead(204).end();
      default:
        break;
    }
    if (query.has('list-type')) {
      const prefix = query.get('prefix') ?? '';
      const found = [...objects].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
      // Two a page, so that the next page is asked for.
      const from = Number(query.get('continuation-token') ?? 0);
      const more = found.length > from + 2;
      const contents = found
        .slice(from, from + 2)
        .map(
          ([name, { at, bytes }]) =>
            `<Contents><Key>${escaped(name)}</Key><LastModified>${at.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`,
        );
      return void xml(
        200,
        `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
      );
    }
    if (uploadId) {
      if (!multipart) return void fail(404, 'NoSuchUpload');
      const parts = [...multipart.parts]
        .sort(([a], [b]) => a - b)
        .map(
          ([number, part]) =>
            `<Part><PartNumber>${number}</PartNumber><ETag>${etagOf(part)}</ETag><Size>${part.length}</Size></Part>`,
        );
      return void xml(200, `<ListPartsResult><IsTruncated>false</IsTruncated>${parts.join('')}</ListPartsResult>`);
    }
    const found = objects.get(key);
    if (!found) return void (request.method === 'HEAD' ? response.writeHead(404).end() : fail(404, 'NoSuchKey'));
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const bytes = range ? found.bytes.subarray(Number(range[1]), Number(range[2]) + 1) : found.bytes;
    response.writeHead(range ? 206 : 200, {
      ...found.headers,
      'content-length': bytes.length,
      etag: etagOf(found.bytes),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    multiparts,
    refusals,
    fill: (is: boolean) => {
      full = is;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
