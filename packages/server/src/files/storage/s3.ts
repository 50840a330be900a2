/**
 * S3 and what speaks its protocol. Only tried against a stand-in that checks the signed headers and keeps objects in
 * memory; it has not met the real S3, OSS, COS or MinIO.
 */
import type { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3Config } from '../../base/config/config.ts';
import { assertKey, type FileStorage, storageProblem } from './contract.ts';

/** Uploads under way lie at the bucket's root, so that listing this never meets them. */
const prefix = 'files/';

const silent = () => undefined;

export function s3ClientConfig(config: S3Config): S3ClientConfig {
  return {
    region: config.region,
    ...(config.endpoint && {
      endpoint: config.endpoint,
      // MinIO answers by path, Alibaba's and Tencent's stores only by the bucket's own host name.
      forcePathStyle: !/\.(aliyuncs|myqcloud)\.com/.test(config.endpoint),
    }),
    ...(config.accessKeyId &&
      config.secretAccessKey && {
        credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
      }),
    // It would write to the console what it throws as well.
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    // The SDK's newer default checksums travel as trailers that other vendors refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}

/** Loaded with the first object: 40 MB that a server without a bucket never needs. */
async function connect(config: S3Config) {
  const sdk = await import('@aws-sdk/client-s3');
  return { sdk, client: new sdk.S3Client(s3ClientConfig(config)) };
}

/** A client of this bucket, made when it is first asked for. */
export function s3Connection(config: S3Config): () => ReturnType<typeof connect> {
  let made: ReturnType<typeof connect> | undefined;
  return () => {
    made ??= connect(config);
    return made;
  };
}

export function createS3Storage(config: S3Config): FileStorage {
  const s3 = s3Connection(config);
  const at = (key: string) => {
    assertKey(key);
    return { Bucket: config.bucket, Key: `${prefix}${key}` };
  };

  return {
    async put(key, content, size) {
      const { sdk, client } = await s3();
      try {
        await client.send(new sdk.PutObjectCommand({ ...at(key), Body: content, ContentLength: size }));
      } catch (error) {
        throw storageProblem(error);
      }
    },

    async read(key, range) {
      const { sdk, client } = await s3();
      try {
        const { Body } = await client.send(
          new sdk.GetObjectCommand({ ...at(key), ...(range && { Range: `bytes=${range.start}-${range.end}` }) }),
        );
        // In Node the SDK's body is a Readable; the wider type is for browsers.
        return Body as Readable;
      } catch (error) {
        throw isMissing(error) ? new Problem('files.gone') : error;
      }
    },

    async delete(key) {
      const { sdk, client } = await s3();
      await client.send(new sdk.DeleteObjectCommand(at(key)));
    },

    async exists(key) {
      const { sdk, client } = await s3();
      try {
        await client.send(new sdk.HeadObjectCommand(at(key)));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },

    async *list() {
      const { sdk, client } = await s3();
      let next: string | undefined;
      do {
        const page = await client.send(
          new sdk.ListObjectsV2Command({ Bucket: config.bucket, Prefix: prefix, ContinuationToken: next }),
        );
        for (const object of page.Contents ?? []) {
          if (object.Key && object.LastModified)
            yield { key: object.Key.slice(prefix.length), modifiedAt: object.LastModified };
        }
        next = page.NextContinuationToken;
      } while (next !== undefined);
    },
  };
}

export function isMissing(error: unknown): boolean {
  const { name, $metadata } = (error ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404;
}
