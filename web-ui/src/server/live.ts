/**
 * Keeps the page up to date: server-sent events say which answers are old, and those that are shown are asked for again. Where
 * events cannot be had, the page asks every few seconds. Nothing is asked for while the page is not seen.
 */

import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { serverNow, serverSaid } from '../time/clock';
import { tokens } from './answers';
import { Refreshing } from './refreshing';
import { record, text, type Shape } from './shape';

/** `connecting` before the first word of the server; `lost` when nothing could be had for a while. */
export type LiveState = 'connecting' | 'live' | 'polling' | 'lost';

export interface Live {
  readonly state: LiveState;
  /** When the server was last heard; milliseconds by its clock. */
  readonly heardAt: number | undefined;
}

const path = 'api/tocsin/v1/events';
const pollMillis = 10_000;
/** How often the page looks whether something is due. */
const tickMillis = 2_000;
const retryMillis = 15_000;
/** The server says something every 15 seconds; behind a proxy that keeps it back, or from a server that hangs, nothing comes. */
const silentMillis = 20_000;
/** After a silence, a request has some seconds to be answered. */
const lostMillis = 28_000;
/**
 * A server that refuses is lost much sooner than one that keeps waiting. Four seconds are more than a member that takes over behind a
 * balancer needs, or a browser that opens its stream again, or a server that is only started anew on its machine; and one request
 * that gets lost is asked again meanwhile. So what is told after them is an outage: the stream is gone, did not come back, and
 * requests fail too.
 */
const refusedMillis = 4_000;
/** While it is not known yet whether it is an outage, the page asks more often. */
const doubtMillis = 2_000;
/** A browser opens a stream that ended again after two. */
const reopenMillis = 4_000;

/** What is needed to tell what comes next. */
export interface Following extends Live {
  /** Since when the page is seen, and tries; milliseconds by the server's clock. */
  readonly seenAt: number;
  /** Since when there are signs that the server is out of reach, without an answer in between; milliseconds by its clock. */
  readonly failingSince: number | undefined;
}

/**
 * What happens to the page's word of the server: the stream said something, was cut, did not come back or fell silent, a request was
 * answered, a request could not be, time went by, the page is seen again.
 */
export type LiveEvent = 'word' | 'cut' | 'broken' | 'silent' | 'answer' | 'unanswered' | 'tick' | 'seen';

function withoutStream(live: Following): Following {
  return live.state === 'lost' ? live : { ...live, state: 'polling' };
}

/**
 * What is known after an event. `heardAt` is never later than the server's last word: what is shown may be as old as that. Pure.
 *
 * | from                       | event               | to         |
 * |----------------------------|---------------------|------------|
 * | any                        | word                | live, nothing fails any more               |
 * | live                       | cut                 | live, but failing from now on              |
 * | connecting, live, polling  | broken, silent      | polling    |
 * | connecting, polling        | answer              | the same, nothing fails any more           |
 * | lost                       | answer              | polling    |
 * | connecting, polling        | unanswered          | lost, if it fails for a few seconds, nothing was ever heard, or nothing for a while; else failing |
 * | connecting, polling        | tick, and nothing heard for a while although the page was seen   | lost |
 * | any                        | seen                | connecting |
 *
 * @param now milliseconds by the server's clock
 */
export function liveAfter(live: Following, event: LiveEvent, now: number): Following {
  const { state, heardAt, seenAt, failingSince } = live;
  const isTrying = state === 'connecting' || state === 'polling';
  const isUnheard = now - Math.max(heardAt ?? 0, seenAt) > lostMillis;
  switch (event) {
    case 'word':
      return { state: 'live', heardAt: now, seenAt, failingSince: undefined };
    case 'cut':
      // Where no stream can be had, one that ends says nothing.
      return state === 'live' ? { ...live, failingSince: failingSince ?? now } : live;
    case 'broken':
    case 'silent':
      return withoutStream(live);
    case 'answer':
      return { state: state === 'lost' ? 'polling' : state, heardAt: now, seenAt, failingSince: undefined };
    case 'unanswered': {
      const since = failingSince ?? now;
      const isLost = heardAt === undefined || now - since >= refusedMillis || isUnheard;
      return isTrying ? { ...live, failingSince: since, ...(isLost ? { state: 'lost' } : {}) } : live;
    }
    case 'tick':
      // Requests that hang are no failures yet: only the time tells.
      return isTrying && isUnheard ? { ...live, state: 'lost' } : live;
    case 'seen':
      // Nothing was listened to meanwhile, so that nothing is known.
      return { state: 'connecting', heardAt, seenAt: now, failingSince: undefined };
  }
}

