import { describe, expect, test } from 'vitest';
import { allAlerts, parseAddress } from '../../src/address/address';
import { waitBefore, announceMillis } from '../../src/alerts/announcing';
import { draftOf, draftText, restBeforeSearch, withSuggestion } from '../../src/alerts/draft';
import { markedParts } from '../../src/parts/marked';
import { stepFrom } from '../../src/alerts/listing';
import { allInCard, membersOf } from '../../src/alerts/members';
import { isNew } from '../../src/alerts/newness';
import { commonState, countedStates, differingLabels, earliest, groupId, groupTitle, shortened, spokenName, summaryOf, tellingLabels, tellingPairs } from '../../src/alerts/rows';
import { alertSorts, groupSorts, hasNoState, isNarrowed, nextSort, selectionOf, shownOf, sortFor, statesOf, widened } from '../../src/alerts/selection';
import { keepsChosen, noneChosen, shareOf, toggledAlert, unmarkedOf, withAlerts, withGroup, withoutGroup } from '../../src/alerts/chosen';
import { matchersFor, mostAlternatives, silenceOf, silenceOfChosen, silenceOfGroup } from '../../src/alerts/silencing';
import { amtoolSnippet, curlSnippet, prometheusSnippet } from '../../src/alerts/snippets';
import { hiddenStates, severityFigures, stateFigures, withSeverity, withSwitch } from '../../src/alerts/strip';
import { gapsAbove } from '../../src/alerts/virtual';
import { anyOf, equal } from '../../src/matchers/matchers';
import type { Alert, AlertGroup, AlertPage, StateCounts } from '../../src/server/answers';

const states: StateCounts = { active: 3, unprocessed: 2, silenced: 4, inhibited: 0, muted: 1 };

function alert(fingerprint: string, labels: Readonly<Record<string, string>>): Alert {
  return {
    fingerprint,
    labels,
    annotations: {},
    startsAt: '2026-01-01T00:00:00.000Z',
    state: 'active',
    silencedBy: [],
    inhibitedBy: [],
    mutedBy: [],
    receivers: [],
  };
}

function group(some: Partial<AlertGroup>): AlertGroup {
  return { labels: {}, shared: {}, sharedAnnotations: {}, total: 0, states, mutedBy: [], alerts: [], ...some };
}

describe('selection', () => {
  test('the switches are states; active stands for unprocessed, too', () => {
    expect(statesOf(allAlerts)).toEqual(['active', 'unprocessed']);
    expect(statesOf({ ...allAlerts, active: false, muted: true })).toEqual(['muted']);
  });

  test('without a state nothing is shown, though the server has an answer for all; what each state would show is told', () => {
    const none = { ...allAlerts, active: false };
    const facets = [{ name: 'job', values: [{ value: 'api', count: 9 }], distinct: 1 }];
    const answer: AlertPage = { version: '1', now: '', all: 12, total: 10, states, severities: [], facets, matchers: [], alerts: [] };
    expect(hasNoState(none)).toBe(true);
    expect(shownOf(answer, none)).toEqual({ ...answer, total: 0, facets: [] });
    expect(hiddenStates(shownOf(answer, none).states, none).map(({ name }) => name)).toEqual(['active', 'silenced', 'muted']);
    expect(hasNoState(allAlerts)).toBe(false);
    expect(shownOf(answer, { ...none, muted: true })).toBe(answer);
  });

  test('only what narrows is asked for', () => {
    expect(selectionOf(allAlerts)).toEqual({ state: ['active', 'unprocessed'] });
    expect(selectionOf({ ...allAlerts, filter: 'a=b', search: ' x ', receiver: 'r' })).toEqual({
      filter: ['a=b'],
      search: 'x',
      receiver: 'r',
      state: ['active', 'unprocessed'],
    });
  });

  test('widening takes back what narrows, but not the states', () => {
    const narrow = { ...allAlerts, filter: 'a=b', search: 'x', receiver: 'r', silenced: true };
    expect(isNarrowed(narrow)).toBe(true);
    expect(widened(narrow)).toEqual({ ...allAlerts, silenced: true });
    expect(isNarrowed(widened(narrow))).toBe(false);
  });

  test('each view has its own orders, and falls back on its own default', () => {
    expect(sortFor('cards', '-size')).toBe('-size');
    expect(sortFor('table', '-size')).toBe('-startsAt');
    expect(sortFor('cards', 'label:job')).toBe('labels');
    expect(sortFor('compact', '-label:job')).toBe('-label:job');
    expect(sortFor('table', 'label:')).toBe('-startsAt');
    for (const { sort } of groupSorts) {
      expect(sortFor('cards', sort)).toBe(sort);
    }
    for (const { sort } of alertSorts) {
      expect(sortFor('table', sort)).toBe(sort);
    }
  });

  test('a column is sorted one way, then the other', () => {
    expect(nextSort('-startsAt', 'severity', false)).toBe('severity');
    expect(nextSort('severity', 'severity', false)).toBe('-severity');
    expect(nextSort('-severity', 'severity', false)).toBe('severity');
    expect(nextSort('severity', 'startsAt', true)).toBe('-startsAt');
  });
});

