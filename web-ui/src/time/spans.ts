/** How spans of time are said and read. Pure. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: readonly (readonly [string, number])[] = [
  ['d', day],
  ['h', hour],
  ['min', minute],
  ['s', second],
];

/** A span in its two largest units, such as `3 h 5 min`; below a second and in the future it is `0 s`. */
export function spanText(millis: number): string {
  const span = Math.max(0, Math.floor(millis));
  const first = units.findIndex(([, size]) => span >= size);
  if (first < 0) {
    return '0 s';
  }
  let rest = span;
  return units
    .slice(first, first + 2)
    .map(([name, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? '' : `${count} ${name}`;
    })
    .filter((part) => part !== '')
    .join(' ');
}

/** The same, but without seconds from two minutes on: nobody needs them in a row, and ages that stand still are easier to read. */
export function roughSpanText(millis: number): string {
  return spanText(millis < 2 * minute ? millis : Math.floor(millis / minute) * minute);
}

const durationUnits: Readonly<Record<string, number>> = {
  ms: 1,
  s: second,
  m: minute,
  h: hour,
  d: day,
  w: 7 * day,
  y: 365 * day,
};

/** Milliseconds of a duration such as `1h30m`; undefined for what is none, and for nothing. */
export function parseDuration(text: string): number | undefined {
  const compact = text.trim().replaceAll(/\s+/g, '');
  if (!/^(\d+(ms|[smhdwy]))+$/.test(compact)) {
    return undefined;
  }
  let sum = 0;
  for (const [, count = '', unit = ''] of compact.matchAll(/(\d+)(ms|[smhdwy])/g)) {
    sum += Number(count) * (durationUnits[unit] ?? 0);
  }
  return sum > 0 && Number.isSafeInteger(sum) ? sum : undefined;
}

/** The other way around: `5400000` is `1h30m`. */
export function durationText(millis: number): string {
  let rest = Math.round(millis / second) * second;
  const parts: string[] = [];
  for (const [unit, size] of [
    ['d', day],
    ['h', hour],
    ['m', minute],
    ['s', second],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      parts.push(`${count}${unit}`);
    }
  }
  return parts.join('') || '0s';
}