let live: Following = { state: 'connecting', heardAt: undefined, seenAt: serverNow(), failingSince: undefined };
const listeners = new Set<() => void>();

function on(event: LiveEvent): void {
  const next = liveAfter(live, event, serverNow());
  const isOther = next.state !== live.state || next.heardAt !== live.heardAt;
  live = next;
  if (isOther) {
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

function parsed<T>(shape: Shape<T>, data: string): T | undefined {
  try {
    return shape(JSON.parse(data), 'event');
  } catch {
    return undefined;
  }
}

const alive = record({ now: text });

/** Follows the server until the page is left. Called once. */
export function follow(client: QueryClient): void {
  const refreshing = new Refreshing(client);
  let source: EventSource | undefined;
  let lastWordAt = 0;
  let openedAt = 0;
  let askedAt = 0;

  const close = (): void => {
    source?.close();
    source = undefined;
  };

  const ask = (isForced = false): void => {
    askedAt = Date.now();
    refreshing.everything(isForced);
  };

  const word = (): void => {
    lastWordAt = Date.now();
    const before = live.state;
    on('word');
    if (before === 'polling' || before === 'lost') {
      // What was asked of a server that could not be reached may hang or have failed, and who asks may be somebody else to this one.
      ask(true);
      void client.invalidateQueries({ queryKey: ['me'] });
    }
  };

  const open = (): void => {
    close();
    openedAt = Date.now();
    const opened = new EventSource(path);
    source = opened;
    opened.addEventListener('change', (event) => {
      const read = parsed(tokens, event.data);
      if (read !== undefined) {
        serverSaid(read.now);
        word();
        refreshing.said(read);
      }
    });
    opened.addEventListener('alive', (event) => {
      const read = parsed(alive, event.data);
      if (read !== undefined) {
        serverSaid(read.now);
      }
      word();
    });
    opened.addEventListener('open', word);
    opened.addEventListener('error', () => {
      on('cut');
      // The server ends streams now and then, and the browser opens another: only one that does not come is worth a word.
      setTimeout(() => {
        if (!document.hidden && source?.readyState !== EventSource.OPEN) {
          on('broken');
          // Whether requests fail too is to be known now, not when they would be due.
          tick();
        }
      }, reopenMillis);
      // A browser tries again by itself unless the answer was no stream at all.
      if (opened.readyState === EventSource.CLOSED && source === opened) {
        close();
      }
    });
  };

  const tick = (): void => {
    const now = Date.now();
    if (document.hidden) {
      return;
    }
    on('tick');
    if (source === undefined && now - openedAt > retryMillis) {
      open();
    } else if (
      (live.state === 'connecting' && now - openedAt > reopenMillis) ||
      (live.state === 'live' && now - lastWordAt > silentMillis)
    ) {
      on('silent');
    }
    const pause = live.state === 'polling' && live.failingSince !== undefined ? doubtMillis : pollMillis;
    // A timer may be somewhat early.
    if ((live.state === 'polling' || live.state === 'lost') && now - askedAt > pause - tickMillis / 2) {
      ask();
    }
  };

  askNow = () => {
    open();
    ask(true);
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
      return;
    }
    const hadStream = live.state === 'live';
    on('seen');
    open();
    if (!hadStream) {
      ask();
    }
  });
  setInterval(tick, tickMillis);
  if (!document.hidden) {
    open();
  }
}
