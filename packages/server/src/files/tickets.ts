/**
 * Tickets for somebody who cannot sign in yet (DR-12): signed, so that nothing is stored until a file really comes.
 * A ticket opens nothing but uploads; what it uploaded can be named once in a change request.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '@anshao/core/base/errors.ts';
import { fileLimits } from '@anshao/core/files/contract.ts';
import type { Runtime } from '../base/runtime.ts';
import * as store from './store.ts';

const keySetting = 'files.ticket-key';
/** Many people share one address behind a mobile network's gateway. */
const perAddress = { tickets: 20, minutes: 60 };

interface TicketBody {
  id: string;
  /** Milliseconds since the epoch. */
  until: number;
}

export function createTickets(runtime: Runtime) {
  let known: Promise<Buffer> | undefined;

  function key(): Promise<Buffer> {
    known ??= store
      .settingOrFirst(runtime.pool, keySetting, { key: runtime.random(32).toString('base64') }, runtime.clock.now())
      .then((value) => Buffer.from(value.key, 'base64'))
      .catch((error: unknown) => {
        known = undefined;
        throw error;
      });
    return known;
  }

  return {
    /** @throws Problem `base.too-many` after too many tickets from one address */
    async issue(address: string): Promise<{ ticket: string; expiresAt: string }> {
      const now = runtime.clock.now().getTime();
      const length = perAddress.minutes * 60_000;
      const start = Math.floor(now / length) * length;
      const window = { start: new Date(start), end: new Date(start + length) };
      const hits = await store.hit(runtime.pool, `files.ticket:${address}`, window);
      if (hits > perAddress.tickets) {
        throw new Problem('base.too-many', { seconds: Math.ceil((start + length - now) / 1000) });
      }
      const until = now + fileLimits.anonymous.ticketMinutes * 60_000;
      const body = Buffer.from(JSON.stringify({ id: runtime.newId(), until } satisfies TicketBody)).toString(
        'base64url',
      );
      return { ticket: `${body}.${sign(body, await key())}`, expiresAt: new Date(until).toISOString() };
    },

    /**
     * @param expired `'refused'` for uploads; `'accepted'` when a form sent a little late names files already here
     * @returns what files of this ticket are marked with
     * @throws Problem `files.ticket-invalid`
     */
    async hashOf(ticket: string, expired: 'refused' | 'accepted'): Promise<Buffer> {
      const [body = '', signature = '', ...more] = ticket.split('.');
      const right = Buffer.from(sign(body, await key()));
      const given = Buffer.from(signature);
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) {
        throw new Problem('files.ticket-invalid');
      }
      const { id, until } = JSON.parse(Buffer.from(body, 'base64url').toString()) as TicketBody;
      if (expired === 'refused' && until <= runtime.clock.now().getTime()) throw new Problem('files.ticket-invalid');
      return createHash('sha256').update(id).digest();
    },
  };
}

export type Tickets = ReturnType<typeof createTickets>;

function sign(body: string, key: Buffer): string {
  return createHmac('sha256', key).update(`upload-ticket:${body}`).digest('base64url');
}
