/** Says how many alerts there are to those who do not see it, now and then. */

import { useEffect, useRef, useState } from 'react';

/** The shortest time between two announcements, in milliseconds. */
export const announceMillis = 5_000;

/** How long to wait before `text` may be said; undefined if there is nothing new to say. Pure. */
export function waitBefore(text: string, lastText: string, lastAt: number, now: number): number | undefined {
  return text === '' || text === lastText ? undefined : Math.max(0, lastAt + announceMillis - now);
}

/** The latest of the texts, changed at most every {@link announceMillis}. */
export function useAnnouncement(text: string): string {
  const [said, setSaid] = useState('');
  const lastAt = useRef(-announceMillis);
  useEffect(() => {
    const wait = waitBefore(text, said, lastAt.current, performance.now());
    if (wait === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, said]);
  return said;
}
