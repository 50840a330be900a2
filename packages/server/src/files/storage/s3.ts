/**
 * S3 and what speaks its protocol. Only tried against a stand-in that checks the signed headers and keeps objects in
 * memory; it has not met the real S3, OSS, COS or MinIO.
 */
import type { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
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

export function createS3Storage(config: S3Config, client = new S3Client(s3ClientConfig(config))): FileStorage {
  const at = (key: string) => {
    assertKey(key);
    return { Bucket: config.bucket, Key: `${prefix}${key}` };
  };

  return {
    async put(key, content, size) {
      try {
        await client.send(new PutObjectCommand({ ...at(key), Body: content, ContentLength: size }));
      } catch (error) {
        throw storageProblem(error);
      }
    },

    async read(key, range) {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ ...at(key), ...(range && { Range: `bytes=${range.start}-${range.end}` }) }),
        );
        // In Node the SDK's body is a Readable; the wider type is for browsers.
        return Body as Readable;
      } catch (error) {
        throw isMissing(error) ? new Problem('files.gone') : error;
      }
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },

    async exists(key) {
      try {
        await client.send(new HeadObjectCommand(at(key)));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },

    async *list() {
      let next: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: config.bucket, Prefix: prefix, ContinuationToken: next }),
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
