import { expect, test } from 'vitest';
import { signsOf } from '../src/app/signs';
import type { EvaluatorCondition } from '../src/server/answers';
import { evaluatorTroubles } from '../src/status/health';

const well: EvaluatorCondition = {
  file: 'prometheus.yml',
  targets: { all: 4, down: 0 },
  rules: { all: 9, failing: 0, withoutSeries: 3 },
  series: { used: 10, max: 100 },
};

test('where all is well, or nothing is scraped, the ways to the screens say nothing', () => {
  expect(signsOf(0, well).size).toBe(0);
  expect(signsOf(0, undefined).size).toBe(0);
});

test('alerts call, what needs somebody later is told quietly', () => {
  const signs = signsOf(3, { ...well, targets: { all: 4, down: 2 }, rules: { all: 9, failing: 1, withoutSeries: 0 } });
  expect([...signs].map(([screen, { count, what, isQuiet }]) => [screen, count, what, isQuiet])).toEqual([
    ['alerts', 3, 'active', false],
    ['rules', 1, 'failing', true],
    ['targets', 2, 'down', true],
  ]);
});

test.each<[string, Partial<EvaluatorCondition>, readonly string[]]>([
  ['rules without series', {}, []],
  ['a store that is nearly full', { series: { used: 80, max: 100 } }, ['warning: the store is nearly full']],
  ['a store that is full', { series: { used: 99, max: 100 } }, ['bad: the store is full']],
  ['all of it', { targets: { all: 1, down: 1 }, rules: { all: 2, failing: 2, withoutSeries: 0 }, series: { used: 100, max: 100 } }, ['bad: the store is full', 'bad: 2 rules fail', 'warning: 1 target is down']],
])('troubles of %s', (_name, changed, expected) => {
  expect(evaluatorTroubles({ ...well, ...changed }).map(({ trouble, said }) => `${trouble}: ${said}`)).toEqual(expected);
});
