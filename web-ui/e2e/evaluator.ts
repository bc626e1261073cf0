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

interface MockRule {
  readonly name: string;
  readonly type: string;
  readonly alerts?: readonly { readonly state: string }[];
  readonly [field: string]: unknown;
}

interface MockGroup {
  readonly name: string;
  readonly file: string;
  readonly rules: readonly MockRule[];
  readonly [field: string]: unknown;
}

/** Of these groups what the parameters of a request for rules leave, as the server does. */
export function rulesOf(groups: readonly MockGroup[], asked: URLSearchParams): unknown {
  const isAmong = (name: string, value: string): boolean => !asked.has(name) || asked.getAll(name).includes(value);
  const shown = ({ alerts = [], evaluations, ...rule }: MockRule) => {
    const count = (state: string): number => alerts.filter((each) => each.state === state).length;
    return {
      ...rule,
      alerts: asked.get('exclude_alerts') === 'true' ? [] : alerts.slice(0, Number(asked.get('alert_limit') ?? alerts.length)),
      ...(asked.get('counts') === 'true' ? { alertCounts: { firing: count('firing'), pending: count('pending') } } : {}),
      ...(asked.get('evaluations') === 'true' ? { evaluations } : {}),
    };
  };
  return {
    groups: groups
      .filter(({ name, file }) => isAmong('rule_group[]', name) && isAmong('file[]', file))
      .map(({ rules, ...group }) => ({ ...group, rules: rules.filter(({ name }) => isAmong('rule_name[]', name)).map(shown) }))
      .filter(({ rules }) => rules.length > 0),
  };
}

function groupsOf(): readonly MockGroup[] {
  const evaluated = { evaluationTime: 0.0012, lastEvaluation: ago(5) };
  const alerting = { type: 'alerting', duration: 0, keepFiringFor: 0, labels: {}, annotations: {}, alerts: [], health: 'ok', ...evaluated };
  return [
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
  ];
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

const one = (labels: Readonly<Record<string, string>>) => ({ metric: { __name__: 'requests_total', ...labels } });

/** Three series, of which one has a gap in the middle. */
function rangeAnswer(request: Request): unknown {
  const asked = new URLSearchParams(request.postData() ?? '');
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(asked.get(name)));
  const count = Math.floor(((end ?? 0) - (start ?? 0)) / (step ?? 1)) + 1;
  const result = ['web', 'api', 'db'].map((job, number) => ({
    ...one({ job }),
    values: Array.from({ length: count }, (_, index) => index)
      .filter((index) => job !== 'api' || Math.abs(index - count / 2) > count / 8)
      .map((index) => [(start ?? 0) + index * (step ?? 1), String(Math.round(1000 * (number + 1 + Math.sin(index / 20 + number))) / 1000)]),
  }));
  return { resultType: 'matrix', result };
}

function instantAnswer(request: Request): { readonly status?: number; readonly body: unknown } {
  const asked = new URLSearchParams(request.postData() ?? '');
  const query = asked.get('query') ?? '';
  if (query.startsWith('rate(up)')) {
    const error = 'invalid parameter "query": 1:6: parse error: expected type range vector in call to function "rate", got instant vector';
    return { status: 400, body: { status: 'error', errorType: 'bad_data', error } };
  }
  const time = Number(asked.get('time'));
  const result = ['web', 'api', 'db'].map((job, number) => ({ ...one({ job }), value: [time, String(number * 2 + 1)] }));
  const infos = query.startsWith('rate(') ? ['PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "up" (1:6)'] : [];
  return { body: { status: 'success', data: { resultType: 'vector', result }, infos } };
}

const success = (data: unknown) => ({ body: { status: 'success', data } });

/** How the API is answered that the evaluator serves, by the path behind `/prometheus/api/v1/`. */
export const usual: Readonly<Record<string, Answering>> = {
  rules: (request) => success(rulesOf(groupsOf(), new URL(request.url()).searchParams)),
  targets: () => success(targetsAnswer()),
  query: instantAnswer,
  query_range: (request) => success(rangeAnswer(request)),
  labels: () => success(['__name__', 'instance', 'job']),
  'label/__name__/values': () => success(['requests_total', 'up']),
  'label/job/values': () => success(['api', 'db', 'web']),
};

const condition = {
  file: 'prometheus.yml',
  targets: { all: 4, down: 1 },
  rules: { all: 4, failing: 1, withoutSeries: 1 },
  series: { used: 38_200, max: 250_000 },
};

/** Has the page's server scrape and evaluate rules, as far as the page can tell. */
export async function evaluatorOn(page: Page, answers: Readonly<Record<string, Answering>> = {}): Promise<void> {
  const all = { ...usual, ...answers };
  await page.route('**/api/tocsin/v1/status*', async (route) => {
    const response = await route.fetch();
    const status: unknown = await response.json();
    await route.fulfill({ response, json: { ...(status as object), evaluator: condition } });
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
