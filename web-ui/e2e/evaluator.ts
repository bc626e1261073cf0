import type { Page, Request } from '@playwright/test';

/** What a Prometheus answers, with the parts of it that the page reads: shapes as recorded, times of now. */

const now = (): number => Date.now();
const ago = (seconds: number): string => new Date(now() - seconds * 1000).toISOString();

function instance(labels: Readonly<Record<string, string>>, state: 'firing' | 'pending', activeSeconds: number, value: string) {
  return { labels, annotations: { summary: `${labels['instance'] ?? 'it'} is down` }, state, activeAt: ago(activeSeconds), value };
}

const evaluations = (error?: string) =>
  Array.from({ length: 3 }, (_, index) => ({
    at: ago(5 + index * 15),
    durationSeconds: 0.0012,
    samples: error === undefined ? 2 : 0,
    ...(error === undefined ? {} : { error }),
  }));

const ambiguous = 'many-to-many matching not allowed: matching labels must be unique on one side';

export function rulesAnswer(): unknown {
  const evaluated = { evaluationTime: 0.0012, lastEvaluation: ago(5) };
  const alerting = { type: 'alerting', duration: 0, keepFiringFor: 0, labels: {}, annotations: {}, alerts: [], health: 'ok', ...evaluated };
  return {
    groups: [
      {
        name: 'hosts',
        file: 'rules/hosts.yml',
        interval: 15,
        limit: 0,
        ...evaluated,
        rules: [
          {
            ...alerting,
            state: 'firing',
            name: 'InstanceDown',
            query: 'up{job="node"} == 0',
            duration: 600,
            labels: { severity: 'critical' },
            annotations: { summary: '{{ $labels.instance }} is down', runbook_url: 'https://runbooks.example.com/InstanceDown' },
            alerts: [
              instance({ alertname: 'InstanceDown', instance: 'db-2:9100', job: 'node', severity: 'critical' }, 'pending', 150, '0e+00'),
              instance({ alertname: 'InstanceDown', instance: 'db-1:9100', job: 'node', severity: 'critical' }, 'firing', 900, '0e+00'),
            ],
            evaluations: evaluations(),
          },
          { ...alerting, state: 'inactive', name: 'DiskFull', query: 'disk_free_bytes < 1e9', emptySelectors: ['disk_free_bytes'] },
        ],
      },
      {
        name: 'rates',
        file: 'rules/rates.yml',
        interval: 60,
        limit: 0,
        ...evaluated,
        rules: [
          { type: 'recording', name: 'job:requests:rate5m', query: 'sum by (job) (rate(requests_total[5m]))', labels: {}, health: 'ok', ...evaluated },
          { ...alerting, state: 'inactive', name: 'Ambiguous', query: 'up * on (job) requests_total', health: 'err', lastError: ambiguous, evaluations: evaluations(ambiguous) },
        ],
      },
    ],
  };
}

export function targetsAnswer(): unknown {
  const target = (pool: string, address: string, health: string, lastError = '') => ({
    discoveredLabels: { __address__: address, __metrics_path__: '/metrics', __scheme__: 'http', job: pool },
    labels: { instance: address, job: pool },
    scrapePool: pool,
    scrapeUrl: `http://${address}/metrics`,
    globalUrl: `http://${address}/metrics`,
    lastError,
    lastScrape: health === 'unknown' ? '0001-01-01T00:00:00Z' : ago(4),
    lastScrapeDuration: 0.0046,
    health,
    scrapeInterval: '15s',
    scrapeTimeout: '10s',
  });
  return {
    activeTargets: [
      target('node', 'db-1:9100', 'down', 'Get "http://db-1:9100/metrics": dial tcp 10.0.0.1:9100: connect: connection refused'),
      target('node', 'db-2:9100', 'up'),
      target('node', 'db-3:9100', 'unknown'),
      target('tocsin', 'localhost:9093', 'up'),
    ],
    droppedTargets: [{ discoveredLabels: { __address__: 'old-1:9100', job: 'node' }, scrapePool: 'node' }],
    droppedTargetCounts: { node: 1, tocsin: 0 },
  };
}

/** Answers a request of Prometheus's API; undefined leaves it unanswered for good. */
export type Answering = (request: Request) => { readonly status?: number; readonly body: unknown } | undefined;

const success = (data: unknown) => ({ body: { status: 'success', data } });

/** How the API is answered that the evaluator serves, by the path behind `/prometheus/api/v1/`. */
export const usual: Readonly<Record<string, Answering>> = {
  rules: () => success(rulesAnswer()),
  targets: () => success(targetsAnswer()),
  labels: () => success(['__name__', 'instance', 'job']),
  'label/__name__/values': () => success(['requests_total', 'up']),
};

/** Has the page's server scrape and evaluate rules, as far as the page can tell. */
export async function evaluatorOn(page: Page, answers: Readonly<Record<string, Answering>> = {}): Promise<void> {
  const all = { ...usual, ...answers };
  await page.route('**/api/tocsin/v1/status*', async (route) => {
    const response = await route.fetch();
    const status: unknown = await response.json();
    await route.fulfill({ response, json: { ...(status as object), evaluator: { file: 'prometheus.yml' } } });
  });
  await page.route('**/prometheus/api/v1/**', async (route) => {
    const path = new URL(route.request().url()).pathname.replace(/^.*\/prometheus\/api\/v1\//, '');
    const answering = all[path];
    if (answering === undefined) {
      throw new Error(`nothing answers ${path}`);
    }
    const answer = answering(route.request());
    if (answer !== undefined) {
      await route.fulfill({ status: answer.status ?? 200, json: answer.body });
    }
  });
}
