import { describe, expect, test } from 'vitest';
import { generatorOf, sourceOf } from '../../src/alert/source';
import { rules, type RuleGroup } from '../../src/evaluator/answers';

const base = 'http://tocsin.example.com:9093/am/';

test.each([
  ['http://tocsin.example.com:9093/am/prometheus/graph?g0.expr=up+%3D%3D+0&g0.tab=1', { expr: 'up == 0', isOwn: true }],
  ['http://prom.example.com/graph?g0.expr=up&g0.tab=1', { expr: 'up', isOwn: false }],
  ['http://other.example.com:9093/prometheus/graph?g0.expr=up', { expr: 'up', isOwn: false }],
  ['http://prom.example.com/graph', undefined],
  ['http://logs.example.com/explore?g0.expr=up', undefined],
  ['no address', undefined],
  [undefined, undefined],
])('the generator %s', (link, generator) => {
  expect(generatorOf(link, base)).toEqual(generator);
});

const rule = (name: string, query: string, labels: object = {}) => ({ type: 'alerting', name, query, labels, health: 'ok', lastEvaluation: '' });
const groups: readonly RuleGroup[] = rules(
  {
    status: 'success',
    data: {
      groups: [
        {
          name: 'disks',
          file: 'a.yml',
          interval: 15,
          lastEvaluation: '',
          rules: [rule('DiskFull', 'free < 10', { severity: 'warning' }), rule('DiskFull', 'free < 1', { severity: 'critical', team: '{{ $labels.team }}' })],
        },
        { name: 'twins', file: 'b.yml', interval: 15, lastEvaluation: '', rules: [rule('Twin', 'up == 0', { site: 'a' }), rule('Twin', 'up == 0', { site: 'b' })] },
        { name: 'more', file: 'c.yml', interval: 15, lastEvaluation: '', rules: [rule('Twin', 'up == 0', { site: 'c' })] },
      ],
    },
  },
  'answer',
).data.groups;
const own = (expr: string) => ({ expr, isOwn: true });

describe('sourceOf', () => {
  test('the rule of the same name with the same expression, and the expression', () => {
    expect(sourceOf(groups, { alertname: 'DiskFull', severity: 'critical', team: 'db' }, own('free < 1'))).toEqual({
      place: { file: 'a.yml', group: 'disks', name: 'DiskFull' },
      expr: 'free < 1',
    });
  });

  test('of several with the same expression the one that gives such labels', () => {
    expect(sourceOf(groups, { alertname: 'Twin', site: 'c' }, own('up == 0')).place).toEqual({ file: 'c.yml', group: 'more', name: 'Twin' });
  });

  test('labels that relabelling has changed do not matter where the expression is the same', () => {
    expect(sourceOf(groups, { alertname: 'DiskFull', severity: 'page' }, own('free < 1')).place?.group).toBe('disks');
  });

  test('a rule whose expression was changed since is found by its name and labels', () => {
    expect(sourceOf(groups, { alertname: 'DiskFull', severity: 'warning' }, own('free < 20'))).toMatchObject({ place: { group: 'disks' }, expr: 'free < 20' });
    expect(sourceOf(groups, { alertname: 'Gone' }, own('free < 20'))).toEqual({ place: undefined, expr: 'free < 20' });
  });

  test('a server is known by its rule where it is reached by another name; others are not asked', () => {
    expect(sourceOf(groups, { alertname: 'Twin', site: 'c' }, { expr: 'up == 0', isOwn: false }).place?.file).toBe('c.yml');
    expect(sourceOf(groups, { alertname: 'Twin', site: 'c' }, { expr: 'up == 2', isOwn: false })).toEqual({ place: undefined, expr: undefined });
    expect(sourceOf(groups, { alertname: 'Twin', site: 'c' }, undefined)).toEqual({ place: undefined, expr: undefined });
  });
});
