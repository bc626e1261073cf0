import { expect, test } from 'vitest';
import { nextLookOf, nextLookText } from '../../src/alerts/nextLook';

const now = Date.parse('2026-01-02T12:00:00.000Z');

test.each([
  ['2026-01-02T11:59:59.000Z', 'now'],
  ['2026-01-02T12:00:00.000Z', 'now'],
  ['2026-01-02T12:00:00.400Z', 'in 1 s'],
  ['2026-01-02T12:00:59.000Z', 'in 59 s'],
  ['2026-01-02T12:04:59.000Z', 'in 4 min'],
  ['2026-01-02T13:30:30.000Z', 'in 1 h 30 min'],
  ['nonsense', undefined],
  [undefined, undefined],
])('%s is %s', (nextFlush, text) => {
  expect(nextLookText(nextFlush, now)).toBe(text);
});

test('of what is kept back nobody is told then', () => {
  const nextFlush = '2026-01-02T12:04:59.000Z';
  expect(nextLookOf({ state: 'active', nextFlush })).toBe(nextFlush);
  expect(nextLookOf({ state: 'unprocessed', nextFlush })).toBe(nextFlush);
  expect((['silenced', 'inhibited', 'muted'] as const).map((state) => nextLookOf({ state, nextFlush }))).toEqual([undefined, undefined, undefined]);
});
