import { describe, expect, test } from 'vitest';
import type { AlertGroup, GroupAlert } from '../src/api';
import { alertTitle, clusterText, labelPairs, spanText, summaryText, suppressionText } from '../src/wording';

function alert(changes: Partial<GroupAlert> = {}): GroupAlert {
  return {
    fingerprint: '1',
    labels: { alertname: 'Down' },
    annotations: {},
    startsAt: '2026-01-02T03:04:05.006Z',
    generatorUrl: undefined,
    state: 'active',
    silencedBy: [],
    inhibitedBy: [],
    mutedBy: [],
    ...changes,
  };
}

function group(...alerts: GroupAlert[]): AlertGroup {
  return { receiver: 'default', labels: {}, alerts };
}

describe('spanText', () => {
  test.each([
    [-5, '0 s'],
    [999, '0 s'],
    [59_999, '59 s'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [90_061_000, '1 d 1 h'],
    [86_400_000 + 59_000, '1 d'],
  ])('%d ms is %s', (millis, expected) => {
    expect(spanText(millis)).toBe(expected);
  });
});

describe('labelPairs', () => {
  test('alertname first, the rest by name', () => {
    expect(labelPairs({ b: '2', alertname: 'x', B: '3', a: '1' })).toEqual([
      ['alertname', 'x'],
      ['B', '3'],
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test('what the group says already is left out', () => {
    expect(labelPairs({ a: '1', b: '2' }, { a: '1', b: 'other' })).toEqual([['b', '2']]);
  });
});

test('alertTitle says so when there is no alertname', () => {
  expect(alertTitle(alert({ labels: { a: '1' } }))).toBe('(no alertname)');
});

describe('suppressionText', () => {
  test.each([
    [{}, undefined],
    [{ state: 'suppressed' }, 'suppressed'],
    [{ silencedBy: ['a'] }, 'silenced by 1 silence'],
    [{ silencedBy: ['a', 'b'], inhibitedBy: ['c'] }, 'silenced by 2 silences; inhibited by 1 alert'],
    [{ mutedBy: ['nights', 'weekends'] }, 'muted by nights, weekends'],
  ])('%j reads %j', (changes, expected) => {
    expect(suppressionText(alert(changes))).toBe(expected);
  });
});

describe('summaryText', () => {
  test('nothing firing', () => {
    expect(summaryText([])).toBe('No alerts.');
  });

  test('an alert in two groups counts once', () => {
    expect(summaryText([group(alert()), group(alert())])).toBe('1 alert in 2 groups.');
  });

  test('suppressed alerts are counted', () => {
    const silenced = alert({ fingerprint: '2', silencedBy: ['a'] });
    expect(summaryText([group(alert(), silenced)])).toBe('2 alerts in 1 group, 1 of them suppressed.');
  });
});

test.each([
  ['disabled', 0, 'not clustered'],
  ['settling', 1, 'settling, 1 member'],
  ['ready', 3, 'ready, 3 members'],
])('cluster %s with %d', (status, peers, expected) => {
  expect(clusterText(status, peers)).toBe(expected);
});
