import { describe, expect, test } from 'vitest';
import { explanationAnswer, pathTo, progressOf, refreshMillis, routeText, routeTextOfId, type Explanation } from '../src/alert/explanation';
import { failingText, failureText, headline, integrationOutlook, kindOf, nearMissText, otherAlertText, turnText, type Outlook } from '../src/alert/outlook';
import { plain, type Sentence } from '../src/alert/said';
import { silence as silenceShape, type Silence } from '../src/server/answers';
import recorded from './explanation.json';

const words = (sentence: Sentence): string => plain(sentence, (at, as) => `<${as} ${at.slice(11, 16)}>`);

const said = ({ tone, sentence }: Outlook): string => `${tone}: ${words(sentence)}`;

const now = '2026-01-02T12:00:00.000Z';
const at = (time: string): string => `2026-01-02T${time}:00.000Z`;

/** An answer with these destinations, as the server would send it. */
function explained(destinations: readonly object[], state = 'firing'): Explanation {
  const answer = explanationAnswer({ total: 1, explanations: [{ labels: { alertname: 'Down', instance: 'a' }, state, destinations }] }, 'answer');
  const [first] = answer.explanations;
  if (first === undefined) {
    throw new Error('no explanation was read');
  }
  return first;
}

const group = { alerts: 1, member: true, flushing: false, lastFlush: at('11:59'), nextFlush: at('12:05') };
const told = { integration: 'slack', index: 0, verdict: 'already_notified', share: 'shown', lastNotified: at('11:00'), nextDue: at('15:00') };
const soon = { integration: 'slack', index: 0, verdict: 'notify', reason: 'first notification', share: 'shown', nextDue: at('12:05') };

function destination(receiver: string, rest: object = {}): object {
  return { receiver, route: `{}/{r="${receiver}"}/0`, groupKey: `{}:{r="${receiver}"}`, groupLabels: {}, mutes: [], group, integrations: [told], ...rest };
}

const silenced = (id: string, rest: object = {}): object => ({ reason: 'silence', silences: [id], until: at('14:00'), ...rest });

function silence(id: string, createdBy: string, endsAt: string): readonly [string, Silence] {
  return [id, silenceShape({ id, state: 'active', matchers: [], startsAt: now, updatedAt: now, endsAt, createdBy, comment: '' }, 'silence')];
}

