/** Which rule of this server an alert comes from, and with which expression. Pure. */

import type { Rule, RuleGroup } from '../evaluator/answers';
import type { RulePlace } from '../evaluator/queries';
import type { Labels } from '../server/answers';

/** Where a generator has its expressions: as Prometheus's links have it. */
export interface Generator {
  readonly expr: string;
  /** Whether the link leads to the server that this page is of. */
  readonly isOwn: boolean;
}

/**
 * What the link of an alert's generator says; undefined for a link of another kind.
 *
 * @param base the address of this page, with a slash at its end
 */
export function generatorOf(link: string | undefined, base: string): Generator | undefined {
  if (link === undefined) {
    return undefined;
  }
  let url: URL;
  try {
    url = new URL(link);
  } catch {
    return undefined;
  }
  const expr = url.searchParams.get('g0.expr') ?? '';
  return expr === '' || !/\/graph$/.test(url.pathname) ? undefined : { expr, isOwn: `${url.origin}${url.pathname}` === `${base}prometheus/graph` };
}

/** Whether the labels that a rule gives its alerts are those of the alert; what a template makes of others nobody knows. */
function givesLabels(rule: Rule, labels: Labels): boolean {
  return Object.entries(rule.labels).every(([name, value]) => value.includes('{{') || labels[name] === value);
}

export interface Source {
  /** The rule; undefined if this server has none that makes such an alert. */
  readonly place: RulePlace | undefined;
  /** What can be asked here; undefined if the alert is of another server. */
  readonly expr: string | undefined;
}

const elsewhere: Source = { place: undefined, expr: undefined };

/**
 * Where an alert comes from, if that is this server.
 *
 * @param groups rules with the name of the alert
 */
export function sourceOf(groups: readonly RuleGroup[], labels: Labels, generator: Generator | undefined): Source {
  if (generator === undefined) {
    return elsewhere;
  }
  const candidates = groups
    .flatMap((group) => group.rules.map((rule) => ({ rule, place: { file: group.file, group: group.name, name: rule.name } })))
    .filter(({ rule }) => rule.type === 'alerting' && rule.name === labels['alertname']);
  const same = candidates.filter(({ rule }) => rule.query === generator.expr);
  const fitting = (same.length > 0 ? same : candidates).find(({ rule }) => givesLabels(rule, labels));
  // Servers are reached by several names: the same rule with the same expression is sign enough.
  if (!generator.isOwn && same.length === 0) {
    return elsewhere;
  }
  return { place: (fitting ?? same[0])?.place, expr: generator.expr };
}
