/** Which alerts have come lately: those that somebody who looks now and then has not seen. Pure. */

const newMillis = 5 * 60_000;

/** Whether what began at a moment is new; by the clocks of others it may begin only in a while. */
export function isNew(startsAt: string | undefined, now: number): boolean {
  return startsAt !== undefined && now - Date.parse(startsAt) < newMillis;
}
