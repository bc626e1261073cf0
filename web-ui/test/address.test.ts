import { describe, expect, test } from 'vitest';
import { allAlerts, allRules, allSilences, allTargets, emptyPanel, newSilence, noExpression, parseAddress, printAddress, type Address, type Panel } from '../src/address/address';

const panel = (...panels: readonly Partial<Panel>[]): Address => ({ screen: 'graph', panels: panels.map((each) => ({ ...emptyPanel, ...each })) });

describe('parseAddress', () => {
  const cases: readonly (readonly [string, Address])[] = [
    ['', allAlerts],
    ['#', allAlerts],
    ['#/', allAlerts],
    ['#/alerts', allAlerts],
    ['#/alerts?receiver=team%2DX', { ...allAlerts, receiver: 'team-X' }],
    ['#/alerts?receiver=team+X', { ...allAlerts, receiver: 'team X' }],
    ['#/alerts?filter=%7Balertname%3D%22Down%22%7D', { ...allAlerts, filter: '{alertname="Down"}' }],
    ['#/alerts?filter={job=~"a.+"}', { ...allAlerts, filter: '{job=~"a.+"}' }],
    [
      '#/alerts?silenced=true&inhibited=true&muted=true&active=false',
      { ...allAlerts, silenced: true, inhibited: true, muted: true, active: false },
    ],
    ['#/alerts?silenced=false&inhibited=false&muted=false&active=true', allAlerts],
    ['#/alerts?customGrouping=true&group=job,instance', { ...allAlerts, customGrouping: true, group: ['job', 'instance'] }],
    ['#/alerts/fd807b82f98f9135?view=table', { ...allAlerts, open: 'fd807b82f98f9135', view: 'table' }],
    ['#/silences', allSilences],
    ['#/silences?state=expired,active', { ...allSilences, state: ['active', 'expired'] }],
    ['#/silences/new?filter=%7Ba%3D%22b%22%7D&comment=on%20it', { ...newSilence, filter: '{a="b"}', comment: 'on it' }],
    ['#/silences/5e91d0a2', { ...allSilences, open: '5e91d0a2' }],
    [
      '#/silences/new?fromGroup=%7B%7D%2F%7Ba%3D%22b%26c%22%7D%3A%7B%7D&fromReceiver=team%2Bx&fromCount=12',
      { ...newSilence, fromGroup: '{}/{a="b&c"}:{}', fromReceiver: 'team+x', fromCount: 12 },
    ],
    ['#/silences/new?fromCount=-1', newSilence],
    ['#/silences/5e91d0a2/edit', { ...newSilence, edit: '5e91d0a2' }],
    ['#/alerts?view=cards', { ...allAlerts, view: 'cards' }],
    ['#/alerts?view=pie', allAlerts],
    ['#/status', { screen: 'status', section: '' }],
    ['#/status/cluster', { screen: 'status', section: 'cluster' }],
    ['#/settings', { screen: 'settings' }],
    ['#/rules', allRules],
    ['#/rules?search=disk%20full&kind=failing,firing', { ...allRules, search: 'disk full', kind: ['firing', 'failing'] }],
    ['#/targets?health=down&pool=node', { ...allTargets, health: ['down'], pool: 'node' }],
    ['#/targets?health=ill', allTargets],
    ['#/graph', noExpression],
    ['#/graph?g0.expr=up+%3D%3D+0&g0.tab=1', panel({ expr: 'up == 0' })],
    ['#/graph?g0.expr=rate%28a%7Bb%3D%22c%2Bd%22%7D%5B5m%5D%29+%2B+1', panel({ expr: 'rate(a{b="c+d"}[5m]) + 1' })],
    ['#/graph?g0.expr=a%0A%20and%20b%20%26%20c%25', panel({ expr: 'a\n and b & c%' })],
    [
      '#/graph?g0.expr=up&g0.tab=0&g0.range_input=2d&g0.end_input=2026-01-02%2015%3A04%3A05&g0.step_input=60',
      panel({ expr: 'up', tab: 'graph', range: '2d', end: '2026-01-02 15:04:05', step: '60' }),
    ],
    ['#/query?g0.expr=up&g0.tab=graph&g0.res_type=fixed&g0.res_step=15', panel({ expr: 'up', tab: 'graph', step: '15' })],
    ['#/graph?g0.expr=up&g0.tab=0&g0.stacked=1', panel({ expr: 'up', tab: 'graph', isStacked: true })],
    ['#/graph?g0.expr=up&g0.display_mode=stacked&g1.expr=down&g1.tab=0', panel({ expr: 'up', isStacked: true }, { expr: 'down', tab: 'graph' })],
    ['#/graph?g0.expr=up&g1.expr=', panel({ expr: 'up' }, {})],
    ['#/graph?g3.expr=up&g7.expr=down', panel({ expr: 'up' }, { expr: 'down' })],
    ['#/graph?g0.expr=up&g0.moment_input=2026-01-02+15%3A04%3A05', panel({ expr: 'up', moment: '2026-01-02 15:04:05' })],
    ['#/nothing', { screen: 'unknown', fragment: '#/nothing' }],
    ['#/alerts/nothing', { screen: 'unknown', fragment: '#/alerts/nothing' }],
  ];

  test.each(cases)('%s', (fragment, address) => {
    expect(parseAddress(fragment)).toEqual(address);
  });

  test.each(cases)('%s is read again as it is printed', (_, address) => {
    expect(parseAddress(printAddress(address))).toEqual(address);
  });
});