describe('headline of an alert that fires', () => {
  test.each<readonly [string, readonly object[], string]>([
    ['told', [destination('a')], 'told: a was told <ago 11:00>, and will be again <due 15:00> if it still fires.'],
    ['two told', [destination('a'), destination('b')], 'told: a and b were told <ago 11:00>, and will be again <due 15:00> if it still fires.'],
    ['the same twice', [destination('a'), destination('a', { route: 'x' })], 'told: a was told <ago 11:00>, and will be again <due 15:00> if it still fires.'],
    [
      'many told',
      ['a', 'b', 'c', 'd'].map((each) => destination(each)),
      'told: a, b and 2 more were told <ago 11:00>, and will be again <due 15:00> if it still fires.',
    ],
    ['told by another member', [destination('a', { integrations: [{ ...told, verdict: 'served_by_other' }] })], 'told: a was told <ago 11:00>, and will be again <due 15:00> if it still fires.'],
    ['due', [destination('a', { integrations: [soon] })], 'coming: a will be told <due 12:05>.'],
    [
      'waiting',
      [destination('a', { group: { ...group, lastFlush: undefined }, integrations: [soon] })],
      'coming: a will be told <due 12:05>, when its group has waited for more alerts.',
    ],
    ['no group yet', [destination('a', { group: undefined, groupWait: { value: '30s', origin: 'default' } })], 'coming: a will be told 30s after the alert comes in.'],
    ['under way', [destination('a', { integrations: [{ ...soon, attempts: 1, attemptedAt: now }] })], 'coming: a is being told right now.'],
    [
      'unsettled cluster',
      [destination('a', { group: { ...group, turn: { state: 'unsettled', why: 'it waits for am-2' } }, integrations: [soon] })],
      'coming: a will be told when the cluster has settled: it waits for am-2.',
    ],
    [
      'failed',
      [destination('a', { integrations: [{ ...soon, failed: { at: at('11:59'), reason: 'clientError', message: 'a/slack[0]: notify retry canceled due to unrecoverable error after 1 attempts: unexpected status code 404' } }] })],
      'failing: Nobody could be told. a fails: unexpected status code 404; it is tried again <due 12:05>.',
    ],
    [
      'failing right now',
      [destination('a', { integrations: [{ ...soon, attempts: 3, lastFailure: 'unexpected status code 503' }] })],
      'failing: Nobody could be told. a fails: unexpected status code 503; it is being tried again.',
    ],
    [
      'one told, one failing',
      [destination('a'), destination('b', { integrations: [{ ...soon, attempts: 3, lastFailure: 'no route' }] })],
      'failing: a was told <ago 11:00>, and will be again <due 15:00> if it still fires. b fails: no route; it is being tried again.',
    ],
    ['silenced by one that is not known', [destination('a', { mutes: [silenced('x')] })], 'kept: Nobody is told: it is silenced until <clock 14:00>.'],
    ['silenced', [destination('a', { mutes: [silenced('s1')] })], 'kept: Nobody is told: it is silenced by alice until <clock 14:00>.'],
    [
      'silenced by several',
      [destination('a', { mutes: [silenced('s1', { silences: ['s1', 's2'], silencesLeftOut: 3 })] })],
      'kept: Nobody is told: it is silenced by alice (and 4 more) until <clock 14:00>.',
    ],
    [
      'silenced by another afterwards',
      [destination('a', { mutes: [silenced('s1', { successors: ['s2'], until: at('18:00') })] })],
      'kept: Nobody is told: it is silenced by alice until <clock 14:00>, then by bob until <clock 18:00>.',
    ],
    [
      'inhibited',
      [destination('a', { mutes: [{ reason: 'inhibition', source: '00000000000000aa', sourceLabels: { alertname: 'ClusterDown' }, until: at('14:00') }] })],
      'kept: Nobody is told: it is inhibited by ClusterDown.',
    ],
    [
      'inhibited by one of the same name',
      [destination('a', { mutes: [{ reason: 'inhibition', source: '00000000000000aa', sourceLabels: { alertname: 'Down', instance: 'b' } }] })],
      'kept: Nobody is told: it is inhibited by Down {instance="b"}.',
    ],
    [
      'muted',
      [destination('a', { mutes: [{ reason: 'mute_time_interval', intervals: ['nights', 'weekends'], until: at('14:00') }] })],
      'kept: Nobody is told: it is muted by the time intervals nights and weekends until <clock 14:00>.',
    ],
    [
      'outside of an active interval, for ever',
      [destination('a', { mutes: [{ reason: 'active_time_interval', intervals: ['office'] }] })],
      'kept: Nobody is told: it is outside the active time interval office.',
    ],
    [
      'silenced and muted',
      [destination('a', { mutes: [silenced('s1'), { reason: 'mute_time_interval', intervals: ['nights'] }] })],
      'kept: Nobody is told: it is silenced by alice until <clock 14:00> and muted by the time interval nights.',
    ],
    ['kept back by something new', [destination('a', { mutes: [{ reason: 'moon_phase' }] })], 'kept: Nobody is told: it is moon_phase.'],
    [
      'kept back in different ways',
      [destination('a', { mutes: [silenced('s1')] }), destination('b', { mutes: [{ reason: 'mute_time_interval', intervals: ['nights'] }] })],
      'kept: Nobody is told. a is not told: it is silenced by alice until <clock 14:00>. b is not told: it is muted by the time interval nights.',
    ],
    [
      'one told, one kept back',
      [destination('a'), destination('b', { mutes: [{ reason: 'mute_time_interval', intervals: ['nights'] }] })],
      'told: a was told <ago 11:00>, and will be again <due 15:00> if it still fires. b is not told: it is muted by the time interval nights.',
    ],
    ['nobody there', [destination('a', { integrations: [] })], 'nobody: Nobody is told. a has no integrations, so that nobody is there to be told.'],
    ['nothing to tell', [destination('a', { integrations: [{ ...told, verdict: 'nothing_to_resolve' }] })], 'over: Nobody is told. a is told nothing for now.'],
    ['no route', [], 'nobody: Nobody is told: no route takes this alert.'],
  ])('%s', (_, destinations, expected) => {
    const silences = new Map([silence('s1', 'alice', at('14:00')), silence('s2', 'bob', at('18:00'))]);
    expect(said(headline(explained(destinations), silences))).toBe(expected);
  });
});

describe('headline of a resolved alert', () => {
  test.each<readonly [string, readonly object[], string]>([
    ['told', [destination('a', { integrations: [{ ...told, share: 'resolve_told' }] })], 'told: It is resolved. a was told so <ago 11:00>.'],
    ['due', [destination('a', { integrations: [soon] })], 'coming: It is resolved. a will be told so <due 12:05>.'],
    ['under way', [destination('a', { integrations: [{ ...soon, attempts: 1 }] })], 'coming: It is resolved. a is being told so right now.'],
    [
      'held',
      [destination('a', { integrations: [{ ...told, verdict: 'resolve_held' }] })],
      'coming: It is resolved. a will be told so once the muted alerts of the group are resolved, too.',
    ],
    [
      'failing',
      [destination('a', { integrations: [{ ...soon, failed: { at: now, message: 'no route' } }] })],
      'failing: It is resolved. a could not be told so: no route; it is tried again <due 12:05>.',
    ],
    ['the group has ended', [destination('a', { group: undefined })], 'over: It is resolved. Nothing is left to be told of it.'],
    ['unwanted', [destination('a', { integrations: [{ ...told, share: 'resolve_unwanted' }] })], 'over: It is resolved. Nothing is left to be told of it.'],
  ])('%s', (_, destinations, expected) => {
    expect(said(headline(explained(destinations, 'resolved')))).toBe(expected);
  });
});

