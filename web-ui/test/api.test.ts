import { describe, expect, test } from 'vitest';
import { readGroups, readStatus, UnexpectedAnswer } from '../src/api';

const status = {
  cluster: { name: 'a', peers: [{ name: 'a', address: '10.0.0.1:9094' }], status: 'ready' },
  config: { original: 'route:\n  receiver: default\n' },
  uptime: '2026-01-02T03:04:05.006Z',
  versionInfo: { branch: '', buildDate: '', buildUser: '', goVersion: '', revision: '', version: '0.34.0' },
};

const alert = {
  annotations: { summary: 'down' },
  endsAt: '2026-01-02T03:09:05.006Z',
  fingerprint: '0123456789abcdef',
  receivers: [{ name: 'default' }],
  startsAt: '2026-01-02T03:04:05.006Z',
  status: { inhibitedBy: [], mutedBy: [], silencedBy: ['id'], state: 'suppressed' },
  updatedAt: '2026-01-02T03:04:05.006Z',
  labels: { alertname: 'Down', ['__proto__']: 'label' },
};

describe('readStatus', () => {
  test('a clustered member, with its peers', () => {
    expect(readStatus(status)).toEqual({
      version: '0.34.0',
      startedAt: '2026-01-02T03:04:05.006Z',
      configuration: 'route:\n  receiver: default\n',
      clusterStatus: 'ready',
      clusterName: 'a',
      peers: [{ name: 'a', address: '10.0.0.1:9094' }],
    });
  });

  test('clustering off, no name', () => {
    const read = readStatus({ ...status, cluster: { peers: [], status: 'disabled' } });
    expect(read.clusterName).toBeUndefined();
    expect(read.peers).toEqual([]);
  });

  test.each([
    ['not an object', [], 'status: expected an object'],
    ['no version', { ...status, versionInfo: {} }, 'status.versionInfo.version: expected text'],
    ['null configuration', { ...status, config: null }, 'status.config: expected an object'],
  ])('%s names the place', (_name, body, message) => {
    expect(() => readStatus(body)).toThrow(new UnexpectedAnswer(message));
  });
});

describe('readGroups', () => {
  test('a group with one alert', () => {
    const [group] = readGroups([{ receiver: { name: 'default' }, labels: {}, routeLabels: {}, alerts: [alert] }]);
    expect(group?.receiver).toBe('default');
    expect(group?.alerts[0]).toMatchObject({ fingerprint: '0123456789abcdef', silencedBy: ['id'], mutedBy: [] });
  });

  test('a label named like a property of every object stays a label', () => {
    const [group] = readGroups([{ receiver: { name: 'r' }, labels: {}, alerts: [alert] }]);
    expect(Object.entries(group?.alerts[0]?.labels ?? {})).toContainEqual(['__proto__', 'label']);
  });

  test('a wrong label value names the place', () => {
    const wrong = { ...alert, labels: { n: 5 } };
    expect(() => readGroups([{ receiver: { name: 'r' }, labels: {}, alerts: [wrong] }])).toThrow(
      'groups[0].alerts[0].labels.n: expected text',
    );
  });
});
