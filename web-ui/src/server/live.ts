/**
 * Keeps the page up to date: server-sent events say which answers are old, and those that are shown are asked for again. Where
 * events cannot be had, the page asks every few seconds. Nothing is asked for while the page is not seen.
 */

import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { serverNow, serverSaid } from '../time/clock';
import { tokens, type Tokens } from './answers';

/** `connecting` before the first word of the server; `lost` when nothing could be had for a while. */
export type LiveState = 'connecting' | 'live' | 'polling' | 'lost';

export interface Live {
  readonly state: LiveState;
  /** When the server was last heard; milliseconds by its clock. */
  readonly heardAt: number | undefined;
}

const path = 'api/tocsin/v1/events';
const pollMillis = 10_000;
const retryMillis = 15_000;
/** The server says something every 15 seconds; behind a proxy that keeps it back, nothing comes. */
const silentMillis = 40_000;
const lostMillis = 20_000;
/** A browser opens a stream that ended again after two. */
const reopenMillis = 4_000;

/**
 * What happens to the page's word of the server: the stream said something, the stream broke or fell silent, a request was
 * answered, a request could not be.
 */
export type LiveEvent = 'word' | 'broken' | 'silent' | 'answer' | 'unanswered';

function withoutStream(live: Live): Live {
  return live.state === 'lost' ? live : { state: 'polling', heardAt: live.heardAt };
}

/** Pure. `now` is in milliseconds by the server's clock. */
export function liveAfter(live: Live, event: LiveEvent, now: number): Live {
  switch (event) {
    case 'word':
      return { state: 'live', heardAt: now };
    case 'broken':
      // Until now nothing has changed, or the stream would have said so.
      return live.state === 'live' ? { state: 'polling', heardAt: Math.max(now, live.heardAt ?? now) } : withoutStream(live);
    case 'silent':
      return withoutStream(live);
    case 'answer':
      return { state: live.state === 'lost' ? 'polling' : live.state, heardAt: now };
    case 'unanswered':
      return live.state !== 'live' && (live.heardAt === undefined || now - live.heardAt > lostMillis)
        ? { state: 'lost', heardAt: live.heardAt }
        : live;
  }
}

let live: Live = { state: 'connecting', heardAt: undefined };
const listeners = new Set<() => void>();

function on(event: LiveEvent, at = serverNow()): void {
  const next = liveAfter(live, event, at);
  if (next.state !== live.state || next.heardAt !== live.heardAt) {
    live = next;
    listeners.forEach((each) => each());
  }
}

export function useLive(): Live {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => live,
  );
}

/** Tells that an answer came in; called for each. */
export function heard(): void {
  on('answer');
}

/** Tells that the server could not be asked. */
export function unheard(): void {
  on('unanswered');
}

let askNow = (): void => undefined;

/** Asks for everything that is shown, and for the stream, at once. */
export function tryAgain(): void {
  askNow();
}

function parsed(data: string): Tokens | undefined {
  try {
    return tokens(JSON.parse(data), 'event');
  } catch {
    return undefined;
  }
}

/** Which queries a change makes old, by the first part of their keys. */
function invalidate(client: QueryClient, before: Tokens | undefined, after: Tokens): void {
  for (const what of ['alerts', 'silences', 'status'] as const) {
    if (before?.[what] !== after[what]) {
      void client.invalidateQueries({ queryKey: [what] });
    }
  }
}

/** Follows the server until the page is left. Called once. */
export function follow(client: QueryClient): void {
  let source: EventSource | undefined;
  let known: Tokens | undefined;
  let lastWordAt = 0;
  let openedAt = 0;

  const close = (): void => {
    source?.close();
    source = undefined;
  };

  const word = (): void => {
    lastWordAt = Date.now();
    on('word');
  };

  const open = (): void => {
    close();
    openedAt = Date.now();
    const opened = new EventSource(path);
    source = opened;
    opened.addEventListener('change', (event) => {
      const read = parsed(event.data);
      if (read === undefined) {
        return;
      }
      serverSaid(read.now);
      invalidate(client, known, read);
      known = read;
      word();
    });
    opened.addEventListener('alive', word);
    opened.addEventListener('open', () => {
      if (live.state !== 'connecting' && live.state !== 'live') {
        // The server may be another one now, which lets this caller do other things.
        void client.invalidateQueries({ queryKey: ['me'] });
      }
      word();
    });
    opened.addEventListener('error', () => {
      // The server ends streams now and then, and the browser opens another: only one that does not come is worth a word.
      const at = serverNow();
      setTimeout(() => {
        if (!document.hidden && source?.readyState !== EventSource.OPEN) {
          on('broken', at);
        }
      }, reopenMillis);
      // A browser tries again by itself unless the answer was no stream at all.
      if (opened.readyState === EventSource.CLOSED && source === opened) {
        close();
      }
    });
  };

  const ask = (): void => {
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
  };

  const tick = (): void => {
    if (document.hidden) {
      return;
    }
    if (source === undefined && Date.now() - openedAt > retryMillis) {
      open();
    } else if (live.state === 'connecting' || (live.state === 'live' && Date.now() - lastWordAt > silentMillis)) {
      on('silent');
    }
    if (live.state !== 'live') {
      ask();
    }
  };

  askNow = () => {
    open();
    ask();
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
    } else {
      open();
      if (live.state !== 'live') {
        ask();
      }
    }
  });
  setInterval(tick, pollMillis);
  if (!document.hidden) {
    open();
  }
}