describe('strip', () => {
  test('active counts unprocessed ones', () => {
    expect(stateFigures(states, allAlerts)[0]).toEqual({ name: 'active', count: 5, unprocessed: 2, isOn: true });
  });

  test('severities count what the states leave', () => {
    const severities = [
      { value: 'critical', total: 10, states },
      { value: 'info', total: 4, states: { ...states, active: 0, unprocessed: 0 } },
    ];
    expect(severityFigures(severities, allAlerts, [])).toEqual([{ value: 'critical', values: ['critical'], count: 5, isOn: false }]);
    const chosen = [anyOf('severity', ['info', 'page'])];
    expect(severityFigures(severities, allAlerts, chosen)).toEqual([
      { value: 'critical', values: ['critical'], count: 5, isOn: false },
      { value: 'info', values: ['info'], count: 0, isOn: true },
      { value: 'page', values: ['page'], count: 0, isOn: true },
    ]);
  });

  test('a severity is one however it is written, and asked for in each way', () => {
    const severities = [
      { value: 'warning', total: 5, states: { ...states, active: 1, unprocessed: 0 } },
      { value: 'Warning', total: 5, states },
    ];
    const [off] = severityFigures(severities, allAlerts, []);
    expect(severityFigures(severities, allAlerts, [])).toEqual([{ value: 'Warning', values: ['Warning', 'warning'], count: 6, isOn: false }]);
    const chosen = off === undefined ? [] : withSeverity([equal('job', 'api')], off);
    expect(chosen).toEqual([equal('job', 'api'), anyOf('severity', ['Warning', 'warning'])]);
    const [on] = severityFigures(severities, allAlerts, chosen);
    expect(on).toMatchObject({ isOn: true, count: 6 });
    expect(on === undefined ? [] : withSeverity(chosen, on)).toEqual([equal('job', 'api')]);
    const [half] = severityFigures(severities, allAlerts, [equal('severity', 'warning')]);
    expect(half === undefined ? undefined : withSeverity([equal('severity', 'warning')], half), 'one that is on in part goes off').toEqual([]);
  });

  test('a click switches, a Ctrl-click leaves only that', () => {
    expect(withSwitch(allAlerts, 'muted', false)).toEqual({ ...allAlerts, muted: true });
    expect(withSwitch({ ...allAlerts, silenced: true }, 'muted', true)).toEqual({ ...allAlerts, active: false, muted: true });
  });

  test('hidden are those that are off and not empty', () => {
    expect(hiddenStates(states, allAlerts).map(({ name, count }) => [name, count])).toEqual([
      ['silenced', 4],
      ['muted', 1],
    ]);
  });
});

