import { join } from 'node:path';
import type { Config } from '../../base/config/config.ts';
import type { FileStorage } from './contract.ts';
import { createDiskStorage } from './disk.ts';
import { createS3Storage } from './s3.ts';

/** The bucket when one is configured, else `<dataDir>/files/content`. */
export function createStorage(config: Config): FileStorage {
  return config.s3 ? createS3Storage(config.s3) : createDiskStorage(join(config.dataDir, 'files', 'content'));
}
