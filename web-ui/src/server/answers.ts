/** What the server answers: docs/api.md. Only what the page shows is read. */

import { flag, list, map, number, optional, record, text, withDefault, word, type Of } from './shape';

export const alertStates = ['active', 'unprocessed', 'silenced', 'inhibited', 'muted'] as const;
export type AlertState = (typeof alertStates)[number];

export const silenceStates = ['active', 'pending', 'expired'] as const;
export type SilenceState = (typeof silenceStates)[number];

export const labels = map(text);
export type Labels = Of<typeof labels>;

const texts = withDefault(list(text), []);
const noLabels: Labels = {};

/** A matcher; `text` is how it is written. */
export const matcher = record({
  name: text,
  value: text,
  isRegex: flag,
  isEqual: withDefault(flag, true),
  text: withDefault(text, ''),
});
export type Matcher = Of<typeof matcher>;

const stateCounts = record({
  active: withDefault(number, 0),
  unprocessed: withDefault(number, 0),
  silenced: withDefault(number, 0),
  inhibited: withDefault(number, 0),
  muted: withDefault(number, 0),
});
export type StateCounts = Of<typeof stateCounts>;

export const alert = record({
  fingerprint: text,
  labels,
  annotations: withDefault(labels, noLabels),
  startsAt: text,
  endsAt: optional(text),
  updatedAt: optional(text),
  generatorURL: optional(text),
  state: word(alertStates, 'active'),
  severity: optional(text),
  /** Not in groups, which say it themselves. */
  nextFlush: optional(text),
  silencedBy: texts,
  inhibitedBy: texts,
  mutedBy: texts,
  receivers: texts,
});
export type Alert = Of<typeof alert>;

const severityCount = record({ value: text, total: number, states: stateCounts });
export type SeverityCount = Of<typeof severityCount>;

const facet = record({
  name: text,
  values: list(record({ value: text, count: number })),
  distinct: number,
});
export type Facet = Of<typeof facet>;

/** What stands above every list of alerts. */
const header = {
  version: text,
  now: text,
  all: number,
  total: number,
  states: stateCounts,
  severities: list(severityCount),
  facets: withDefault(list(facet), []),
  matchers: withDefault(list(matcher), []),
};

export const alertPage = record({ ...header, alerts: list(alert) });
export type AlertPage = Of<typeof alertPage>;

export const alertGroup = record({
  key: optional(text),
  receiver: optional(text),
  labels,
  shared: labels,
  sharedAnnotations: withDefault(labels, noLabels),
  total: number,
  states: stateCounts,
  severity: optional(text),
  startsAt: optional(text),
  nextFlush: optional(text),
  mutedBy: texts,
  alerts: list(alert),
});
export type AlertGroup = Of<typeof alertGroup>;

export const groupPage = record({ ...header, totalGroups: number, groups: list(alertGroup) });
export type GroupPage = Of<typeof groupPage>;

const suggestion = record({
  kind: word(['name', 'operator', 'value'], 'value'),
  text,
  count: optional(number),
  from: number,
  to: number,
  insert: text,
});
export type Suggestion = Of<typeof suggestion>;

const matcherError = record({ message: text, offset: number, length: number, hint: optional(text) });
export type MatcherError = Of<typeof matcherError>;

export const completions = record({
  matchers: withDefault(list(matcher), []),
  error: optional(matcherError),
  suggestions: list(suggestion),
});
export type Completions = Of<typeof completions>;

export const silence = record({
  id: text,
  state: word(silenceStates, 'active'),
  matchers: list(matcher),
  matcherSets: optional(list(list(matcher))),
  startsAt: text,
  endsAt: text,
  updatedAt: text,
  createdBy: text,
  comment: text,
  annotations: withDefault(labels, noLabels),
  matched: optional(number),
});
export type Silence = Of<typeof silence>;

export const silencePage = record({
  version: text,
  now: text,
  all: number,
  total: number,
  states: record({ active: number, pending: number, expired: number }),
  creators: withDefault(list(record({ value: text, count: number })), []),
  silences: list(silence),
});
export type SilencePage = Of<typeof silencePage>;

const problem = record({
  file: optional(text),
  line: optional(number),
  column: optional(number),
  path: optional(text),
  message: text,
  hint: optional(text),
});
export type Problem = Of<typeof problem>;

const integrationHealth = record({
  name: text,
  integration: text,
  index: number,
  sendResolved: withDefault(flag, true),
  sent: number,
  failed: number,
  underWay: withDefault(number, 0),
  lastSuccess: optional(record({ at: text, durationMillis: optional(number) })),
  lastFailure: optional(record({ at: text, reason: optional(text), message: text })),
});
export type IntegrationHealth = Of<typeof integrationHealth>;

