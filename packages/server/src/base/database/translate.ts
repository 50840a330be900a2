/** Turns what PostgreSQL refuses into problems a user can act on, in one place. */
import { Problem } from '@anshao/core/base/errors.ts';
import type pg from 'pg';
import { isConnectionLoss } from './pool.ts';

/** Unique keys whose breach a user can cause, and what to call the thing. */
const duplicates: Readonly<Record<string, { code: string; details: Record<string, unknown> }>> = {
  communities_code_key: { code: 'base.duplicate', details: { what: '小区编号' } },
  companies_code_key: { code: 'base.duplicate', details: { what: '公司编号' } },
  people_mobile_key: { code: 'base.duplicate', details: { what: '手机号' } },
  people_account_key: { code: 'base.duplicate', details: { what: '账号' } },
};

/** @returns the problem, or undefined when the error is a bug of ours */
export function translateDatabaseError(error: unknown): Problem | undefined {
  if (isConnectionLoss(error)) return new Problem('base.unavailable');
  const { code, constraint } = (error ?? {}) as Partial<pg.DatabaseError>;
  switch (code) {
    case '23505': {
      const known = constraint ? duplicates[constraint] : undefined;
      return known ? new Problem(known.code, known.details) : new Problem('base.conflict');
    }
    case '23P01': // two people in charge at once: someone else was appointed meanwhile
    case '40001':
    case '40P01':
      return new Problem('base.conflict');
    case '53100': // disk full
      return new Problem('base.storage-full');
    case '22021': // a byte that UTF-8 does not have, e.g. NUL
      return new Problem('base.malformed', { reason: 'characters' });
    default:
      return undefined;
  }
}
