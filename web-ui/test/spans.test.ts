import { describe, expect, test } from 'vitest';
import { durationText, parseDuration, roughSpanText, spanText } from '../src/time/spans';

describe('spanText', () => {
  test.each([
    [0, '0 s'],
    [-5_000, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_900_000, '1 h 5 min'],
    [86_400_000 + 60_000, '1 d'],
    [3 * 86_400_000 + 7_200_000, '3 d 2 h'],
  ])('%d is %s', (millis, text) => {
    expect(spanText(millis)).toBe(text);
  });
});

describe('roughSpanText', () => {
  test.each([
    [0, '0 s'],
    [119_999, '1 min 59 s'],
    [120_000, '2 min'],
    [942_000, '15 min'],
    [3_942_000, '1 h 5 min'],
  ])('%d is %s', (millis, text) => {
    expect(roughSpanText(millis)).toBe(text);
  });
});

describe('parseDuration', () => {
  test.each([
    ['30m', 1_800_000],
    ['1h30m', 5_400_000],
    [' 2 h ', 7_200_000],
    ['1d', 86_400_000],
    ['', undefined],
    ['soon', undefined],
    ['0s', undefined],
    ['5', undefined],
  ])('%s', (text, millis) => {
    expect(parseDuration(text)).toBe(millis);
  });

  test('reads what durationText writes', () => {
    expect(durationText(93_784_000)).toBe('1d2h3m4s');
    expect(parseDuration('1d2h3m4s')).toBe(93_784_000);
  });
});
