import { describe, expect, test } from 'vitest';
import { allRules, parseAddress, printAddress } from '../../src/address/address';
import { rules, type RuleGroup } from '../../src/evaluator/answers';
import { expressionOf, placeOf } from '../../src/evaluator/addresses';
import { alertOf, byUrgency, kindsOf, lineOf, plainValue, shownRules, waited, withKind, type Choice } from '../../src/rules/rows';

const never = '0001-01-01T00:00:00Z';

/** As the server writes them. */
function answered(groups: readonly object[]): readonly RuleGroup[] {
  return rules({ status: 'success', data: { groups } }, 'answer').data.groups;
}

const down = {
  type: 'alerting',
  state: 'firing',
  name: 'Down',
  query: 'up == 0',
  duration: 60,
  keepFiringFor: 0,
  labels: { severity: 'critical' },
  annotations: { summary: 'An instance is gone' },
  alerts: [{ labels: { alertname: 'Down', instance: 'db-1' }, annotations: {}, state: 'firing', activeAt: '2026-01-02T03:04:05Z', value: '0e+00' }],
  health: 'ok',
  evaluationTime: 0.001,
  lastEvaluation: '2026-01-02T03:05:05Z',
};
const broken = { ...down, name: 'Broken', state: 'inactive', alerts: [], health: 'err', lastError: 'many-to-many matching', labels: {} };
const quiet = { ...down, name: 'Quiet', state: 'inactive', alerts: [], labels: {}, emptySelectors: ['nothing_total'] };
const recorded = { type: 'recording', name: 'job:up:sum', query: 'sum by (job) (up)', health: 'unknown', lastEvaluation: never };
const group = (name: string, file: string, own: readonly object[]) => ({ name, file, interval: 15, rules: own, evaluationTime: 0, lastEvaluation: never });
const groups = answered([group('hosts', 'a.yml', [down, broken]), group('rates', 'a.yml', [recorded]), group('more', 'b.yml', [quiet])]);

const namesOf = (choice: Partial<Choice>): readonly string[] =>
  shownRules(groups, { ...allRules, ...choice }).files.flatMap((file) => file.groups.flatMap(({ rows }) => rows.map(({ rule }) => rule.name)));

test('an answer without what only Tocsin says is read', () => {
  const [rule] = answered([group('hosts', 'a.yml', [recorded])])[0]?.rules ?? [];
  expect(rule).toMatchObject({ type: 'recording', duration: 0, alerts: [], evaluations: [], emptySelectors: [] });
});

test('an answer of another shape is told with its place', () => {
  expect(() => answered([{ name: 'hosts' }])).toThrow('answer.data.groups[0].file: expected text');
});

test('a rule is of all kinds that fit it; one that fails is not called inactive', () => {
  const kinds = groups.flatMap((each) => each.rules).map((rule) => kindsOf(rule).join());
  expect(kinds).toEqual(['firing', 'failing', 'recording', 'inactive,empty']);
});

describe('shownRules', () => {
  test('without a choice all, by files', () => {
    const shown = shownRules(groups, allRules);
    expect(shown.files.map(({ file, groups: inside }) => [file, inside.length])).toEqual([
      ['a.yml', 2],
      ['b.yml', 1],
    ]);
    expect(shown).toMatchObject({ all: 4, total: 4, counts: { firing: 1, pending: 0, inactive: 1, recording: 1, failing: 1, empty: 1 } });
  });

  test.each<[string, readonly string[]]>([
    ['DOWN critical', ['Down']],
    ['gone', ['Down', 'Broken', 'Quiet']],
    ['many-to-many', ['Broken']],
    ['b.yml', ['Quiet']],
    ['sum by', ['job:up:sum']],
    ['down nowhere', []],
  ])('words: %s', (search, expected) => {
    expect(namesOf({ search })).toEqual(expected);
  });

  test('kinds are alternatives, and do not change the counts', () => {
    expect(namesOf({ kind: ['failing', 'empty'] })).toEqual(['Broken', 'Quiet']);
    expect(shownRules(groups, { ...allRules, kind: ['failing'] }).counts.firing).toBe(1);
  });

  test('groups without a rule that fits are left out', () => {
    expect(shownRules(groups, { ...allRules, search: 'Quiet' }).files).toHaveLength(1);
  });

  test('the address of a rule leaves it alone, whatever file has the same group and name', () => {
    const twice = answered([group('hosts', 'a.yml', [down, broken, down]), group('hosts', 'b.yml', [down])]);
    const choice = placeOf({ file: 'a.yml', group: 'hosts', name: 'Down' });
    const shown = shownRules(twice, choice);
    expect(shown.files.map(({ file }) => file)).toEqual(['a.yml']);
    expect(shown.files[0]?.groups[0]?.rows.map(({ rule, nth }) => [rule.name, nth])).toEqual([
      ['Down', 0],
      ['Down', 1],
    ]);
    expect(shown.total).toBe(2);
    expect(parseAddress(printAddress(choice))).toEqual(choice);
  });

  test('ids are the same in the next answer', () => {
    const ids = (): readonly string[] => shownRules(groups, allRules).files.flatMap((file) => file.groups.flatMap(({ rows }) => rows.map(({ id }) => id)));
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(4);
  });
});

