import { expect, test } from 'vitest';
import { meantReceiver, receiverName } from '../../src/alerts/receivers';
import { receiverPattern } from '../../src/alerts/selection';

const names = ['team-x', 'chat/infra (eu)', 'a.b', '(', 'c++'];

test.each([
  ['a name with signs of expressions', 'chat/infra (eu)', 'chat/infra \\(eu\\)'],
  ['a name that is no expression', '(', '\\('],
  ['a name that reads as another expression', 'c++', 'c\\+\\+'],
  ['a name that matches itself stays an expression, as for the original', 'a.b', 'a.b'],
  ['an expression', 'team-(x|y)', 'team-(x|y)'],
  ['what is neither', 'x(', 'x('],
  ['nothing', '', ''],
])('%s: %s', (_, pattern, meant) => {
  expect(meantReceiver(pattern, names)).toBe(meant);
  expect(meantReceiver(meant, names), 'once is enough').toBe(meant);
});

test('a pattern that is a name is shown as the name', () => {
  expect(names.map((each) => receiverName(receiverPattern(each)))).toEqual(names);
});