describe('silencing', () => {
  test('one alert: its labels', () => {
    expect(matchersFor([alert('1', { alertname: 'Down', job: 'api' })])).toEqual([equal('alertname', 'Down'), equal('job', 'api')]);
  });

  test('several: what they share, and any of what differs', () => {
    const some = [alert('1', { alertname: 'Down', instance: 'a.b' }), alert('2', { alertname: 'Down', instance: 'c' })];
    expect(silenceOf(matchersFor(some)).filter).toBe('{alertname="Down",instance=~"a\\\\.b|c"}');
  });

  test('a label that some lack may be empty', () => {
    const some = [alert('1', { alertname: 'Down', disk: 'sda' }), alert('2', { alertname: 'Down' })];
    expect(matchersFor(some)).toEqual([equal('alertname', 'Down'), { name: 'disk', value: '|sda', isRegex: true, isEqual: true }]);
  });

  test('a group: what its alerts share, which other groups do not', () => {
    expect(silenceOfGroup(group({ labels: { job: 'api' }, shared: { job: 'api', team: 'x' } })).filter).toBe('{job="api",team="x"}');
    expect(silenceOfGroup(group({ shared: { x: 'y' } })).filter).toBe('{x="y"}');
    expect(silenceOfGroup(group({ labels: { job: '' }, shared: { x: 'y' } })).filter).toBe('{x="y"}');
  });

  test('the form is told where the silence comes from', () => {
    expect(silenceOfGroup(group({ key: 'k', receiver: 'r', total: 3 }))).toMatchObject({ fromGroup: 'k', fromReceiver: 'r', fromCount: 0 });
    expect(silenceOfGroup(group({ total: 3 }))).toMatchObject({ fromGroup: '', fromReceiver: '', fromCount: 3 });
    const [a, b] = [alert('a', { x: '1' }), alert('b', { x: '1' })];
    expect(silenceOfChosen(withAlerts(noneChosen, [a, b]))).toMatchObject({ fromGroup: '', fromCount: 2 });
    const whole = withGroup(noneChosen, 'g', group({ key: 'k', receiver: 'r', total: 5000 }), [a], 5000);
    expect(silenceOfChosen(whole)).toMatchObject({ fromGroup: 'k', fromCount: 0 });
    expect(silenceOfChosen(withAlerts(whole, [b]))).toMatchObject({ fromGroup: '', fromCount: 5001 });
  });

  test('a label with too many values is left out', () => {
    const some = (count: number) => Array.from({ length: count }, (_, at) => alert(`${at}`, { job: 'api', instance: `i${at}` }));
    expect(matchersFor(some(mostAlternatives)).map(({ name }) => name)).toEqual(['instance', 'job']);
    expect(matchersFor(some(mostAlternatives + 1)).map(({ name }) => name)).toEqual(['job']);
  });

  test('a whole group counts by what it shares; single alerts beside it by their labels', () => {
    const members = [alert('a', { job: 'api', team: 'x', instance: '1' }), alert('b', { job: 'api', team: 'x', instance: '2' })];
    const whole = withGroup(noneChosen, 'g', group({ labels: { job: 'api' }, shared: { job: 'api', team: 'x' }, total: 5000 }), members, 5000);
    expect(silenceOfChosen(whole).filter).toBe('{job="api",team="x"}');
    expect(silenceOfChosen(withAlerts(whole, [alert('c', { job: 'db', instance: '3' })])).filter).toBe('{job=~"api|db",team=~"|x"}');
  });

  test('beside single alerts a group whose alerts are all known counts by them, so that the silence is as narrow as what is selected', () => {
    const members = [alert('a', { job: 'api', pod: '1' }), alert('b', { job: 'api', pod: '2' })];
    const whole = withGroup(noneChosen, 'g', group({ labels: { job: 'api' }, shared: { job: 'api' }, total: 2 }), members, 2);
    expect(silenceOfChosen(withAlerts(whole, [alert('c', { job: 'db', pod: '3' })])).filter).toBe('{job=~"api|db",pod=~"1|2|3"}');
    const other = withGroup(whole, 'h', group({ labels: { job: 'db' }, shared: { job: 'db' }, total: 1 }), [alert('c', { job: 'db', pod: '3' })], 1);
    expect(silenceOfChosen(other).filter, 'groups alone stay groups').toBe('{job=~"api|db"}');
  });

  test('what has nothing in common makes no silence', () => {
    const one = withGroup(noneChosen, 'g', group({ shared: { a: '1' }, total: 9 }), [alert('a', { a: '1' })], 9);
    const both = withGroup(one, 'h', group({ shared: { b: '2' }, total: 9 }), [alert('b', { b: '2' })], 9);
    expect(silenceOfChosen(both).filter).toBe('');
  });
});

