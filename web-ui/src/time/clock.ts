/** The server's clock, as far as the page knows it: ages are told by it, whatever the browser's clock says. */

import { useSyncExternalStore } from 'react';

const tickMillis = 1_000;

let aheadMillis = 0;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** Tells what the server's clock showed just now. */
export function serverSaid(instant: string): void {
  const millis = Date.parse(instant);
  if (!Number.isNaN(millis)) {
    const ahead = millis - Date.now();
    // Answers take a while; what is within that is no difference.
    aheadMillis = Math.abs(ahead) < 2_000 ? 0 : ahead;
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

/** The server's time, anew every second while the page is seen. For small components: each is drawn every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
