/** How far a silence has come, and how long another one like it is to be. Pure. */

import type { Silence } from '../server/answers';

/** From 0, before its start, to 1, from its end on. */
export function passedShare(silence: Pick<Silence, 'startsAt' | 'endsAt'>, now: number): number {
  const start = Date.parse(silence.startsAt);
  const end = Date.parse(silence.endsAt);
  return end <= start ? 1 : Math.min(1, Math.max(0, (now - start) / (end - start)));
}

/** What a silence is for unless something else is asked for. */
export const usualDuration = 2 * 3_600_000;

const minute = 60_000;
/** Between the end of a silence and the note of who ended it. */
const endedByHandMillis = 2_000;

/**
 * For how long a silence that is over would be again, in milliseconds: as long as it was, to the minute. What somebody ended before its time
 * was meant for longer, nobody knows how long: then the usual duration, if it was not longer than that.
 */
export function againMillis({ startsAt, endsAt, updatedAt }: Pick<Silence, 'startsAt' | 'endsAt' | 'updatedAt'>): number {
  const was = Math.max(minute, Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / minute) * minute);
  const wasEndedByHand = Math.abs(Date.parse(updatedAt) - Date.parse(endsAt)) <= endedByHandMillis;
  return wasEndedByHand ? Math.max(usualDuration, was) : was;
}