describe('rows', () => {
  test('what the head of the group says is not said again', () => {
    const one = alert('1', { alertname: 'Down', severity: 'page', job: 'api', instance: 'a' });
    expect(differingLabels(one, { job: 'api' })).toEqual([['instance', 'a']]);
    expect(spokenName(one, { job: 'api' })).toBe('Down, instance a');
    expect(spokenName(alert('2', {}))).toBe('(no alertname)');
  });

  test('of what is very long the beginning is said, without half a letter', () => {
    expect(shortened('abc', 3)).toBe('abc');
    expect(shortened('abcd', 3)).toBe('abc…');
    expect(shortened('ab\u{1F525}d', 3)).toBe('ab…');
    expect(spokenName(alert('1', { alertname: 'Down', text: 'x'.repeat(10_000) })).length).toBeLessThan(300);
  });

  test('a summary that is shared is not repeated', () => {
    expect(summaryOf({ summary: 'a', description: 'b' })).toBe('a');
    expect(summaryOf({ summary: 'a', description: 'b' }, { summary: 'a' })).toBeUndefined();
    expect(summaryOf({ summary: ' ', description: 'b' })).toBe('b');
    expect(summaryOf({})).toBeUndefined();
  });

  test('a group is called by its alertname, else by its labels, else by its receiver', () => {
    expect(groupTitle(group({ labels: { job: 'api', alertname: 'Down' } }))).toBe('Down');
    expect(groupTitle(group({ labels: { job: 'api', team: '' } }))).toBe('job: api');
    expect(groupTitle(group({ receiver: 'team-x' }))).toBe('team-x');
  });

  test('groups are known by key and receiver, or by labels', () => {
    expect(groupId(group({ key: 'k', receiver: 'a' }))).not.toBe(groupId(group({ key: 'k', receiver: 'b' })));
    expect(groupId(group({ labels: { a: 'b', c: 'd' } }))).toBe(groupId(group({ labels: { c: 'd', a: 'b' } })));
  });

  test('the earliest of some moments', () => {
    expect(earliest([])).toBeUndefined();
    expect(earliest([undefined, 'no moment'])).toBeUndefined();
    expect(earliest(['2026-01-01T00:00:05Z', undefined, '2026-01-01T00:00:02Z'])).toBe(Date.parse('2026-01-01T00:00:02Z'));
  });

  test('states of a group', () => {
    expect(countedStates(states).map(([name]) => name)).toEqual(['active', 'unprocessed', 'silenced', 'muted']);
    expect(commonState(states, [])).toBeUndefined();
    expect(commonState(states, ['silenced', 'inhibited'])).toBe('silenced');
    expect(commonState({ ...states, unprocessed: 0 }, ['active', 'unprocessed'])).toBe('active');
  });

  test('the labels with the most values come first; what all share is left out only if all are known', () => {
    const some = [alert('1', { alertname: 'A', dc: 'x', host: '1', job: 'a' }), alert('2', { alertname: 'B', dc: 'x', host: '2', job: 'a' }), alert('3', { alertname: 'B', dc: 'x', host: '3' })];
    expect(tellingLabels(some, false)).toEqual(['host', 'alertname', 'dc', 'job']);
    expect(tellingLabels(some, true)).toEqual(['host', 'alertname', 'job']);
    expect(tellingPairs(some[0] ?? alert('', {}), ['host', 'alertname', 'job'])).toEqual([
      ['host', '1'],
      ['job', 'a'],
    ]);
  });
});

describe('newness', () => {
  const now = Date.parse('2026-01-01T00:10:00Z');

  test.each([
    ['2026-01-01T00:05:00.001Z', true],
    ['2026-01-01T00:05:00.000Z', false],
    ['2026-01-01T00:10:02Z', true],
    ['no moment', false],
    [undefined, false],
  ])('what began at %s is new: %s', (startsAt, expected) => {
    expect(isNew(startsAt, now)).toBe(expected);
  });
});

