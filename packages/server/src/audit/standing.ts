/**
 * Whether whoever opened a stream may still see what it shows. Rights are read when a stream opens, but it goes on for
 * minutes: meanwhile a session may be revoked or a post end. While it is asked nothing is sent, so that no event slips
 * out behind the one that took the right away.
 */
import type { Scope } from '@anshao/core/access/rights.ts';
import type { Viewer } from '../access/viewer.ts';

/** Held back at most while asking; a database that takes longer than that many events ends the stream. */
const mostHeld = 1000;

/**
 * @param isAsBefore asks who the viewer is now; false, or a failure, ends the stream, and the browser comes again
 * @returns `send` and `reconsider` for a subscriber
 */
export function createStanding<Event>(parts: {
  isAsBefore: () => Promise<boolean>;
  deliver: (event: Event) => void;
  end: () => void;
}): { send(event: Event): void; reconsider(): void } {
  const held: Event[] = [];
  let state: 'open' | 'asking' | 'ended' = 'open';
  let isChangedMeanwhile = false;

  function end(): void {
    state = 'ended';
    held.length = 0;
    parts.end();
  }

  async function ask(): Promise<void> {
    do {
      isChangedMeanwhile = false;
      if (!(await parts.isAsBefore())) return end();
    } while (isChangedMeanwhile);
    if (state !== 'asking') return;
    state = 'open';
    for (const event of held.splice(0)) parts.deliver(event);
  }

  return {
    send(event) {
      if (state === 'open') parts.deliver(event);
      else if (state === 'asking' && held.push(event) > mostHeld) end();
    },
    reconsider() {
      if (state === 'asking') isChangedMeanwhile = true;
      if (state !== 'open') return;
      state = 'asking';
      ask().catch(end);
    },
  };
}

/** @returns true when `now` sees the same as `before` in the same session; the order of posts does not matter */
export function seesTheSame(
  before: { viewer: Viewer; scope: Scope },
  now: { viewer: Viewer; scope: Scope } | undefined,
): boolean {
  return (
    now !== undefined &&
    now.viewer.personId === before.viewer.personId &&
    now.viewer.sessionId === before.viewer.sessionId &&
    now.viewer.mustChangePassword === before.viewer.mustChangePassword &&
    inWords(now.scope) === inWords(before.scope)
  );
}

function inWords(scope: Scope): string {
  if (scope.everywhere) return 'everywhere';
  return JSON.stringify([scope.communityIds, scope.companyIds, scope.districtIds].map((ids) => [...ids].sort()));
}
