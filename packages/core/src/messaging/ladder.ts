/**
 * The ladder of channels (DR-24): in the product at once, then whatever rings, one after another, until the person has
 * been reached. Which channels a kind of message climbs, and how long it waits on each, is data (`presets`).
 */
import type { Channel } from './contract.ts';
import { afterQuietHours, type QuietHours } from './quiet-hours.ts';

export type OutsideChannel = Exclude<Channel, 'inApp'>;

export interface LadderStep {
  readonly channel: OutsideChannel;
  /** Minutes after the step before it. Without effect on the first step that the person can be reached by. */
  readonly afterMinutes: number;
  /** `delivered`: not sent once an earlier channel has confirmed delivery; `read`: only reading stops it. */
  readonly unless: 'delivered' | 'read';
}

export interface MessageKind {
  /** `module.what`, the kind of the notice. */
  readonly kind: string;
  /** For the outbox page. */
  readonly name: string;
  readonly steps: readonly LadderStep[];
  readonly keepsQuietHours: boolean;
  /** Key under which the vendors' templates are configured (`ALIYUN_SMS_TEMPLATES`, `WECHAT_TEMPLATES` …). */
  readonly template: string;
  /** Values the text message's template gets, by name; the vendor's template uses these names. */
  readonly smsParams: readonly string[];
  /** The text message as a person reads it; `{name}` is a value. */
  readonly smsText: string;
  /** After this many minutes it is no longer worth sending. */
  readonly usefulMinutes?: number;
  /** Values nobody but the receiver may see; never stored readable when a vendor sends them. */
  readonly secretParams?: readonly string[];
}

export interface Rung {
  readonly channel: Channel;
  readonly position: number;
  readonly notBefore: Date;
}

/**
 * The deliveries of one notice. A later step is planned for the time at which it is due if the ones before bring
 * nothing; that the person was reached meanwhile is seen when its time comes.
 * @param reach channels by which the person can be reached outside the product
 */
export function climb(
  kind: Pick<MessageKind, 'steps' | 'keepsQuietHours'>,
  reach: ReadonlySet<OutsideChannel>,
  now: Date,
  quiet: QuietHours,
): Rung[] {
  const rungs: Rung[] = [{ channel: 'inApp', position: 0, notBefore: now }];
  let at = now;
  for (const step of kind.steps.filter((one) => reach.has(one.channel))) {
    if (rungs.length > 1) at = new Date(at.getTime() + step.afterMinutes * 60_000);
    if (kind.keepsQuietHours) at = afterQuietHours(at, quiet);
    rungs.push({ channel: step.channel, position: rungs.length, notBefore: at });
  }
  return rungs;
}

export const mostAttempts = 6;

/** Seconds until the next attempt: doubling from half a minute, and never sooner than the vendor asks. */
export function backOffSeconds(attempt: number, vendorSeconds = 0): number {
  return Math.max(30 * 2 ** (attempt - 1), vendorSeconds);
}

export const hidden = '******';

/** The text with the secret values covered. */
export function coverSecrets(
  text: string,
  params: Readonly<Record<string, string>>,
  secret: readonly string[],
): { text: string; params: Record<string, string> } {
  let covered = text;
  const rest: Record<string, string> = { ...params };
  for (const name of secret) {
    const value = rest[name];
    if (value) covered = covered.replaceAll(value, hidden);
    if (value !== undefined) rest[name] = hidden;
  }
  return { text: covered, params: rest };
}

/** Fills `{name}`; a value that is not given leaves nothing behind. */
export function fillText(text: string, params: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}
