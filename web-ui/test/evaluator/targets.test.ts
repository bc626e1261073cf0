import { describe, expect, test } from 'vitest';
import { targets } from '../../src/evaluator/answers';
import { failureMeaning, shownHealths, shownTargets, withHealth } from '../../src/targets/rows';

const target = (scrapePool: string, instance: string, health: string, lastError = '') => ({
  discoveredLabels: { __address__: instance },
  labels: { job: scrapePool, instance },
  scrapePool,
  scrapeUrl: `http://${instance}/metrics`,
  globalUrl: '',
  lastError,
  lastScrape: '2026-01-02T03:04:05Z',
  lastScrapeDuration: 0.01,
  health,
  scrapeInterval: '15s',
  scrapeTimeout: '10s',
});

const { data } = targets(
  {
    status: 'success',
    data: {
      activeTargets: [
        target('api', 'api-1:80', 'up'),
        target('node', 'a:9100', 'up'),
        target('node', 'b:9100', 'down', 'connection refused'),
        target('node', 'c:9100', 'unknown'),
      ],
      droppedTargets: [{ discoveredLabels: { __address__: 'old:9100' }, scrapePool: 'node' }],
      droppedTargetCounts: { api: 0, empty: 0, node: 40 },
    },
  },
  'answer',
);
const nothing = { search: '', health: [], pool: '' } as const;

describe('shownTargets', () => {
  test('jobs with trouble come first, and in them what is down; dropped ones only when they are asked for', () => {
    const { pools, counts, total } = shownTargets(data, nothing);
    expect(pools.map(({ name, up, all, droppedCount }) => [name, up, all, droppedCount])).toEqual([
      ['node', 1, 3, 0],
      ['api', 1, 1, 0],
      ['empty', 0, 0, 0],
    ]);
    expect(pools[0]?.targets.map(({ health }) => health)).toEqual(['down', 'unknown', 'up']);
    expect(counts).toEqual({ up: 2, down: 1, unknown: 1, dropped: 40 });
    expect(total).toBe(4);
  });

  test('dropped ones are counted as the server counts them, though it lists only some', () => {
    const [pool] = shownTargets(data, { ...nothing, health: ['dropped'] }).pools;
    expect(pool).toMatchObject({ name: 'node', droppedCount: 40, targets: [] });
    expect(pool?.dropped).toHaveLength(1);
  });

  test('words are looked for in labels, addresses and errors', () => {
    const found = (search: string): readonly string[] =>
      shownTargets(data, { ...nothing, search }).pools.flatMap((pool) => pool.targets.map(({ scrapeUrl }) => scrapeUrl));
    expect(found('REFUSED')).toEqual(['http://b:9100/metrics']);
    expect(found('node a:9100')).toEqual(['http://a:9100/metrics']);
    expect(found('job=api')).toEqual(['http://api-1:80/metrics']);
    expect(found('elsewhere')).toEqual([]);
  });

  test('a job and a health narrow it; counts are those of the job', () => {
    const { pools, counts, names } = shownTargets(data, { search: '', health: ['up'], pool: 'node' });
    expect(pools).toHaveLength(1);
    expect(pools[0]?.targets).toHaveLength(1);
    expect(counts).toEqual({ up: 1, down: 1, unknown: 1, dropped: 40 });
    expect(names).toEqual(['api', 'empty', 'node']);
  });
});

test('healths are switched from what is shown', () => {
  expect(withHealth(shownHealths([]), 'dropped')).toEqual(['up', 'down', 'unknown', 'dropped']);
  expect(withHealth(shownHealths([]), 'up')).toEqual(['down', 'unknown']);
});

describe('failureMeaning', () => {
  test.each([
    ['Get "http://a/metrics": dial tcp 127.0.0.1:9: connect: connection refused', /Nothing listens/],
    ['Connection refused: localhost/127.0.0.1:9', /Nothing listens/],
    ['Get "http://a/metrics": dial tcp: lookup a: no such host', /name of the host/],
    ['Get "http://a/metrics": context deadline exceeded', /scrape timeout of 10s/],
    ['server returned HTTP status 404 Not Found', /metrics_path/],
    ['server returned HTTP status 401 Unauthorized', /authorization/],
    ['server returned HTTP status 503 Service Unavailable', /just now/],
    ['tls: failed to verify certificate: x509: certificate signed by unknown authority', /TLS/],
    ['sample limit exceeded', /nothing of it is stored/],
    ['body size limit exceeded', /nothing of it is stored/],
    ['expected label name, got "INVALID"', undefined],
    ['server returned HTTP status 302 Found', undefined],
  ])('%s', (error, meaning) => {
    const said = failureMeaning(error, '10s');
    if (meaning === undefined) {
      expect(said).toBeUndefined();
    } else {
      expect(said).toMatch(meaning);
    }
  });
});
