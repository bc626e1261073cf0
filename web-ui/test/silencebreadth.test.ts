import { describe, expect, test } from 'vitest';
import { equal, type WrittenMatcher } from '../src/matchers/matchers';
import type { AlertPage } from '../src/server/answers';
import { remarksOnAlerts, remarksOnMatchers, remarksOnOrigin } from '../src/silenceform/breadth';

const states = { active: 0, unprocessed: 0, silenced: 0, inhibited: 0, muted: 0 };

function found(all: number, total: number, severities: Readonly<Record<string, number>> = {}, facets: AlertPage['facets'] = []) {
  return {
    all,
    total,
    severities: Object.entries(severities).map(([value, count]) => ({ value, total: count, states })),
    facets,
  };
}

const texts = (...seen: Parameters<typeof found>): readonly string[] => remarksOnAlerts(found(...seen)).map(({ text }) => text);

describe('remarksOnOrigin', () => {
  const none = { fromGroup: '', fromReceiver: '', fromCount: 0 };
  const group = { ...none, fromGroup: '{}:{a="b"}', fromReceiver: 'team-x' };

  test.each<readonly [string, Parameters<typeof remarksOnOrigin>, readonly string[]]>([
    ['begun from nothing', [none, 7, undefined], []],
    ['all are in the group', [group, 7, 7], []],
    ['one is outside', [group, 8, 7], ['It also matches 1 alert outside the group.']],
    ['several are outside', [group, 1_207, 7], ['It also matches 1,200 alerts outside the group.']],
    ['the group is not counted yet', [group, 8, undefined], []],
    ['the group has gone', [group, 8, 0], []],
    ['all are selected', [{ ...none, fromCount: 7 }, 7, undefined], []],
    ['some selected ones are resolved', [{ ...none, fromCount: 7 }, 5, undefined], []],
    ['more than the selected ones', [{ ...none, fromCount: 7 }, 9, undefined], ['It also matches 2 alerts outside the selection.']],
  ])('%s', (_, given, expected) => {
    expect(remarksOnOrigin(...given).map(({ text }) => text)).toEqual(expected);
  });
});

describe('remarksOnMatchers', () => {
  const not: WrittenMatcher = { ...equal('a', 'b'), isEqual: false };
  const any: WrittenMatcher = { ...equal('a', '.*'), isRegex: true };
  test.each<readonly [string, readonly WrittenMatcher[], readonly string[]]>([
    ['none', [], ['problem']],
    ['a value', [equal('a', 'b')], []],
    ['an absent label', [equal('a', '')], ['problem']],
    ['anything', [any], ['problem']],
    ['one of them is enough', [equal('a', ''), equal('c', 'd')], []],
    ['negative ones alone', [not], ['warning']],
    ['a negative one beside an absent label', [not, equal('c', '')], []],
    ['a negative one beside a value', [not, equal('c', 'd')], []],
  ])('%s', (_, matchers, kinds) => {
    expect(remarksOnMatchers(matchers).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('remarksOnAlerts', () => {
  test('nothing now is fine', () => {
    expect(remarksOnAlerts(found(50, 0)).map(({ kind }) => kind)).toEqual(['hint']);
  });

  test('a few of one kind need no remark', () => {
    expect(texts(50, 3, { critical: 3, warning: 0 })).toEqual([]);
  });

  test.each([
    [50, 26, 'It matches more than half of all alerts: 26 of 50.'],
    [50, 50, 'It matches all of the 50 alerts that there are.'],
    [5_000, 101, 'It matches 101 alerts.'],
  ])('%d alerts, of which %d', (all, total, text) => {
    expect(texts(all, total)).toEqual([text]);
  });

  test.each([
    [50, 25],
    [4, 4],
    [1_000, 100],
  ])('%d alerts, of which %d, are not too many', (all, total) => {
    expect(texts(all, total)).toEqual([]);
  });

  test('severities and teams', () => {
    expect(
      texts(50, 5, { critical: 2, warning: 2, '': 1 }, [
        { name: 'job', distinct: 2, values: [] },
        { name: 'team', distinct: 6, values: ['a', 'b', 'c', 'd', 'e'].map((value) => ({ value, count: 1 })) },
      ]),
    ).toEqual(['They are of several severities: 2 critical, 2 warning, 1 without severity.', 'They belong to 6 values of team: a, b, c, d, ….']);
  });
});
