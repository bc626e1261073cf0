/** Ends that people mean often. Pure. */

import { atHour, nextWeekday } from '../time/zones';
import { after, at, type Period } from './period';

export interface Quick {
  readonly text: string;
  readonly end: Period['end'];
}

const minute = 60_000;
const hour = 60 * minute;
const morning = 9;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/**
 * @param from when what is to come of the silence begins; what is until a time of the day counts from then
 * @param firstDay on which the next week begins; 0 is Sunday
 */
export function quickEnds(from: number, zone: string, firstDay: number): readonly Quick[] {
  return [
    { text: '30 min', end: after(30 * minute) },
    { text: '1 h', end: after(hour) },
    { text: '2 h', end: after(2 * hour) },
    { text: '4 h', end: after(4 * hour) },
    { text: '8 h', end: after(8 * hour) },
    { text: '1 d', end: after(24 * hour) },
    { text: 'Tomorrow 09:00', end: at(atHour(from, 1, morning, zone)) },
    { text: `${weekdays[firstDay] ?? 'Next week'} 09:00`, end: at(nextWeekday(from, firstDay, morning, zone)) },
  ];
}

export function isSameEnd(a: Period['end'], b: Period['end']): boolean {
  return a.kind === b.kind && Math.abs(a.millis - b.millis) < minute;
}
