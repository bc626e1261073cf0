import { describe, expect, test } from 'vitest';
import { emptyPanel } from '../../src/address/address';
import { askedBy, momentText, nextRange, readMoment, readStep, shifted, usualStep, wrongWith } from '../../src/graph/asking';

const now = Date.parse('2026-01-02T15:04:07Z');
const graph = { ...emptyPanel, expr: 'up', tab: 'graph' } as const;

test.each([
  [60, 1],
  [3_600, 15],
  [86_400, 600],
  [604_800, 3_600],
])('a range of %d s has a step of %d s', (range, step) => {
  expect(usualStep(range)).toBe(step);
});

test.each([
  ['2026-01-02 15:04:05', '2026-01-02T15:04:05.000Z'],
  ['2026-01-02T15:04:05Z', '2026-01-02T15:04:05.000Z'],
  ['2026-01-02 15:04', '2026-01-02T15:04:00.000Z'],
])('%s is read', (text, moment) => {
  expect(new Date(readMoment(text) ?? 0).toISOString()).toBe(moment);
});

test.each(['', 'yesterday', '2026-13-02 15:04:05', '2026-02-30 15:04:05', '2026-01-02 25:00:00'])('“%s” is no moment', (text) => {
  expect(readMoment(text)).toBeUndefined();
});

test('moments are written as they are read', () => {
  expect(readMoment(momentText(now))).toBe(now);
});

test.each([
  ['15', 15],
  ['0.5', 0.5],
  ['1m30s', 90],
  ['', undefined],
  ['0', undefined],
  ['soon', undefined],
])('the step “%s”', (text, seconds) => {
  expect(readStep(text)).toBe(seconds);
});

describe('askedBy', () => {
  test('a table is of now, to the millisecond', () => {
    expect(askedBy({ ...graph, tab: 'table' }, now + 5)).toEqual({ kind: 'table', expr: 'up', time: now / 1000 + 0.005 });
  });

  test('a graph ends at the second that it is asked for, and begins whole steps before', () => {
    const asked = askedBy({ ...graph, range: '61m', step: '2m' }, now + 700);
    expect(asked).toEqual({ kind: 'graph', expr: 'up', start: Date.parse('2026-01-02T14:04:07Z') / 1000, end: Date.parse('2026-01-02T15:04:07Z') / 1000, step: 120 });
  });

  test('what the address says holds', () => {
    const asked = askedBy({ ...graph, range: '10m', end: '2026-01-01 00:00:00', step: '60' }, now);
    expect(asked).toMatchObject({ start: Date.parse('2025-12-31T23:50:00Z') / 1000, end: Date.parse('2026-01-01T00:00:00Z') / 1000, step: 60 });
  });
});

describe('wrongWith', () => {
  test.each([
    [{}, undefined],
    [{ range: 'long' }, /“long” is no range/],
    [{ end: 'soon' }, /“soon” is no moment/],
    [{ step: '0' }, /“0” is no step/],
    [{ range: '2d', step: '1' }, /172801 points of this range; at most 11000/],
    [{ tab: 'table', moment: 'x' }, /“x” is no moment/],
    [{ tab: 'table', range: 'long' }, undefined],
  ] as const)('%j', (part, words) => {
    const wrong = wrongWith({ ...graph, ...part });
    if (words === undefined) {
      expect(wrong).toBeUndefined();
    } else {
      expect(wrong).toMatch(words);
    }
  });
});

test('ranges grow and shrink, and end', () => {
  expect(nextRange('1h', true)).toBe('2h');
  expect(nextRange('90m', false)).toBe('1h');
  expect(nextRange('60s', false)).toBe('60s');
  expect(nextRange('3y', true)).toBe('3y');
});

test('graphs are shifted by half of what they show, and not into the future', () => {
  const earlier = shifted(graph, false, now);
  expect(earlier.end).toBe('2026-01-02 14:34:07');
  expect(shifted(earlier, true, now).end).toBe('');
  expect(shifted({ ...graph, end: '2026-01-02 10:00:00' }, true, now).end).toBe('2026-01-02 10:30:00');
});
