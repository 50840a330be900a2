/**
 * What nobody needs any more. Rows go first and bytes after them: a crash in between leaves bytes without a row, which
 * the sweep finds; the other order would leave a record pointing at nothing.
 */
import { fileLimits } from '@anshao/core/files/contract.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import { type Finishing, keysOf } from './finish.ts';
import { readKey } from './storage/contract.ts';
import * as store from './store.ts';

const batch = 200;
const hour = 3_600_000;
/** Days after the decision that files of a change request are kept; the setting counts from the next run on. */
export const retentionSetting = { key: 'files.change-request-retention-days', fallback: 180 };

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createCleanUp({ runtime, storage, incoming }: Finishing) {
  const ago = (ms: number) => new Date(runtime.clock.now().getTime() - ms);
  const orphaned = () => ago(fileLimits.orphanHours * hour);

  async function removeRows(reason: string, take: (transaction: Transaction) => Promise<string[]>): Promise<number> {
    let removed = 0;
    for (;;) {
      const ids = await inTransaction(runtime.pool, async (transaction) => {
        const taken = await take(transaction);
        const at = runtime.clock.now();
        await appendEvents(
          transaction,
          taken.map((subjectId) => ({ at, type: 'files.cleaned', actorId: null, subjectId, data: { reason } })),
        );
        return taken;
      });
      for (const id of ids) for (const key of keysOf(id)) await storage.delete(key);
      removed += ids.length;
      if (ids.length < batch) return removed;
    }
  }

  /** @returns how many of the given storage keys were deleted */
  async function sweepKeys(keys: ReadonlyMap<string, string>): Promise<number> {
    const unknown = new Set(await store.unknownIds(runtime.pool, [...new Set(keys.values())]));
    let swept = 0;
    for (const [key, fileId] of keys) {
      if (!unknown.has(fileId)) continue;
      await storage.delete(key);
      swept++;
    }
    return swept;
  }

  return {
    /** Finished files that no record named in time. */
    orphans: () =>
      removeRows('orphan', (transaction) => store.deleteUnlinked(transaction, { before: orphaned(), limit: batch })),

    /** Uploads never completed, and bytes whose upload is unknown. */
    async incoming(): Promise<number> {
      let removed = 0;
      for (const id of await store.expiredUploads(runtime.pool, orphaned(), 10_000)) {
        await incoming.discard(id);
        await store.deleteUpload(runtime.pool, id);
        removed++;
      }
      // Bytes are dated by the machine's own clock, whatever `runtime.clock` says.
      for await (const id of incoming.stale(new Date(Date.now() - fileLimits.orphanHours * hour))) {
        if (!idShape.test(id) || (await store.findUpload(runtime.pool, id))) continue;
        await incoming.discard(id);
        removed++;
      }
      return removed;
    },

    /** Authorisations of change requests, some time after the decision (DR-12). */
    async decided(): Promise<number> {
      const days = await store.setting<number>(runtime.pool, retentionSetting.key);
      const kept = typeof days === 'number' && days >= 0 ? days : retentionSetting.fallback;
      return removeRows('retention', (transaction) => store.deleteDecided(transaction, ago(kept * 24 * hour), batch));
    },

    /** Bytes without a row. Young ones are left alone: their row may be about to be written. */
    async sweep(): Promise<number> {
      const before = new Date(Date.now() - fileLimits.orphanHours * hour);
      let swept = 0;
      let keys = new Map<string, string>();
      for await (const { key, modifiedAt } of storage.list()) {
        const read = readKey(key);
        if (!read || modifiedAt >= before) continue;
        if (read.partial) {
          await storage.delete(key);
          swept++;
          continue;
        }
        keys.set(key, read.fileId);
        if (keys.size < batch) continue;
        swept += await sweepKeys(keys);
        keys = new Map();
      }
      return swept + (keys.size > 0 ? await sweepKeys(keys) : 0);
    },
  };
}
