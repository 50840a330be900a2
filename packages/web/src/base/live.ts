/**
 * Live events: one stream per page from `/api/events/stream`, resumed where it broke off by `Last-Event-ID`, so that a
 * reconnecting phone misses nothing. Read with `fetch` instead of `EventSource`, which forgets the last id whenever
 * a proxy answers with an error and hides why a connection was refused.
 */
import { streamEvents } from '@anshao/core/audit/contract.ts';

export interface LiveEvent {
  /** Position in the event log. */
  readonly id: string;
  /** `dailyReports.filed` and the like; `message` when the stream names none. */
  readonly type: string;
  readonly data: unknown;
}

export interface LiveListener {
  onEvent(event: LiveEvent): void;
  /** The stream is up; with `resumed: false` events before now may have been missed, so read afresh. */
  onConnected?(state: { resumed: boolean }): void;
  onDisconnected?(): void;
}

const firstPause = 1_000;
const longestPause = 60_000;

/** Splits a growing `text/event-stream` into events; `push` takes text as it comes, in pieces of any size. */
export function createEventParser(onEvent: (event: { id: string; type: string; data: string }) => void): {
  push(text: string): void;
} {
  let rest = '';
  let id = '';
  let type = '';
  let data: string[] = [];
  const takeLine = (line: string) => {
    if (line === '') {
      if (data.length > 0) onEvent({ id, type: type || 'message', data: data.join('\n') });
      type = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return; // a comment: the server's heartbeat
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') id = value;
    else if (name === 'event') type = value;
    else if (name === 'data') data.push(value);
  };
  return {
    push(text) {
      rest += text;
      // A lone \r at the end may be the first half of \r\n.
      const ready = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
      const lines = ready.split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? '') + rest.slice(ready.length);
      for (const line of lines) takeLine(line);
    },
  };
}

/** Connects until the returned function is called; waits for signal and for the page to be seen before retrying. */
export function connectLive(listener: LiveListener): () => void {
  const stop = new AbortController();
  void run(listener, stop.signal);
  return () => stop.abort();
}

async function run(listener: LiveListener, stopped: AbortSignal): Promise<void> {
  let lastId = '';
  let pause = firstPause;
  while (!stopped.aborted) {
    try {
      const response = await fetch(`/api${streamEvents.path}`, {
        credentials: 'same-origin',
        headers: { accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) },
        signal: stopped,
      });
      // Nobody signed in, or no right to see events: asking again would not change that.
      if (response.status === 401 || response.status === 403) return;
      if (!response.ok || !response.body) throw new Error(`stream answered ${response.status}`);
      listener.onConnected?.({ resumed: lastId !== '' });
      pause = firstPause;
      const parser = createEventParser(({ id, type, data }) => {
        if (id) lastId = id;
        listener.onEvent({ id, type, data: readJson(data) });
      });
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parser.push(decoder.decode(value, { stream: true }));
      }
    } catch {
      // A lost connection is the ordinary case here; the loop below comes back to it.
    }
    if (stopped.aborted) return;
    listener.onDisconnected?.();
    // Spread out: after a restart of the server all phones would otherwise come at once.
    await wait(pause * (0.5 + Math.random()), stopped);
    pause = Math.min(longestPause, pause * 2);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Ends early when signal comes back or the page is looked at again. */
function wait(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(clock);
      window.removeEventListener('online', end);
      document.removeEventListener('visibilitychange', seen);
      stopped.removeEventListener('abort', end);
      resolve();
    };
    const seen = () => {
      if (document.visibilityState === 'visible') end();
    };
    const clock = setTimeout(end, milliseconds);
    window.addEventListener('online', end);
    document.addEventListener('visibilitychange', seen);
    stopped.addEventListener('abort', end);
  });
}