describe('what an integration is told', () => {
  test.each<readonly [string, object, string]>([
    ['told', told, 'told: was told <ago 11:00>; again <due 15:00> if it still fires'],
    ['due', soon, 'coming: is told <due 12:05>: first notification'],
    ['counted', { ...told, share: 'counted', shownMax: 3 }, 'told: was told <ago 11:00>; again <due 15:00> if it still fires; this alert is only counted there (max_alerts: 3)'],
    ['kept back', { ...told, share: 'kept_back' }, 'kept: is told nothing of it for as long as it is kept back; its group was last told of <ago 11:00>'],
    ['resolve unwanted', { ...told, share: 'resolve_unwanted' }, 'over: is not told of resolved alerts (send_resolved: false)'],
    ['resolve told', { ...told, share: 'resolve_told' }, 'told: was told <ago 11:00> that it is resolved'],
    ['resolve dropped', { ...told, share: 'resolve_dropped' }, 'kept: is not told that it is resolved if it is still muted <due 12:05>'],
    ['nothing owed', { ...told, share: 'nothing_owed' }, 'over: is told nothing of it: what it was told last does not say that the alert fires'],
    ['left', { ...told, share: 'left' }, 'over: hears of it no more'],
    ['never heard', { ...told, share: 'left', lastNotified: undefined }, 'over: was told nothing of it'],
    ['failed', { ...soon, failed: { at: at('11:59'), message: 'x' } }, 'failing: could not be told <ago 11:59>: x; it is tried again <due 12:05>'],
    ['being tried', { ...soon, attempts: 2, attemptedAt: at('11:59'), lastFailure: 'x' }, 'failing: is being tried, attempt 2, begun <ago 11:59>; the one before failed: x'],
    ['a verdict of a newer server', { ...told, verdict: 'postponed' }, 'over: postponed'],
  ])('%s', (_, integration, expected) => {
    const [only] = explained([destination('a', { integrations: [integration] })]).destinations;
    const [one] = only?.integrations ?? [];
    expect(only !== undefined && one !== undefined && said(integrationOutlook(one, only))).toBe(expected);
  });
});

describe('a recorded answer', () => {
  const { explanations } = explanationAnswer(recorded, 'answer');
  const of = (name: string, severity: string): Explanation => {
    const found = explanations.find(({ labels }) => labels['alertname'] === name && labels['severity'] === severity);
    if (found === undefined) {
      throw new Error(`${name} is not recorded`);
    }
    return found;
  };

  test.each([
    ['DiskFull', 'critical', 'told', ['told', 'told']],
    ['DiskFull', 'warning', 'kept', ['kept']],
    ['ReplicationLag', 'warning', 'kept', ['kept']],
    ['HighErrors', 'error', 'kept', ['kept']],
    ['CheckoutSlow', 'warning', 'kept', ['kept']],
    ['Unheard', 'critical', 'failing', ['failing']],
    ['Void', 'info', 'nobody', ['nobody']],
    ['JustIn', 'warning', 'told', ['told']],
    ['Misspelt', 'critical', 'told', ['told']],
    ['Over', 'warning', 'over', ['over']],
  ])('%s (%s) is %s', (name, severity, tone, kinds) => {
    const explanation = of(name, severity);
    expect(headline(explanation).tone).toBe(tone);
    expect(explanation.destinations.map((each) => kindOf(each, explanation.state))).toEqual(kinds);
  });

  test('says which route took the alert, and why another did not', () => {
    const { routes, destinations, nearMisses } = of('DiskFull', 'warning');
    const root = routes ?? { id: '', receiver: '', verdict: '', matchers: [], continues: false, notAsked: [], children: [] };
    expect(pathTo(root, destinations[0]?.route ?? '').map((each) => routeText(each))).toEqual(['every alert', 'team="db"']);
    expect(nearMisses.map((each) => `${each.receiver}: ${words(nearMissText(each, root))}`)).toEqual([
      'team-db-pager: severity="critical" does not match: the alert has severity="warning"',
    ]);
    const taken = root.children.find((each) => each.verdict === 'taken');
    expect(taken?.notAsked.map((id) => routeTextOfId(id, root.id))).toContain('team="shop"');
  });

  test('names what inhibits', () => {
    const [mute] = of('DiskFull', 'warning').destinations[0]?.mutes ?? [];
    expect(mute).toMatchObject({ reason: 'inhibition', ruleName: 'critical-hides-warning', equal: ['alertname', 'instance'] });
  });
});

