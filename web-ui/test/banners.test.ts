import { describe, expect, test } from 'vitest';
import { bannersOf, problemText, type Known } from '../src/app/banners';
import type { Cluster, ClusterMember, Status } from '../src/server/answers';
import { RequestFailure } from '../src/server/request';

const status: Status = {
  version: '1.0.0',
  compatibleVersion: '0.34.0',
  startedAt: '2026-01-02T03:04:05.000Z',
  now: '2026-01-02T03:04:05.000Z',
  readiness: 'ready',
  features: [],
  configuration: { file: 'alertmanager.yml', warnings: [] },
  receivers: [],
  storage: { state: 'ok' },
  limits: [],
  intake: { received: 0 },
  counts: { alerts: 0, groups: 0, silences: 0 },
};

function member(name: string, state: string): ClusterMember {
  return { name, state, address: '10.0.0.1:9094', self: false };
}

function clusterOf(...members: readonly ClusterMember[]): Cluster {
  return { status: 'ready', configurationsDiffer: false, secret: true, warnings: [], members };
}

const well: Known = {
  live: { state: 'live', heardAt: Date.parse('2026-01-02T03:04:05.000Z') },
  me: { identity: 'anonymous', kind: 'anonymous', permissions: ['read'] },
  meError: null,
  status,
  cluster: clusterOf(member('a', 'ranked'), member('b', 'joining')),
};

function ids(known: Partial<Known>): readonly string[] {
  return bannersOf({ ...well, ...known }).map(({ id }) => id);
}

describe('bannersOf', () => {
  test('says nothing where all is well, or nothing is known yet', () => {
    expect(ids({})).toEqual([]);
    expect(
      bannersOf({ live: { state: 'connecting', heardAt: undefined }, me: undefined, meError: null, status: undefined, cluster: undefined }),
    ).toEqual([]);
  });

  test('polling is no trouble', () => {
    expect(ids({ live: { state: 'polling', heardAt: 0 } })).toEqual([]);
  });

  test('data that is old says since when, and offers to ask again', () => {
    const [banner] = bannersOf({ ...well, live: { ...well.live, state: 'lost' } });
    expect(banner).toMatchObject({ id: 'stale', since: '2026-01-02T03:04:05.000Z', retry: true });
  });

  test('a configuration that could not be loaded is shown with its place', () => {
    const problems = [
      { file: 'alertmanager.yml', line: 14, column: 17, path: 'route.group_wait', message: 'expected a duration' },
      { message: 'another' },
    ];
    const pending = { failedAt: '2026-01-02T03:00:00.000Z', message: 'cannot be loaded', problems };
    const [banner] = bannersOf({ ...well, status: { ...status, configuration: { ...status.configuration, pending } } });
    expect(banner).toMatchObject({
      id: 'reload',
      detail: 'alertmanager.yml:14:17: route.group_wait: expected a duration (and 1 more)',
      since: '2026-01-02T03:00:00.000Z',
      link: { target: { screen: 'status', section: 'configuration' } },
    });
  });

  test('one without problems is shown with its message', () => {
    const pending = { failedAt: '2026-01-02T03:00:00.000Z', message: 'no such file', problems: [] };
    const [banner] = bannersOf({ ...well, status: { ...status, configuration: { ...status.configuration, pending } } });
    expect(banner?.detail).toBe('no such file');
  });

  test('a disk that fails', () => {
    const [banner] = bannersOf({ ...well, status: { ...status, storage: { state: 'degraded', error: 'disk full' } } });
    expect(banner).toMatchObject({ id: 'storage', detail: 'disk full' });
  });

  test('memory without a disk was asked for', () => {
    expect(ids({ status: { ...status, storage: { state: 'memory' } } })).toEqual([]);
  });

  test('members that are gone are named, not all of many', () => {
    const gone = ['a', 'b', 'c', 'd', 'e'].map((name) => member(name, 'failed'));
    const [one] = bannersOf({ ...well, cluster: clusterOf(member('x', 'ranked'), member('y', 'silent')) });
    const [many] = bannersOf({ ...well, cluster: clusterOf(...gone) });
    expect(one?.title).toBe('A member of the cluster does not answer: y');
    expect(many?.title).toBe('5 members of the cluster do not answer: a, b, c and 2 more');
  });

  test('a member that leaves, or comes, is no trouble', () => {
    expect(ids({ cluster: clusterOf(member('x', 'leaving'), member('y', 'joining')) })).toEqual([]);
  });

  test('configurations that differ, and a start that is not over', () => {
    expect(ids({ cluster: { ...clusterOf(), configurationsDiffer: true, status: 'settling' } })).toEqual(['configurations', 'settling']);
  });

  test.each([401, 403])('an answer %d says what is missing, and nothing else', (code) => {
    const refused = { meError: new RequestFailure('not allowed', code), me: undefined, live: { state: 'lost', heardAt: 1 } } as const;
    expect(bannersOf({ ...well, ...refused })).toMatchObject([{ id: 'no-permission', detail: 'not allowed' }]);
  });

  test('another failure is none of permissions', () => {
    expect(ids({ meError: new RequestFailure('the server cannot be reached', 0), me: undefined })).toEqual([]);
  });

  test('who may not read is told so', () => {
    expect(ids({ me: { identity: 'user:a', kind: 'user', permissions: ['post'] } })).toEqual(['no-permission']);
  });

  test('the worst comes first', () => {
    const both = { live: { state: 'lost', heardAt: 1 }, status: { ...status, storage: { state: 'degraded' } } } as const;
    expect(ids({ ...both, cluster: clusterOf(member('a', 'failed')) })).toEqual(['stale', 'storage', 'members']);
  });
});

test('problemText leaves out what is not known', () => {
  expect(problemText({ message: 'bad' })).toBe('bad');
  expect(problemText({ file: 'a.yml', line: 3, message: 'bad' })).toBe('a.yml:3: bad');
});
