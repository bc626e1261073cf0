import { describe, expect, test } from 'vitest';
import { after, at, countedFrom, durationOf, endOf, periodProblem, startOf, type Period } from '../src/silenceform/period';
import { isSameEnd, quickEnds } from '../src/silenceform/quick';
import { againMillis, passedShare } from '../src/silences/period';

const now = Date.parse('2026-03-28T20:00:00Z');
const hour = 3_600_000;

describe('what was said last stays', () => {
  test('a duration: the end follows the start', () => {
    const period: Period = { start: undefined, end: after(2 * hour) };
    expect(startOf(period, now)).toBe(now);
    expect(endOf(period, now)).toBe(now + 2 * hour);
    expect(endOf({ ...period, start: now + hour }, now)).toBe(now + 3 * hour);
    // Time goes by before the form is sent.
    expect(endOf(period, now + hour)).toBe(now + 3 * hour);
  });

  test('an end: the duration follows the start', () => {
    const period: Period = { start: undefined, end: at(now + 2 * hour) };
    expect(durationOf(period, now)).toBe(2 * hour);
    expect(durationOf(period, now + hour)).toBe(hour);
    expect(durationOf({ ...period, start: now + hour }, now)).toBe(hour);
  });

  test('a duration of what has begun counts from now', () => {
    const period: Period = { start: now - 4 * hour, end: after(2 * hour) };
    expect(countedFrom(period, now)).toBe(now);
    expect(endOf(period, now)).toBe(now + 2 * hour);
    expect(durationOf({ ...period, end: at(now + hour) }, now)).toBe(hour);
    expect(durationOf({ ...period, end: at(now - hour) }, now)).toBe(-hour);
  });
});

test.each<readonly [string, Period, string | undefined]>([
  ['good', { start: undefined, end: after(hour) }, undefined],
  ['good, planned', { start: now + hour, end: after(hour) }, undefined],
  ['good, begun', { start: now - hour, end: at(now + 1) }, undefined],
  ['backwards', { start: now + hour, end: at(now) }, 'It ends before it starts.'],
  ['empty', { start: now + hour, end: at(now + hour) }, 'It ends before it starts.'],
  ['good, begun, for longer', { start: now - 2 * hour, end: after(hour) }, undefined],
  ['over', { start: now - 2 * hour, end: at(now - hour) }, 'Its end has passed.'],
])('%s', (_, period, problem) => {
  expect(periodProblem(period, now)).toBe(problem);
});

describe('quickEnds', () => {
  test('until the morning, over a change of the clocks', () => {
    const ends = new Map(quickEnds(now, 'Europe/Berlin', 1).map(({ text, end }) => [text, end]));
    expect(ends.get('2 h')).toEqual(after(2 * hour));
    expect(ends.get('Tomorrow 09:00')).toEqual(at(Date.parse('2026-03-29T07:00:00Z')));
    expect(ends.get('Monday 09:00')).toEqual(at(Date.parse('2026-03-30T07:00:00Z')));
  });

  test.each([
    [0, 'Sunday 09:00', '2026-03-29T09:00:00Z'],
    [1, 'Monday 09:00', '2026-03-30T09:00:00Z'],
    [6, 'Saturday 09:00', '2026-04-04T09:00:00Z'],
  ])('until the next week, which begins on day %d', (day, text, moment) => {
    expect(quickEnds(now, 'UTC', day).at(-1)).toEqual({ text, end: at(Date.parse(moment)) });
  });

  test('the one that is chosen is told from the others', () => {
    const ends = quickEnds(now, 'UTC', 1);
    expect(ends.filter(({ end }) => isSameEnd(end, after(4 * hour))).map(({ text }) => text)).toEqual(['4 h']);
    expect(ends.some(({ end }) => isSameEnd(end, at(now + 4 * hour)))).toBe(false);
  });
});

test.each([
  [now - hour, 0],
  [now, 0],
  [now + hour, 0.5],
  [now + 9 * hour, 1],
])('passedShare at %d', (moment, share) => {
  const silence = { startsAt: new Date(now).toISOString(), endsAt: new Date(now + 2 * hour).toISOString() };
  expect(passedShare(silence, moment)).toBe(share);
  expect(passedShare({ startsAt: silence.endsAt, endsAt: silence.startsAt }, moment)).toBe(1);
});

test.each([
  ['one that ended by itself is for as long again', 30 * 60_000, -1_000_000, 30 * 60_000],
  ['to the minute', 30 * 60_000 + 333, -1_000_000, 30 * 60_000],
  ['of a minute at least', 5_000, -1_000_000, 60_000],
  ['one that was ended early is for the usual time', 10_000, 0, 2 * hour],
  ['or for as long as it had come', 5 * hour, -500, 5 * hour],
])('%s', (_, length, updated, wanted) => {
  const moment = (millis: number): string => new Date(millis).toISOString();
  expect(againMillis({ startsAt: moment(now), endsAt: moment(now + length), updatedAt: moment(now + length + updated) })).toBe(wanted);
});