test('an answer with the bare minimum is read', () => {
  expect(explanationAnswer({ total: 1, explanations: [{ labels: {}, state: 'supposed' }] }, 'answer').explanations).toEqual([
    { labels: {}, state: 'supposed', routesLeftOut: 0, destinations: [], destinationsLeftOut: 0, nearMisses: [] },
  ]);
});

test('what an alert has instead is written as a matcher would be, whatever is in it', () => {
  expect(words(failingText({ matcher: 'team="db"', holds: false, value: '"><img src=x>\n', absent: false }))).toBe(
    'team="db" does not match: the alert has team="\\"><img src=x>\\n"',
  );
});

describe('near misses', () => {
  const miss = { receiver: 'b', route: 'x', matchers: [{ matcher: 'team="db"', holds: false, value: '', absent: true }] };
  test.each([
    [{ ...miss, reason: 'refused' }, 'team="db" does not match: the alert has no label team'],
    [{ ...miss, reason: 'misspelt' }, 'team="db" does not match: the alert has no label team. They are nearly the same: is one of them misspelt?'],
    [{ ...miss, reason: 'not_asked', by: 'gone', matchers: [] }, 'a route before it takes the alert and does not say continue: true'],
    [
      { ...miss, reason: 'refused', matchers: [{ matcher: '"strange name"!~"a|b"', holds: false, value: 'a', absent: false }] },
      '"strange name"!~"a|b" does not match: the alert has "strange name"="a"',
    ],
  ])('%#', (each, expected) => {
    expect(words(nearMissText(each, undefined))).toBe(expected);
  });
});

test.each([
  [{ state: 'first', after: ['am-2', 'am-3'], before: [] }, 'This member sends first, am-2 and am-3 only if it does not.'],
  [{ state: 'behind', after: [], before: ['am-1'], delay: '15s' }, 'am-1 sends first; this member only if nothing is heard of that within 15s.'],
  [{ state: 'unsettled', after: [], before: [], why: 'it has just begun' }, 'Nothing is sent yet: it has just begun.'],
  [{ state: 'behind', after: [], before: ['am-1', 'am-2'], waitsUntil: at('12:01') }, 'am-1 and am-2 send first; this member only if nothing is heard of that. It waits for that now, until <clock 12:01>.'],
])('turn %#', (turn, expected) => {
  expect(words(turnText(turn))).toBe(expected);
});

test('an alert of the same name is told apart by its labels', () => {
  const own = { alertname: 'Down', instance: 'a', zone: 'x' };
  expect(otherAlertText({ alertname: 'Up' }, own, 'f')).toBe('Up');
  expect(otherAlertText(own, own, 'f')).toBe('Down');
  expect(otherAlertText({ alertname: 'Down', a: '1', b: '2', c: '3' }, own, 'f')).toBe('Down {a="1", b="2", …}');
  expect(otherAlertText({}, own, 'f')).toBe('f');
});

test('failures are said without what is said anyway', () => {
  expect(failureText('team/db/webhook[1]: notify retry canceled after 9 attempts: unexpected status code 503')).toBe('unexpected status code 503');
  expect(failureText('no such host')).toBe('no such host');
});

describe('when to ask again', () => {
  const millis = Date.parse(now);
  test('soon after the next thing that will happen', () => {
    expect(refreshMillis(explained([destination('a', { group: { ...group, nextFlush: '2026-01-02T12:00:10.000Z' } })]), millis)).toBe(10_500);
  });
  test('at once while it is being notified, and never more often', () => {
    expect(refreshMillis(explained([destination('a', { integrations: [{ ...soon, attempts: 0 }] })]), millis)).toBe(2_000);
    expect(refreshMillis(explained([destination('a', { group: { ...group, nextFlush: '2026-01-02T12:00:00.100Z' } })]), millis)).toBe(2_000);
  });
  test('after half a minute at the latest, whatever lies in the past', () => {
    expect(refreshMillis(explained([destination('a', { group: { ...group, nextFlush: at('11:00') } })]), millis)).toBe(30_000);
    expect(refreshMillis(explained([]), millis)).toBe(30_000);
  });
  test('a flush is progress, the passing of time is none', () => {
    const before = progressOf(explained([destination('a')]));
    expect(progressOf(explained([destination('a', { group: { ...group, nextFlush: at('12:06') } })]))).toBe(before);
    expect(progressOf(explained([destination('a', { group: { ...group, lastFlush: at('12:00') } })]))).not.toBe(before);
    expect(progressOf({ ...explained([destination('a')]), state: 'resolved' })).not.toBe(before);
  });
});
