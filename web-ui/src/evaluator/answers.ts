/** What Prometheus's API answers, as far as the page shows it: docs/api.md. */

import { labels, type Labels } from '../server/answers';
import { anything, list, map, number, optional, record, text, UnexpectedAnswer, withDefault, word, type Of, type Shape } from '../server/shape';

export interface Answer<T> {
  readonly data: T;
  /** What may make the answer another than was meant. */
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** The envelope of all answers. */
export function answer<T>(data: Shape<T>): Shape<Answer<T>> {
  const texts = withDefault(list(text), []);
  return (value, place) => {
    const read = record({ status: text, data: anything, warnings: texts, infos: texts })(value, place);
    return { data: data(read.data, `${place}.data`), warnings: read.warnings, infos: read.infos };
  };
}

const noLabels: Labels = {};
const labelsOrNone = withDefault(labels, noLabels);
const health = word(['ok', 'err', 'unknown'], 'unknown');

const instance = record({
  labels,
  annotations: labelsOrNone,
  state: word(['firing', 'pending', 'inactive'], 'firing'),
  activeAt: text,
  keepFiringSince: optional(text),
  value: text,
  /** Beyond Prometheus: of the alert that it is here, while it fires. */
  fingerprint: optional(text),
});
export type Instance = Of<typeof instance>;

const evaluation = record({
  at: text,
  durationSeconds: number,
  samples: withDefault(number, 0),
  error: optional(text),
});
export type Evaluation = Of<typeof evaluation>;

const rule = record({
  type: word(['alerting', 'recording'], 'alerting'),
  name: text,
  query: text,
  labels: labelsOrNone,
  annotations: labelsOrNone,
  health,
  lastError: optional(text),
  evaluationTime: withDefault(number, 0),
  lastEvaluation: text,
  /** From here on of alerts only. */
  state: optional(word(['firing', 'pending', 'inactive', 'unknown'], 'unknown')),
  /** Seconds. */
  duration: withDefault(number, 0),
  /** Seconds. */
  keepFiringFor: withDefault(number, 0),
  alerts: withDefault(list(instance), []),
  /** Beyond Prometheus: how many alerts there are, listed or not. */
  alertCounts: withDefault(record({ firing: number, pending: number }), { firing: 0, pending: 0 }),
  /** Beyond Prometheus: newest first. */
  evaluations: withDefault(list(evaluation), []),
  /** Beyond Prometheus: selectors that no series fitted when it was evaluated last. */
  emptySelectors: withDefault(list(text), []),
});
export type Rule = Of<typeof rule>;

const ruleGroup = record({
  name: text,
  file: text,
  /** Seconds. */
  interval: number,
  limit: withDefault(number, 0),
  rules: list(rule),
  /** Seconds. */
  evaluationTime: withDefault(number, 0),
  lastEvaluation: text,
});
export type RuleGroup = Of<typeof ruleGroup>;

export const rules = answer(record({ groups: withDefault(list(ruleGroup), []) }));

const target = record({
  discoveredLabels: labelsOrNone,
  labels: labelsOrNone,
  scrapePool: text,
  scrapeUrl: text,
  lastError: withDefault(text, ''),
  lastScrape: text,
  /** Seconds. */
  lastScrapeDuration: withDefault(number, 0),
  health: word(['up', 'down', 'unknown'], 'unknown'),
  scrapeInterval: withDefault(text, ''),
  scrapeTimeout: withDefault(text, ''),
});
export type Target = Of<typeof target>;

const droppedTarget = record({ discoveredLabels: labelsOrNone, scrapePool: withDefault(text, '') });
export type DroppedTarget = Of<typeof droppedTarget>;

export const targets = answer(
  record({
    activeTargets: withDefault(list(target), []),
    droppedTargets: withDefault(list(droppedTarget), []),
    droppedTargetCounts: withDefault(map(number), {}),
  }),
);
export type Targets = Of<typeof targets>['data'];

/** A value at a moment: seconds since 1970, and the number or text as the server writes it. */
export interface Point {
  readonly at: number;
  readonly value: string;
}

export interface Sample extends Point {
  readonly metric: Labels;
}

/** A {@link Point} as the server writes it: answers have hundreds of thousands, which are checked, and not made anew. */
export type Pair = readonly [at: number, value: string];

export interface Stretch {
  readonly metric: Labels;
  readonly points: readonly Pair[];
}

export type Result =
  | { readonly type: 'vector'; readonly samples: readonly Sample[] }
  | { readonly type: 'matrix'; readonly stretches: readonly Stretch[] }
  | { readonly type: 'scalar' | 'string'; readonly point: Point };

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'string';
}

const point: Shape<Point> = (value, place) => {
  if (!isPair(value)) {
    throw new UnexpectedAnswer(`${place}: expected a moment and a value`);
  }
  return { at: value[0], value: value[1] };
};

/** Without {@link list}, as none of so many needs the words for its place. */
const pairs: Shape<readonly Pair[]> = (value, place) => {
  if (!Array.isArray(value) || !value.every(isPair)) {
    throw new UnexpectedAnswer(`${place}: expected moments and values`);
  }
  return value;
};

const sample: Shape<Sample> = (value, place) => {
  const read = record({ metric: labels, value: optional(point), histogram: optional(list(anything)) })(value, place);
  // Native histograms have no one number.
  return { metric: read.metric, ...(read.value ?? { at: momentOf(read.histogram), value: 'histogram' }) };
};

function momentOf(histogram: readonly unknown[] | undefined): number {
  const at = histogram?.[0];
  return typeof at === 'number' ? at : 0;
}

const stretch: Shape<Stretch> = (value, place) => {
  const read = record({ metric: labels, values: withDefault(pairs, []) })(value, place);
  return { metric: read.metric, points: read.values };
};

const result: Shape<Result> = (value, place) => {
  const read = record({ resultType: text, result: anything })(value, place);
  const inside = `${place}.result`;
  switch (read.resultType) {
    case 'vector':
      return { type: 'vector', samples: list(sample)(read.result, inside) };
    case 'matrix':
      return { type: 'matrix', stretches: list(stretch)(read.result, inside) };
    case 'scalar':
    case 'string':
      return { type: read.resultType, point: point(read.result, inside) };
    default:
      throw new UnexpectedAnswer(`${place}.resultType: expected vector, matrix, scalar or string`);
  }
};

export const queried = answer(result);

export const names = answer(withDefault(list(text), []));
