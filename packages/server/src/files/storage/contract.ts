/** Where finished bytes live. Keys are made here from file ids; nothing a user typed ever becomes part of a path. */
import type { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface StoredKey {
  readonly key: string;
  readonly modifiedAt: Date;
}

export interface FileStorage {
  /**
   * Stores all of `content` or nothing: afterwards the bytes survive a crash. An existing key is replaced.
   * @param size bytes in `content`
   * @throws Problem `base.storage-full`
   */
  put(key: string, content: Readable, size: number): Promise<void>;
  /** @throws Problem `files.gone` when the key does not exist */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Deleting what is not there is done already. */
  delete(key: string): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Every key, in no promised order; the clean-up looks for bytes without a row. */
  list(): AsyncIterable<StoredKey>;
}

export const renditions = ['original', 'full', 'thumb'] as const;
export type Rendition = (typeof renditions)[number];

/** `3f/9c/<id>.full`: the last digits of a UUIDv7 are random, so folders fill evenly. */
export function storageKey(fileId: string, rendition: Rendition): string {
  return `${fileId.slice(-4, -2)}/${fileId.slice(-2)}/${fileId}.${rendition}`;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const keyShape = new RegExp(`^[0-9a-f]{2}/[0-9a-f]{2}/(${uuid})\\.(?:original|full|thumb)(\\.${uuid}\\.partial)?$`);

/** What a key found in the storage belongs to; undefined when it is none of ours and must be left alone. */
export function readKey(key: string): { fileId: string; partial: boolean } | undefined {
  const found = keyShape.exec(key);
  return found?.[1] ? { fileId: found[1], partial: found[2] !== undefined } : undefined;
}

/** @throws Error when a key could lead out of the storage's folder */
export function assertKey(key: string): void {
  if (!keyShape.test(key)) throw new Error(`not a storage key: ${key}`);
}

/** What MinIO, Alibaba and on-premises products call a used-up quota or disk. */
const bucketFull = /QuotaExceeded|XMinioStorageFull|InsufficientStorage|NoSpaceLeft/;

/** A full disk or a used-up quota is for the administrator to mend, everything else is a bug or an outage. */
export function storageProblem(error: unknown): unknown {
  const { code, name } = (error ?? {}) as { code?: string; name?: string };
  const full = code === 'ENOSPC' || code === 'EDQUOT' || bucketFull.test(name ?? '');
  return full ? new Problem('base.storage-full') : error;
}