const receiverHealth = record({ name: text, integrations: list(integrationHealth) });
export type ReceiverHealth = Of<typeof receiverHealth>;

const limit = record({ name: text, text, used: number, max: optional(number), unit: withDefault(text, 'count') });
export type Limit = Of<typeof limit>;

const evaluatorCondition = record({
  file: withDefault(text, ''),
  targets: withDefault(record({ all: number, down: number }), { all: 0, down: 0 }),
  /** `withoutSeries`: those with a selector that no series matches. */
  rules: withDefault(record({ all: number, failing: number, withoutSeries: number }), { all: 0, failing: 0, withoutSeries: 0 }),
  series: withDefault(record({ used: number, max: number }), { used: 0, max: 0 }),
});
export type EvaluatorCondition = Of<typeof evaluatorCondition>;

export const status = record({
  /** What the stream of events calls its state; a server that does not say it has the answer fetched once more. */
  token: optional(text),
  version: text,
  compatibleVersion: text,
  revision: optional(text),
  startedAt: text,
  now: text,
  readiness: withDefault(text, 'ready'),
  features: texts,
  configuration: record({
    file: text,
    original: optional(text),
    hash: optional(number),
    loadedAt: optional(text),
    warnings: withDefault(list(problem), []),
    pending: optional(record({ failedAt: text, message: text, problems: withDefault(list(problem), []) })),
  }),
  receivers: list(receiverHealth),
  storage: record({
    state: word(['ok', 'degraded', 'memory'], 'ok'),
    path: optional(text),
    bytes: optional(number),
    error: optional(text),
    since: optional(text),
  }),
  limits: withDefault(list(limit), []),
  /** Only while the server scrapes and evaluates rules itself. */
  evaluator: optional(evaluatorCondition),
  intake: record({ received: number, lastReceivedAt: optional(text) }),
  counts: record({ alerts: number, groups: number, silences: number }),
});
export type Status = Of<typeof status>;

export const permissions = ['read', 'post', 'silence', 'test', 'admin'] as const;
export type Permission = (typeof permissions)[number];

export const me = record({
  identity: text,
  kind: text,
  name: optional(text),
  address: optional(text),
  permissions: list(text),
});
export type Me = Of<typeof me>;

const clusterMember = record({
  name: text,
  address: text,
  self: withDefault(flag, false),
  state: text,
  version: optional(text),
  configHash: optional(number),
  clockOffsetMillis: optional(number),
  queued: optional(number),
  lastHeard: optional(text),
  lastExchange: optional(text),
});
export type ClusterMember = Of<typeof clusterMember>;

export const cluster = record({
  status: text,
  name: optional(text),
  configurationsDiffer: withDefault(flag, false),
  secret: withDefault(flag, false),
  warnings: texts,
  members: withDefault(list(clusterMember), []),
});
export type Cluster = Of<typeof cluster>;

const failure = record({ reason: optional(text), message: text });

const recordedMute = record({
  reason: text,
  text: withDefault(text, ''),
  silences: texts,
  source: optional(text),
  sourceLabels: withDefault(labels, noLabels),
  intervals: texts,
});

/** docs/history.md; which fields there are depends on `kind`. */
const historyEntry = record({
  id: number,
  kind: text,
  at: text,
  text,
  receiver: optional(text),
  integration: optional(text),
  index: optional(number),
  reason: optional(text),
  outcome: optional(text),
  endedAt: optional(text),
  durationMillis: optional(number),
  member: optional(text),
  failure: optional(failure),
  attempts: optional(number),
  attemptsMade: optional(
    list(record({ number, at: text, latencyMillis: number, outcome: text, failure: optional(failure) })),
  ),
  times: optional(number),
  lastAt: optional(text),
  alerts: optional(list(record({ fingerprint: text, status: text, labels: optional(labels), mutedBy: optional(recordedMute) }))),
  alertsLeftOut: optional(number),
  resolved: optional(number),
  action: optional(text),
  by: optional(record({ identity: text, address: optional(text) })),
  silence: optional(record({ id: text, matchers: texts, startsAt: text, endsAt: text, createdBy: text, comment: text })),
  replacedBy: optional(text),
  groupLabels: optional(labels),
});
export type HistoryEntry = Of<typeof historyEntry>;

export const historyPage = record({ entries: list(historyEntry), next: optional(number) });
export type HistoryPage = Of<typeof historyPage>;

export const tokens = record({ alerts: text, silences: text, status: text, now: text });
export type Tokens = Of<typeof tokens>;

export const silenceId = record({ silenceID: text });

export const receiverTest = record({
  integrations: list(
    record({
      integration: text,
      outcome: text,
      reason: optional(text),
      message: optional(text),
      retried: optional(flag),
      durationMillis: optional(number),
    }),
  ),
});
export type ReceiverTest = Of<typeof receiverTest>;
