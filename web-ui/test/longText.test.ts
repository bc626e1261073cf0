import { expect, test } from 'vitest';
import { beginningOf } from '../src/alert/longText';

test('what is not long stays as it is', () => {
  for (const text of ['', 'a', 'word '.repeat(300), 'line\n'.repeat(18)]) {
    expect(beginningOf(text)).toBe(text);
  }
});

test('a long text ends between words', () => {
  const begun = beginningOf('words '.repeat(1_000));
  expect(begun.length).toBeGreaterThan(1_000);
  expect(begun.length).toBeLessThanOrEqual(1_200);
  expect(begun.endsWith('words')).toBe(true);
});

test('a tall text ends between lines', () => {
  expect(beginningOf('line\n'.repeat(100)).split('\n')).toHaveLength(16);
});

test('a word without an end is cut between characters', () => {
  const begun = beginningOf(`x${'\u{1f4a5}'.repeat(2_000)}`);
  expect(begun.length).toBeLessThanOrEqual(1_200);
  expect(() => encodeURIComponent(begun)).not.toThrow();
});