describe('members of a group', () => {
  test('a routed group is asked for by its key, another by its labels, empty ones included', () => {
    expect(membersOf({ search: 'x' }, group({ key: 'k', receiver: 'r' }), [])).toEqual({ search: 'x', group: 'k', groupReceiver: 'r' });
    expect(membersOf({ filter: ['a="b"'] }, group({ labels: { job: 'api' } }), ['job', 'zone'])).toEqual({
      filter: ['a="b"', '{job="api",zone=""}'],
    });
  });

  test('more alerts come after those that are there, each once', () => {
    const [a, b, c] = [alert('a', {}), alert('b', {}), alert('c', {})];
    expect(allInCard(group({ alerts: [b] }), [a, b, c])).toEqual([b, a, c]);
    expect(allInCard(group({ alerts: [b] }), undefined)).toEqual([b]);
  });
});

describe('what is typed', () => {
  test.each([
    '',
    '  ',
    'disk full',
    'disk full!',
    'host-1.example:9100/a',
    'http://x?y=1',
    '"x"',
    '~/backup',
    '= 3',
    '{b} c',
  ])('"%s" is searched for', (text) => {
    expect(draftOf(text)).toEqual({ words: text.trim(), matcherFrom: undefined });
  });

  test.each([
    ['severity=', '', 0],
    ['a!~"b', '', 0],
    ['a != b', '', 0],
    ['{', '', 0],
    ['{ sev', '', 0],
    ['{a="b"}', '', 0],
    ['"my name"=', '', 0],
    ['größe=~"x"', '', 0],
    ['db severity="x"', 'db', 3],
    [' two words a="b",c="d"', 'two words', 11],
    ['http://x?y=1 a=b', 'http://x?y=1', 13],
  ])('"%s" searches for "%s" and has a matcher', (text, words, matcherFrom) => {
    expect(draftOf(text)).toEqual({ words, matcherFrom });
  });

  test('words of a link stay words while they stand in front', () => {
    expect(draftOf('a=b', 'a=b')).toEqual({ words: 'a=b', matcherFrom: undefined });
    expect(draftOf('a=bc', 'a=b')).toEqual({ words: 'a=bc', matcherFrom: undefined });
    expect(draftOf('a=b c="d"', 'a=b')).toEqual({ words: 'a=b', matcherFrom: 4 });
    expect(draftOf('a=', 'a=b')).toEqual({ words: '', matcherFrom: 0 });
    expect(draftOf('db="x"', 'db')).toEqual({ words: '', matcherFrom: 0 });
  });

  test('what is put right is a matcher behind the words, whatever is left of it', () => {
    expect(draftOf('db sever', 'db', true)).toEqual({ words: 'db', matcherFrom: 3 });
    expect(draftOf('db ', 'db', true)).toEqual({ words: 'db', matcherFrom: 3 });
    expect(draftOf('', '', true)).toEqual({ words: '', matcherFrom: 0 });
    expect(draftOf('d severity="x"', 'db', true)).toEqual({ words: 'd', matcherFrom: 2 });
  });

  test('words and a matcher are one text', () => {
    expect(draftText('', 'a="b"')).toBe('a="b"');
    expect(draftText('db', '')).toBe('db');
    expect(draftText('db', 'a="b"')).toBe('db a="b"');
  });

  test('an empty search needs no rest', () => {
    expect(restBeforeSearch(' ')).toBe(0);
    expect(restBeforeSearch('disk')).toBeGreaterThan(0);
  });

  test('a suggestion is for the part behind the words', () => {
    expect(withSuggestion('db sev', { from: 0, to: 3, insert: 'severity=' }, 3)).toEqual({ text: 'db severity=', cursor: 12 });
  });

  test('a suggestion replaces its part', () => {
    expect(withSuggestion('a="b",sev', { from: 6, to: 9, insert: 'severity=' })).toEqual({ text: 'a="b",severity=', cursor: 15 });
  });

  test('the wrong part is marked, within the text', () => {
    expect(markedParts('a==b', 2, 1)).toEqual(['a=', '=', 'b']);
    expect(markedParts('a=', 2, 1)).toEqual(['a=', ' ', '']);
    expect(markedParts('ab', 9, 9)).toEqual(['ab', ' ', '']);
    expect(markedParts('ab', 0, 0)).toEqual(['', 'a', 'b']);
  });
});

