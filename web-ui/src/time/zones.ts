/** The clocks of a zone and back: what a person means by a date and a time. Pure. */

import { partsOf } from './moments';

const day = 86_400_000;

/**
 * A moment that somebody gave by the clock on the wall.
 *
 * `skipped`: that clock never shows it, since it is put forward then; the moment is as much later. `twice`: it shows it twice,
 * since it is put back; the moment is the first.
 */
export interface WallMoment {
  readonly millis: number;
  readonly kind: 'exact' | 'skipped' | 'twice';
}

/** The wall's clock as if it were UTC. */
function wallOf(millis: number, zone: string): number {
  const { year, month, day: date, hour, minute, second } = partsOf(millis, zone);
  return Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute), Number(second));
}

function offsetAt(millis: number, zone: string): number {
  return wallOf(millis, zone) - Math.floor(millis / 1000) * 1000;
}

/** Reads a clock that shows `wall`, as UTC would write it. */
function momentOf(wall: number, zone: string): WallMoment {
  const before = offsetAt(wall - day, zone);
  const after = offsetAt(wall + day, zone);
  const fitting = [wall - before, wall - after].filter((millis) => wallOf(millis, zone) === wall);
  const [first, second] = fitting;
  if (first === undefined || second === undefined) {
    return first === undefined ? { millis: wall - before, kind: 'skipped' } : { millis: first, kind: 'exact' };
  }
  return first === second ? { millis: first, kind: 'exact' } : { millis: Math.min(first, second), kind: 'twice' };
}

const written = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;

/**
 * Reads what an input of the type `datetime-local` holds.
 *
 * @returns undefined for what is no date and time
 */
export function readWall(text: string, zone: string): WallMoment | undefined {
  const [, year = '', month = '', date = '', hour = '', minute = '', second = '0'] = written.exec(text) ?? [];
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute), Number(second));
  // The 30th of February, or 24:00, is written otherwise.
  const isReal = year !== '' && new Date(wall).toISOString().startsWith(text.slice(0, 16));
  return isReal ? momentOf(wall, zone) : undefined;
}

/** What an input of the type `datetime-local` holds for a moment, to the minute. */
export function wallText(millis: number, zone: string): string {
  return new Date(wallOf(millis, zone)).toISOString().slice(0, 16);
}

/** The same time of the day, so many days on: 09:00 tomorrow, whatever happens to the clocks tonight. */
export function atHour(now: number, daysAhead: number, hour: number, zone: string): number {
  const wall = wallOf(now, zone);
  return momentOf(Math.floor(wall / day) * day + daysAhead * day + hour * 3_600_000, zone).millis;
}

/**
 * The next time after `now` that the clocks show that hour on that day of the week.
 *
 * @param weekday 0 is Sunday
 */
export function nextWeekday(now: number, weekday: number, hour: number, zone: string): number {
  const today = new Date(wallOf(now, zone)).getUTCDay();
  const ahead = (weekday - today + 7) % 7;
  const moment = atHour(now, ahead, hour, zone);
  return moment > now ? moment : atHour(now, ahead + 7, hour, zone);
}
