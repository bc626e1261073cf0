import { expect, test } from 'vitest';
import { nextActive } from '../src/parts/choosing';

test('arrows go through all suggestions and none of them', () => {
  const walk = (key: 'ArrowDown' | 'ArrowUp'): readonly number[] => {
    const seen = [-1];
    for (let step = 0; step < 4; step += 1) {
      seen.push(nextActive(seen.at(-1) ?? -1, 3, key));
    }
    return seen;
  };
  expect(walk('ArrowDown')).toEqual([-1, 0, 1, 2, -1]);
  expect(walk('ArrowUp')).toEqual([-1, 2, 1, 0, -1]);
  expect(nextActive(-1, 0, 'ArrowDown')).toBe(-1);
});
