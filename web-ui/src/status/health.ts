/** How receivers fare, and which need somebody. Pure. */

import { countText } from '../parts/numbers';
import type { Cluster, EvaluatorCondition, IntegrationHealth, Limit, Status } from '../server/answers';

/**
 * `failing`: the last notification was not delivered; `recovered`: it was, after others were not; `good`: all were;
 * `unused`: none was sent since the start.
 */
export type Verdict = 'failing' | 'recovered' | 'good' | 'unused';

const worstFirst: readonly Verdict[] = ['failing', 'recovered', 'good', 'unused'];

export function verdictOf({ sent, failed, lastSuccess, lastFailure }: IntegrationHealth): Verdict {
  if (lastFailure === undefined) {
    return failed > 0 ? 'recovered' : sent > 0 || lastSuccess !== undefined ? 'good' : 'unused';
  }
  return lastSuccess !== undefined && Date.parse(lastSuccess.at) >= Date.parse(lastFailure.at) ? 'recovered' : 'failing';
}

type Receiver = Status['receivers'][number];

/** The worst of its integrations; `unused` for a receiver without any. */
export function worstOf({ integrations }: Receiver): Verdict {
  const verdicts = integrations.map(verdictOf);
  return worstFirst.find((each) => verdicts.includes(each)) ?? 'unused';
}

/** The worst first, those alike in the configuration's order. */
export function byHealth(receivers: readonly Receiver[]): readonly Receiver[] {
  return [...receivers].sort((a, b) => worstFirst.indexOf(worstOf(a)) - worstFirst.indexOf(worstOf(b)));
}

/** How near something is to its limit; `near` from 80 %, `full` from 95 %. */
export function nearness({ used, max }: Limit): 'free' | 'near' | 'full' {
  const share = max === undefined || max <= 0 ? 0 : used / max;
  return share >= 0.95 ? 'full' : share >= 0.8 ? 'near' : 'free';
}

export type Trouble = 'bad' | 'warning';

/** How many series are stored, and may be. */
export function seriesLimit({ series }: EvaluatorCondition): Limit {
  return { name: 'series', text: 'Series stored', used: series.used, max: series.max, unit: 'count' };
}

export interface EvaluatorTrouble {
  readonly name: 'series' | 'rules' | 'targets';
  readonly trouble: Trouble;
  readonly said: string;
}

/** What of the built-in evaluator somebody should look at, the worst first. Rules without series may be as they should be. */
export function evaluatorTroubles(evaluator: EvaluatorCondition): readonly EvaluatorTrouble[] {
  const { targets, rules } = evaluator;
  const near = nearness(seriesLimit(evaluator));
  return [
    ...(near === 'full' ? [{ name: 'series', trouble: 'bad', said: 'the store is full' } as const] : []),
    ...(rules.failing > 0 ? [{ name: 'rules', trouble: 'bad', said: countText(rules.failing, 'rule fails', 'rules fail') } as const] : []),
    ...(targets.down > 0 ? [{ name: 'targets', trouble: 'warning', said: countText(targets.down, 'target is down', 'targets are down') } as const] : []),
    ...(near === 'near' ? [{ name: 'series', trouble: 'warning', said: 'the store is nearly full' } as const] : []),
  ];
}

/** Which sections somebody should look at. */
export function troublesOf(status: Status, cluster: Cluster | undefined): ReadonlyMap<string, Trouble> {
  const { configuration, receivers, storage, limits, evaluator } = status;
  const ofEvaluator = evaluator === undefined ? [] : evaluatorTroubles(evaluator);
  const members = cluster?.members ?? [];
  const marks: readonly (readonly [string, Trouble, boolean])[] = [
    ['configuration', 'warning', configuration.warnings.length > 0],
    ['configuration', 'bad', configuration.pending !== undefined],
    ['receivers', 'bad', receivers.some((receiver) => worstOf(receiver) === 'failing')],
    ['evaluator', 'warning', ofEvaluator.length > 0],
    ['evaluator', 'bad', ofEvaluator.some(({ trouble }) => trouble === 'bad')],
    ['cluster', 'warning', (cluster?.warnings.length ?? 0) > 0 || cluster?.configurationsDiffer === true],
    ['cluster', 'bad', members.some(({ state }) => state === 'failed')],
    ['storage', 'warning', storage.state === 'memory'],
    ['storage', 'bad', storage.state === 'degraded'],
    ['limits', 'warning', limits.some((limit) => nearness(limit) === 'near')],
    ['limits', 'bad', limits.some((limit) => nearness(limit) === 'full')],
  ];
  return new Map(marks.filter(([, , holds]) => holds).map(([section, trouble]) => [section, trouble]));
}
