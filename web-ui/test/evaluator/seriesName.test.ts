import { expect, test } from 'vitest';
import { ownLabels, seriesName, sharedLabels } from '../../src/evaluator/seriesName';
import { isNever, settingText, tookText } from '../../src/evaluator/times';

test.each([
  [{ __name__: 'up', job: 'node', instance: 'a:1' }, 'up{instance="a:1", job="node"}'],
  [{ __name__: 'up' }, 'up'],
  [{}, '{}'],
  [{ job: 'node' }, '{job="node"}'],
  [{ __name__: 'a.b', 'c.d': 'e' }, '{"a.b", "c.d"="e"}'],
  [{ a: 'x"y\\z\n' }, '{a="x\\"y\\\\z\\n"}'],
])('%j', (labels, name) => {
  expect(seriesName(labels)).toBe(name);
});

test.each([
  [0.0004, '0.4 ms'],
  [0.0123, '12 ms'],
  [3.21, '3.2 s'],
  [125, '2 min 5 s'],
])('%d s took %s', (seconds, text) => {
  expect(tookText(seconds)).toBe(text);
});

test.each([
  [15, '15s'],
  [5400, '1h30m'],
  [0.5, '500ms'],
])('%d s is the setting %s', (seconds, text) => {
  expect(settingText(seconds)).toBe(text);
});

test('moments that never were', () => {
  expect(isNever('0001-01-01T00:00:00Z')).toBe(true);
  expect(isNever('2026-01-02T03:04:05Z')).toBe(false);
});

test('what all series have is shared, and the rest is their own', () => {
  const [one, other] = [
    { __name__: 'up', job: 'node', instance: 'a' },
    { __name__: 'up', job: 'node', instance: 'b', zone: 'z' },
  ];
  const shared = sharedLabels([one, other]);
  expect(shared).toEqual({ __name__: 'up', job: 'node' });
  expect(ownLabels(other, shared)).toEqual({ instance: 'b', zone: 'z' });
  expect(sharedLabels([one])).toEqual({});
  expect(sharedLabels([])).toEqual({});
});
