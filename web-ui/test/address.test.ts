import { describe, expect, test } from 'vitest';
import { allAlerts, allSilences, newSilence, parseAddress, printAddress, type Address } from '../src/address/address';

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
