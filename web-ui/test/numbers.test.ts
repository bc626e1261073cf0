import { describe, expect, test } from 'vitest';
import { bytesText, countText, numberText } from '../src/parts/numbers';

test('numbers are grouped', () => {
  expect(numberText(1_234_567)).toBe('1,234,567');
});

describe('countText', () => {
  test.each([
    [0, '0 alerts'],
    [1, '1 alert'],
    [12_345, '12,345 alerts'],
  ])('%d', (count, text) => {
    expect(countText(count, 'alert')).toBe(text);
  });

  test('says another plural', () => {
    expect(countText(2, 'entry', 'entries')).toBe('2 entries');
  });
});

describe('bytesText', () => {
  test.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1.0 KiB'],
    [1536, '1.5 KiB'],
    [12_582_912, '12.0 MiB'],
    [134_217_728, '128 MiB'],
    [2 ** 50, '1024 TiB'],
  ])('%d', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});