test('kinds are switched on and off', () => {
  expect(withKind(['failing'], 'firing')).toEqual(['firing', 'failing']);
  expect(withKind(['firing', 'failing'], 'firing')).toEqual(['failing']);
});

test('the line of a rule is another when something that it says is, and not with each evaluation', () => {
  const read = (changes: object) => answered([group('hosts', 'a.yml', [{ ...down, ...changes }])])[0]?.rules[0];
  const lines = [{}, { lastEvaluation: '2026-01-02T03:05:20Z' }, { alertCounts: { firing: 2, pending: 0 } }, { health: 'err' }].map((changes) => {
    const rule = read(changes);
    return rule === undefined ? '' : lineOf(rule);
  });
  expect(lines[1]).toBe(lines[0]);
  expect(new Set(lines).size).toBe(3);
});

test('the link to an alert opens it where its fingerprint is known', () => {
  const address = alertOf({ labels: { alertname: 'Down', replica: 'a' }, fingerprint: '0123456789abcdef' });
  expect(address).toMatchObject({ open: '0123456789abcdef', filter: '{alertname="Down"}' });
  expect(parseAddress(printAddress(address))).toEqual(address);
});

test('the link to an alert has all its labels, whatever is in them', () => {
  const address = alertOf({ labels: { alertname: 'Down', 'a.b': 'x"y\\z', n: 'two\nlines' } });
  expect(address.filter).toBe('{"a.b"="x\\"y\\\\z",alertname="Down",n="two\\nlines"}');
  expect(address).toMatchObject({ silenced: true, inhibited: true, muted: true });
  expect(parseAddress(printAddress(address))).toEqual(address);
});

test('the link to an expression is read again as it was', () => {
  const address = expressionOf('sum by (job) (rate(a{b=~"c+|d&"}[5m])) + 1 > 2 % 3');
  expect(parseAddress(printAddress(address))).toEqual(address);
});

test.each([
  ['2026-01-02T03:04:05Z', 60, 0],
  ['2026-01-02T03:04:05Z', 60, 0.5],
  ['2026-01-02T03:04:05Z', 60, 1],
])('%s with for %d s is waited for by %d', (activeAt, forSeconds, part) => {
  expect(waited({ activeAt }, forSeconds, Date.parse(activeAt) + part * forSeconds * 1000)).toBe(part);
});

test('what is waited for stays within its bounds', () => {
  const activeAt = '2026-01-02T03:04:05Z';
  expect(waited({ activeAt }, 60, Date.parse(activeAt) - 1)).toBe(0);
  expect(waited({ activeAt }, 60, Date.parse(activeAt) + 61_000)).toBe(1);
  expect(waited({ activeAt }, 0, Date.parse(activeAt))).toBe(1);
  expect(waited({ activeAt: 'no moment' }, 60, 0)).toBe(1);
});

test('firing instances come first, then the oldest', () => {
  const instance = (state: 'firing' | 'pending', activeAt: string) => ({ labels: {}, annotations: {}, state, activeAt, value: '1' });
  const [newFiring, oldPending, oldFiring] = [
    instance('firing', '2026-01-02T00:00:00Z'),
    instance('pending', '2025-01-02T00:00:00Z'),
    instance('firing', '2026-01-01T00:00:00Z'),
  ];
  expect(byUrgency([newFiring, oldPending, oldFiring])).toEqual([oldFiring, newFiring, oldPending]);
});

test.each([
  ['1e+00', '1'],
  ['4.2e-05', '0.000042'],
  ['NaN', 'NaN'],
  ['+Inf', '+Inf'],
  ['', ''],
])('the value %s is written %s', (value, text) => {
  expect(plainValue(value)).toBe(text);
});
