/**
 * Live screens: the event log as server-sent events, fanned out to every process.
 *
 * Writers do not NOTIFY inside their transaction: PostgreSQL takes one database-wide lock for that at commit, which
 * makes concurrent commits queue. Instead a process announces shortly after its commits, many at once, and every
 * listening process also looks every two seconds, so that an announcement lost with a killed process delays a screen
 * but never loses an event (D7). Position is (xid, seq), sent as the event id; a reconnecting client goes on from it.
 */
import { covers, type Scope } from '@anshao/core/access/rights.ts';
import pg from 'pg';
import type { Runtime } from '../base/runtime.ts';
import { type EventRow, eventsAfter, lastPosition, type Position } from './store.ts';

const channel = 'anshao_events';
const batch = 500;
const lookEveryMs = 2000;
const announceAfterMs = 25;
/** An event may have to wait for older transactions to end; look again soon after an announcement. */
const lookAgainMs = [150, 600];

export interface Subscriber {
  readonly scope: Scope;
  readonly personId: string;
  send(event: EventRow): void;
  /** Somebody's rights changed, perhaps the watcher's: ask again before anything more is sent. */
  reconsider(): void;
  /** Ends the stream; the browser connects again, to this or another process. */
  end(): void;
}

export function cursorOf(event: Position): string {
  return `${event.xid}-${event.seq}`;
}

export function parseCursor(cursor: string | undefined): Position | undefined {
  const match = /^(\d{1,20})-(\d{1,19})$/.exec(cursor ?? '');
  if (!match) return undefined;
  const position = { xid: match[1] ?? '0', seq: Number(match[2]) };
  return BigInt(position.xid) < 2n ** 64n && Number.isSafeInteger(position.seq) ? position : undefined;
}

/** Of everything about access, what takes nothing from anybody; signing in happens thousands of times a morning. */
const harmless = new Set([
  'access.signedIn',
  'access.consented',
  'access.changeRequested',
  'access.changeRejected',
  'access.apiKeyCreated',
]);
const changingPosts = new Set(['org.postStarted', 'org.postEnded', 'org.importDone']);

/** True when somebody may see less or more after it. */
export function changesAccess(type: string): boolean {
  return changingPosts.has(type) || (type.startsWith('access.') && !harmless.has(type));
}

export function concerns(event: EventRow, subscriber: Pick<Subscriber, 'scope' | 'personId'>): boolean {
  return covers(subscriber.scope, event) || event.data['personId'] === subscriber.personId;
}

export class Live {
  readonly #runtime: Runtime;
  readonly #url: string;
  readonly #subscribers = new Set<Subscriber>();
  #position: Position | undefined;
  #listener: pg.Client | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #timers = new Set<NodeJS.Timeout>();
  #announcing = false;
  #stopped = false;

  constructor(runtime: Runtime, url: string) {
    this.#runtime = runtime;
    this.#url = url;
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  async start(): Promise<void> {
    this.#position = await lastPosition(this.#runtime.pool);
    await this.#listen();
    this.#every(lookEveryMs);
  }

  /** Tells all processes that something committed; cheap to call after every write. */
  announce(): void {
    if (this.#announcing || this.#stopped) return;
    this.#announcing = true;
    this.#later(announceAfterMs, () => {
      this.#announcing = false;
      this.#runtime.pool.query(`notify ${channel}`).catch((error: Error) => {
        this.#runtime.log.warn('announcement failed; others will see it within two seconds', { error });
      });
    });
  }

  /**
   * Sends what came after `from` (or only what comes from now on), then everything live.
   * @returns unsubscribe
   */
  async subscribe(subscriber: Subscriber, from: Position | undefined): Promise<() => void> {
    let at = from ?? this.#position ?? (await lastPosition(this.#runtime.pool));
    // Joining is only right when both stand at the same event; between that check and `add` nothing else can run.
    // Only `#advance` moves the shared position, since it alone sends to all.
    while (this.#position && comparePositions(at, this.#position) < 0) {
      const events = await eventsAfter(this.#runtime.pool, at, batch);
      const until = this.#position;
      const missed = events.filter((event) => comparePositions(event, until) <= 0);
      for (const event of missed) if (concerns(event, subscriber)) subscriber.send(event);
      const last = missed.at(-1);
      if (!last) break;
      at = last;
    }
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  endStreams(): void {
    for (const subscriber of this.#subscribers) subscriber.end();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#looking?.catch(() => undefined);
    await this.#listener?.end().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'anshao live' });
    client.on('notification', () => this.#wake());
    client.on('error', () => this.#relisten(client));
    client.on('end', () => this.#relisten(client));
    await client.connect();
    await client.query(`listen ${channel}`);
    this.#listener = client;
  }

  #relisten(client: pg.Client): void {
    if (this.#stopped || this.#listener !== client) return;
    this.#listener = undefined;
    this.#later(500, () => {
      this.#listen().catch((error: Error) => {
        this.#runtime.log.warn('cannot listen for events yet', { error });
        const retry = new pg.Client({ connectionString: this.#url });
        this.#listener = retry;
        this.#relisten(retry);
      });
    });
  }

  #wake(): void {
    this.#look();
    for (const after of lookAgainMs) this.#later(after, () => this.#look());
  }

  #look(): void {
    if (this.#stopped) return;
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#advance()
      .catch((error: Error) => this.#runtime.log.warn('cannot read events', { error }))
      .finally(() => {
        this.#looking = undefined;
        if (this.#lookAgain) {
          this.#lookAgain = false;
          this.#look();
        }
      });
  }

  async #advance(): Promise<void> {
    // Nobody looks: the position alone moves on. Whoever comes next starts there or reads from its own.
    if (this.#subscribers.size === 0) {
      const last = await lastPosition(this.#runtime.pool);
      if (this.#subscribers.size === 0) {
        if (!this.#position || comparePositions(last, this.#position) > 0) this.#position = last;
        return;
      }
    }
    for (;;) {
      const from = this.#position ?? { xid: '0', seq: 0 };
      const events = await eventsAfter(this.#runtime.pool, from, batch);
      const last = events.at(-1);
      if (!last) return;
      this.#position = { xid: last.xid, seq: last.seq };
      for (const event of events) {
        const isAccess = changesAccess(event.type);
        for (const subscriber of this.#subscribers) {
          if (isAccess) subscriber.reconsider();
          if (concerns(event, subscriber)) subscriber.send(event);
        }
      }
      if (events.length < batch) return;
    }
  }

  #every(ms: number): void {
    this.#later(ms, () => {
      this.#look();
      this.#every(ms);
    });
  }

  #later(ms: number, work: () => void): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#stopped) work();
    }, ms);
    timer.unref();
    this.#timers.add(timer);
  }
}

function comparePositions(one: Position, other: Position): number {
  const xids = BigInt(one.xid) - BigInt(other.xid);
  if (xids !== 0n) return xids < 0n ? -1 : 1;
  return one.seq - other.seq;
}
