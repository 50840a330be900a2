/** The way into an empty system: an administrator with a password that works until the first sign-in changes it. */
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { maybeOne, one, run, sql } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { hashPassword, newOneTimePassword } from './passwords.ts';

const account = 'admin';

/**
 * Makes the administrator when nobody administers the system now, also when several processes start at once.
 * @returns account and one-time password to show once, or null when there is an administrator
 */
export async function ensureFirstAdministrator(
  runtime: Runtime,
): Promise<{ account: 'admin'; password: string } | null> {
  return inTransaction(runtime.pool, async (transaction) => {
    await transaction.query(`select pg_advisory_xact_lock(hashtextextended('access.firstAdministrator', 0))`);
    const now = runtime.clock.now();
    const present = await maybeOne(
      transaction,
      sql`select from posts p join people x on x.id = p.person_id and x.status = 'active'
          where p.role = 'administrator' and p.starts_at <= ${now} and (p.ends_at is null or p.ends_at > ${now}) limit 1`,
    );
    if (present) return null;
    const password = newOneTimePassword(runtime.random);
    const { id } = await one<{ id: string }>(
      transaction,
      // An earlier `admin` whose post ended gets the post again, with the new password only.
      sql`insert into people (id, name, account, password_hash, must_change_password, created_at, updated_at)
          values (${runtime.newId()}, '系统管理员', ${account}, ${await hashPassword(password)}, true, ${now}, ${now})
          on conflict (account) do update set password_hash = excluded.password_hash, must_change_password = true,
            status = 'active', updated_at = excluded.updated_at
          returning id`,
    );
    await run(
      transaction,
      sql`insert into posts (id, person_id, role, starts_at, bound_at) values (${runtime.newId()}, ${id}, 'administrator', ${now}, ${now})`,
    );
    await run(transaction, sql`update sessions set revoked_at = ${now} where person_id = ${id} and revoked_at is null`);
    await appendEvents(transaction, [{ at: now, type: 'access.firstAdministratorMade', actorId: null, subjectId: id }]);
    return { account, password };
  });
}
