/**
 * One writer per upload, also among several processes: a lease in the upload's row, renewed while bytes arrive, so
 * that a killed process blocks its uploads for seconds and not for ever.
 *
 * A second PATCH is refused at once. A HEAD is different: it says that the sender lost its connection and wants to
 * resume, while the server may not have noticed yet; so it asks the holder to let go and waits for that.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '@anshao/core/base/errors.ts';
import type { Locker } from '@tus/server';
import { maybeOne, type Queryable, run, sql } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';

const leaseSeconds = 15;
const renewEveryMs = 2000;
/** Longer than the server takes to end an interrupted write (`lockDrainTimeout`) and a renewal to hear of the wish. */
const waitForReleaseMs = 6000;

export interface Lease {
  release(): Promise<void>;
}

/**
 * @param onReleaseWanted called once when somebody else wants the upload
 * @returns undefined when somebody else holds it, or no such upload exists
 */
export async function takeLease(
  runtime: Runtime,
  id: string,
  onReleaseWanted?: () => void,
): Promise<Lease | undefined> {
  const token = runtime.newId();
  const taken = await run(
    runtime.pool,
    sql`update uploads set lock_token = ${token}, release_wanted = false,
          locked_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
        where id = ${id} and (locked_until is null or locked_until < clock_timestamp())`,
  );
  if (taken === 0) return undefined;
  let asked = false;
  const renewal = setInterval(() => {
    renew(runtime.pool, id, token)
      .then((wanted) => {
        if (!wanted || asked) return;
        asked = true;
        onReleaseWanted?.();
      })
      .catch((error: unknown) => runtime.log.warn('upload lease not renewed', { upload: id, error }));
  }, renewEveryMs);
  renewal.unref();
  return {
    async release() {
      clearInterval(renewal);
      await run(
        runtime.pool,
        sql`update uploads set lock_token = null, locked_until = null where id = ${id} and lock_token = ${token}`,
      );
    },
  };
}

/** @returns true when somebody else is waiting for the upload */
async function renew(db: Queryable, id: string, token: string): Promise<boolean> {
  const row = await maybeOne<{ release_wanted: boolean }>(
    db,
    sql`update uploads set locked_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
        where id = ${id} and lock_token = ${token} returning release_wanted`,
  );
  return row?.release_wanted ?? false;
}

/** @throws Problem `files.upload-busy` when the upload does not come free */
export async function waitForLease(runtime: Runtime, id: string): Promise<Lease> {
  for (let waited = 0; ; waited += 200) {
    const lease = await takeLease(runtime, id);
    if (lease) return lease;
    const held = await run(runtime.pool, sql`update uploads set release_wanted = true where id = ${id}`);
    if (held === 0) throw new Problem('base.not-found');
    if (waited >= waitForReleaseMs) throw new Problem('files.upload-busy');
    await pause(200);
  }
}

/** For the tus library; `mayInterrupt` is true for a request that resumes. */
export function leaseLocker(runtime: Runtime, mayInterrupt: boolean): Locker {
  return {
    newLock(id) {
      let lease: Lease | undefined;
      return {
        async lock(_signal, requestRelease) {
          lease = mayInterrupt
            ? await waitForLease(runtime, id)
            : await takeLease(runtime, id, () => void requestRelease());
          if (!lease) throw new Problem('files.upload-busy');
        },
        unlock: async () => lease?.release(),
      };
    },
  };
}
