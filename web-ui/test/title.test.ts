import { expect, test } from 'vitest';
import { titleOf } from '../src/app/title';

test.each([
  ['Alerts', 0, 'Alerts · Tocsin'],
  ['Alerts', 3, '(3) Alerts · Tocsin'],
  ['', 0, 'Tocsin'],
  ['', 12, '(12) Tocsin'],
])('%s, %d', (screen, active, title) => {
  expect(titleOf(screen, active)).toBe(title);
});