describe('selecting', () => {
  test('an alert is selected, and no longer', () => {
    const [a, b] = [alert('a', {}), alert('b', {})];
    const both = toggledAlert(toggledAlert(noneChosen, a), b);
    expect([...both.alerts.keys()]).toEqual(['a', 'b']);
    expect([...toggledAlert(both, a).alerts.keys()]).toEqual(['b']);
  });

  test('a large group is whole though only some of it is known', () => {
    const [a, b, c] = [alert('a', {}), alert('b', {}), alert('c', {})];
    const large = group({ total: 5000, alerts: [a] });
    const whole = withGroup(withAlerts(noneChosen, [c]), 'g', large, [a, b], 5000);
    expect(unmarkedOf(whole)).toBe(4998);
    expect(shareOf(whole, 'g', large)).toBe('all');
    expect([...withoutGroup(whole, 'g', large).alerts.keys()]).toEqual(['c']);
    expect(withoutGroup(whole, 'g', large).groups.size).toBe(0);
  });

  test('a group without one of its alerts is no longer whole', () => {
    const [a, b] = [alert('a', {}), alert('b', {})];
    const large = group({ total: 5000, alerts: [a, b] });
    const partly = toggledAlert(withGroup(noneChosen, 'g', large, [a, b], 5000), b);
    expect(unmarkedOf(partly)).toBe(0);
    expect(shareOf(partly, 'g', large)).toBe('some');
  });

  test('a small group is all there when each of its alerts is', () => {
    const [a, b] = [alert('a', {}), alert('b', {})];
    const small = group({ total: 2, alerts: [a, b] });
    const all = withAlerts(noneChosen, [a, b]);
    expect(shareOf(noneChosen, 'g', small)).toBe('none');
    expect(shareOf(all, 'g', small)).toBe('all');
    expect(withoutGroup(all, 'g', small).alerts.size).toBe(0);
    expect(shareOf(noneChosen, 'g', group({}))).toBe('none');
    expect(withGroup(noneChosen, 'g', group({}), [], 0)).toBe(noneChosen);
  });

  test('what is selected stays so in the form that it leads to, and nowhere else', () => {
    expect(['#/alerts', '#/silences/new', '#/silences', '#/status'].map((each) => keepsChosen(parseAddress(each)))).toEqual([true, true, false, false]);
  });

  test('the keys stay within the list', () => {
    expect(stepFrom(-1, 1, 3)).toBe(0);
    expect(stepFrom(-1, -1, 3)).toBe(2);
    expect(stepFrom(2, 1, 3)).toBe(2);
    expect(stepFrom(0, -1, 3)).toBe(0);
    expect(stepFrom(-1, 1, 0)).toBe(0);
  });
});

describe('announcing', () => {
  test('new texts only, and not too often', () => {
    expect(waitBefore('', '', 0, 0)).toBeUndefined();
    expect(waitBefore('5 alerts', '5 alerts', 0, 99_999)).toBeUndefined();
    expect(waitBefore('6 alerts', '5 alerts', 1_000, 2_000)).toBe(announceMillis - 1_000);
    expect(waitBefore('6 alerts', '5 alerts', 1_000, 99_000)).toBe(0);
  });
});

describe('drawing', () => {
  test('what is not drawn leaves room', () => {
    const drawn = [
      { start: 100, end: 140 },
      { start: 140, end: 180 },
      { start: 500, end: 540 },
    ];
    expect(gapsAbove(drawn, 100)).toEqual([0, 0, 320]);
    expect(gapsAbove(drawn.slice(1), 100)).toEqual([40, 320]);
  });
});

describe('what a newcomer copies', () => {
  test('the address of this server', () => {
    expect(prometheusSnippet('http://am.example:9093/#/alerts?x')).toContain("targets: ['am.example:9093']");
    expect(amtoolSnippet('http://am.example:9093/#/alerts')).toContain('--alertmanager.url=http://am.example:9093');
    expect(curlSnippet('http://am.example:9093/#/alerts')).toContain('http://am.example:9093/api/v2/alerts');
  });

  test('below a prefix, with TLS, on the usual port', () => {
    const yaml = prometheusSnippet('https://am.example/alerts/#/alerts');
    expect(yaml).toContain("targets: ['am.example:443']");
    expect(yaml).toContain('scheme: https');
    expect(yaml).toContain('path_prefix: /alerts');
    expect(curlSnippet('https://am.example/alerts/')).toContain('https://am.example/alerts/api/v2/alerts');
  });
});
