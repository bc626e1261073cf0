import { expect, test } from 'vitest';
import { timeSaid, timeStyles, type Saying, type TimeStyle } from '../src/time/said';

const now = Date.parse('2026-01-02T15:04:05Z');
const minute = 60_000;
const before = now - 5 * minute;

test.each<readonly [Saying, TimeStyle, string, string]>([
  ['age', 'relative', '5 min', '2026-01-02 14:59:05 UTC'],
  ['ago', 'relative', '5 min ago', '2026-01-02 14:59:05 UTC'],
  ['age', 'absolute', '14:59', '2026-01-02 14:59:05 UTC, 5 min ago'],
  ['ago', 'absolute', '14:59', '2026-01-02 14:59:05 UTC, 5 min ago'],
  ['age', 'both', '5\u00a0min · 14:59', '2026-01-02 14:59:05 UTC'],
  ['ago', 'both', '5\u00a0min\u00a0ago · 14:59', '2026-01-02 14:59:05 UTC'],
])('%s, %s', (as, style, shown, title) => {
  expect(timeSaid(before, now, as, style, 'UTC')).toEqual({ shown, title });
});

test('what is to come, and another day', () => {
  expect(timeSaid(now + 5 * minute, now, 'ago', 'relative', 'UTC').shown).toBe('in 5 min');
  expect(timeSaid(now - 24 * 60 * minute, now, 'ago', 'both', 'UTC').shown).toBe('1\u00a0d\u00a0ago · 2026-01-01\u00a015:04');
});

test.each(timeStyles)('where the moment is asked for, it is said: %s', (style) => {
  expect(timeSaid(before, now, 'moment', style, 'UTC')).toEqual({ shown: '2026-01-02 14:59:05 UTC', title: '5 min ago' });
  expect(timeSaid(before, now, 'short', style, 'UTC').shown).toBe('14:59');
});
