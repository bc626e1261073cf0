/** How moments are said, in the zone that a person has chosen. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-GB', {
      ...(zone === 'browser' ? {} : { timeZone: zone }),
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    formats.set(zone, known);
  }
  return known;
}

/** A moment's parts on the clocks of a zone. */
export function partsOf(millis: number, zone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(format(zone).formatToParts(millis).map(({ type, value }) => [type, value]));
}

/** Such as `2026-01-02 15:04:05 CET`. */
export function momentText(millis: number, zone: string): string {
  const { year, month, day, hour, minute, second, timeZoneName } = partsOf(millis, zone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${timeZoneName}`;
}

/** Such as `15:04` where that is today, else `2026-01-02 15:04`. */
export function shortMomentText(millis: number, now: number, zone: string): string {
  const moment = partsOf(millis, zone);
  const today = partsOf(now, zone);
  const isToday = (['year', 'month', 'day'] as const).every((part) => moment[part] === today[part]);
  const time = `${moment['hour']}:${moment['minute']}`;
  return isToday ? time : `${moment['year']}-${moment['month']}-${moment['day']} ${time}`;
}
