import { describe, expect, test } from 'vitest';
import { aheadAfter } from '../src/time/clock';

const hour = 3_600_000;

describe('aheadAfter', () => {
  test('what is within the time an answer takes is no difference', () => {
    expect(aheadAfter(0, 100_000, 100_000, 100_050)).toBe(0);
    expect(aheadAfter(0, 98_500, 100_000, 100_000)).toBe(0);
    expect(aheadAfter(0, 100_000, 100_000, 130_000), 'an answer that took half a minute').toBe(0);
  });

  test('a clock that is wrong by more is corrected, in both directions', () => {
    expect(aheadAfter(0, 100_000 + hour, 100_000, 100_000)).toBe(hour);
    expect(aheadAfter(0, 100_000 - hour, 100_000, 100_000)).toBe(-hour);
  });

  test('what was known stays as long as it is possible, so that ages do not jump', () => {
    expect(aheadAfter(hour, 100_000 + hour, 99_000, 104_000)).toBe(hour);
    expect(aheadAfter(hour, 100_500 + hour, 100_000, 100_000)).toBe(hour);
  });

  test('a clock that was set right is believed again', () => {
    expect(aheadAfter(hour, 100_000, 99_900, 100_000)).toBe(0);
  });

  test('a browser whose clock was set back while it waited', () => {
    expect(aheadAfter(0, 100_000 + hour, 100_000 + hour, 100_000)).toBe(hour);
  });
});
