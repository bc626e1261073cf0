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

let live: Live = { state: 'connecting', heardAt: undefined };
const listeners = new Set<() => void>();

function set(next: Live): void {
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
  set({ state: live.state === 'lost' || live.state === 'connecting' ? 'polling' : live.state, heardAt: serverNow() });
}

/** Tells that the server could not be asked. */
export function unheard(): void {
  const since = live.heardAt;
  if (live.state !== 'live' && (since === undefined || serverNow() - since > lostMillis)) {
    set({ state: 'lost', heardAt: since });
  }
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
      lastWordAt = Date.now();
      serverSaid(read.now);
      invalidate(client, known, read);
      known = read;
      set({ state: 'live', heardAt: serverNow() });
    });
    opened.addEventListener('open', () => {
      lastWordAt = Date.now();
      set({ state: 'live', heardAt: serverNow() });
    });
    opened.addEventListener('error', () => {
      // A browser tries again by itself unless the answer was no stream at all.
      if (live.state === 'live') {
        set({ state: 'polling', heardAt: live.heardAt });
      }
      if (opened.readyState === EventSource.CLOSED && source === opened) {
        close();
      }
    });
  };

  const tick = (): void => {
    if (document.hidden) {
      return;
    }
    if (source === undefined && Date.now() - openedAt > retryMillis) {
      open();
    } else if (live.state === 'live' && Date.now() - lastWordAt > silentMillis) {
      set({ state: 'polling', heardAt: live.heardAt });
    }
    if (live.state !== 'live') {
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
    }
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
    } else {
      open();
    }
  });
  setInterval(tick, pollMillis);
  if (!document.hidden) {
    open();
  }
}
