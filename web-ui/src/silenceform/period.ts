/** From when to when a silence is to be in force. What was said last stays: a duration, or an end. Pure. */

export interface Period {
  /** Milliseconds since 1970; undefined for whenever the form is sent. */
  readonly start: number | undefined;
  readonly end: { readonly kind: 'after'; readonly millis: number } | { readonly kind: 'at'; readonly millis: number };
}

export function after(millis: number): Period['end'] {
  return { kind: 'after', millis };
}

export function at(millis: number): Period['end'] {
  return { kind: 'at', millis };
}

export function startOf({ start }: Period, now: number): number {
  return start ?? now;
}

/** From when on a duration counts: its start, or now for what has begun, as "2 h" is said of the time to come. */
export function countedFrom(period: Period, now: number): number {
  return Math.max(startOf(period, now), now);
}

export function endOf(period: Period, now: number): number {
  return period.end.kind === 'at' ? period.end.millis : countedFrom(period, now) + period.end.millis;
}

/** What is to come of it; negative if its end has passed, or comes before its start. */
export function durationOf(period: Period, now: number): number {
  return endOf(period, now) - countedFrom(period, now);
}

/** What is wrong with a period, as a sentence; undefined if nothing is. */
export function periodProblem(period: Period, now: number): string | undefined {
  if (endOf(period, now) <= startOf(period, now)) {
    return 'It ends before it starts.';
  }
  return endOf(period, now) <= now ? 'Its end has passed.' : undefined;
}
