/** Somebody signed in, without the way there: `headers: { cookie: await openSession(db, person.id) }`. */
import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import type { Queryable } from '../../base/database/sql.ts';
import { sessionCookie } from '../cookies.ts';
import { hashToken, newToken } from '../secrets.ts';
import { insertSession } from '../session-store.ts';

/** @param now begins a session that lasts ten years, so that tests may set any later time */
export async function openSession(
  db: Queryable,
  personId: string,
  now: Date = new Date('2020-01-01T00:00:00.000Z'),
): Promise<string> {
  const token = newToken(randomBytes);
  await insertSession(db, {
    id: uuidv7(now.getTime(), randomBytes(10)),
    tokenHash: hashToken(token),
    personId,
    channel: 'code',
    userAgent: 'test',
    now,
    expiresAt: new Date(now.getTime() + 3650 * 86_400_000),
    replaces: null,
  });
  return `${sessionCookie}=${token}`;
}
