/** The server's clock, as far as the page knows it: ages are told by it, whatever the browser's clock says. */

import { useSyncExternalStore } from 'react';

const tickMillis = 1_000;

let aheadMillis = 0;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** Smaller differences are none: nobody sets clocks that well. */
export const toleranceMillis = 2_000;

/**
 * How far the server's clock is ahead, after it showed `said` at some moment between `sentAt` and `receivedAt` of the browser's clock: what was
 * thought before, or else none, wherever that is possible. Pure; all in milliseconds.
 */
export function aheadAfter(before: number, said: number, sentAt: number, receivedAt: number): number {
  const least = said - receivedAt;
  const most = said - Math.min(sentAt, receivedAt);
  return [before, 0].find((each) => each >= least - toleranceMillis && each <= most + toleranceMillis) ?? least;
}

/**
 * Tells what the server's clock showed.
 *
 * @param sentAt when it was asked, by the browser's clock; what comes unasked comes at once
 */
export function serverSaid(instant: string, sentAt = Date.now()): void {
  const said = Date.parse(instant);
  if (!Number.isNaN(said)) {
    aheadMillis = aheadAfter(aheadMillis, said, sentAt, Date.now());
  }
}

/** Milliseconds since 1970, by the server's clock. */
export function serverNow(): number {
  return Date.now() + aheadMillis;
}

function tick(): void {
  if (!document.hidden) {
    now = serverNow();
    listeners.forEach((each) => each());
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    now = serverNow();
    timer = setInterval(tick, tickMillis);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
    }
  };
}

/** What is so at the server's time, such as whether something is due: a component is drawn again when that is another, by `Object.is`. */
export function useClock<T>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(now));
}

/** The server's time, anew every second while the page is seen. For small components: each is drawn every second. */
export function useNow(): number {
  return useClock((time) => time);
}
