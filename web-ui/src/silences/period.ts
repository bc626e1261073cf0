/** How far a silence has come. Pure. */

import type { Silence } from '../server/answers';

/** From 0, before its start, to 1, from its end on. */
export function passedShare(silence: Pick<Silence, 'startsAt' | 'endsAt'>, now: number): number {
  const start = Date.parse(silence.startsAt);
  const end = Date.parse(silence.endsAt);
  return end <= start ? 1 : Math.min(1, Math.max(0, (now - start) / (end - start)));
}
