/** Which rules are shown, in which groups, and what is said of them. Pure. */

import { allAlerts, noExpression, ruleKinds, type AlertsAddress, type GraphAddress, type RuleKind } from '../address/address';
import type { Instance, Rule, RuleGroup } from '../evaluator/answers';
import { hasWords, labelName, labelTexts, quoted, sortedLabels, wordsOf } from '../evaluator/seriesName';
import type { Labels } from '../server/answers';

/** All that a rule is; the first is always there. Whether a rule that fails is inactive nobody knows. */
export function kindsOf(rule: Rule): readonly RuleKind[] {
  const kinds: RuleKind[] = [];
  if (rule.type === 'recording') {
    kinds.push('recording');
  } else if (rule.state === 'firing' || rule.state === 'pending') {
    kinds.push(rule.state);
  } else if (rule.health !== 'err') {
    kinds.push('inactive');
  }
  if (rule.health === 'err') {
    kinds.push('failing');
  }
  if (rule.emptySelectors.length > 0) {
    kinds.push('empty');
  }
  return kinds;
}

export type Counts = Readonly<Record<RuleKind, number>>;

function textsOf(group: RuleGroup, rule: Rule): readonly string[] {
  return [
    group.name,
    group.file,
    rule.name,
    rule.query,
    rule.lastError ?? '',
    ...labelTexts(rule.labels),
    ...Object.values(rule.annotations),
    ...rule.alerts.flatMap(({ labels }) => labelTexts(labels)),
  ];
}

export interface Row {
  readonly rule: Rule;
  /** The same for the same rule of the next answer. */
  readonly id: string;
}

export interface Group {
  readonly group: RuleGroup;
  readonly rows: readonly Row[];
}

export interface File {
  readonly file: string;
  readonly groups: readonly Group[];
}

export interface Shown {
  readonly files: readonly File[];
  /** Of the rules that the words leave, whatever kinds are chosen. */
  readonly counts: Counts;
  readonly all: number;
  readonly total: number;
}

/** What the words and kinds of an address leave; groups without any are left out. */
export function shownRules(groups: readonly RuleGroup[], search: string, kinds: readonly RuleKind[]): Shown {
  const words = wordsOf(search);
  const counts: Record<RuleKind, number> = { firing: 0, pending: 0, inactive: 0, recording: 0, failing: 0, empty: 0 };
  const files = new Map<string, Group[]>();
  let all = 0;
  let total = 0;
  for (const group of groups) {
    const rows: Row[] = [];
    group.rules.forEach((rule, index) => {
      all += 1;
      if (words.length > 0 && !hasWords(words, textsOf(group, rule))) {
        return;
      }
      const own = kindsOf(rule);
      own.forEach((kind) => (counts[kind] += 1));
      if (kinds.length === 0 || own.some((kind) => kinds.includes(kind))) {
        rows.push({ rule, id: `${group.file};${group.name};${index};${rule.name}` });
      }
    });
    if (rows.length > 0 || (group.rules.length === 0 && words.length === 0 && kinds.length === 0)) {
      total += rows.length;
      files.set(group.file, [...(files.get(group.file) ?? []), { group, rows }]);
    }
  }
  return { files: [...files].map(([file, inside]) => ({ file, groups: inside })), counts, all, total };
}

/** With the kind switched on or off, in the order in which they are offered. */
export function withKind(kinds: readonly RuleKind[], kind: RuleKind): readonly RuleKind[] {
  return ruleKinds.filter((each) => (each === kind ? !kinds.includes(each) : kinds.includes(each)));
}

/** The alerts that a rule's instances have become, whatever keeps them back. */
export function alertsOf(labels: Labels): AlertsAddress {
  const matchers = sortedLabels(labels).map(([name, value]) => `${labelName(name)}=${quoted(value)}`);
  return { ...allAlerts, filter: `{${matchers.join(',')}}`, silenced: true, inhibited: true, muted: true };
}

export function expressionOf(expr: string): GraphAddress {
  return { ...noExpression, expr };
}

/**
 * How much of its `for` a pending instance has waited, from 0 to 1.
 *
 * @param now milliseconds
 * @param forSeconds of its rule
 */
export function waited(instance: Pick<Instance, 'activeAt'>, forSeconds: number, now: number): number {
  const since = Date.parse(instance.activeAt);
  if (Number.isNaN(since) || forSeconds <= 0) {
    return 1;
  }
  return Math.min(1, Math.max(0, (now - since) / (forSeconds * 1000)));
}

/** Firing ones first, then those that have been active for longest. */
export function byUrgency(instances: readonly Instance[]): readonly Instance[] {
  const rank = ({ state }: Instance): number => (state === 'firing' ? 0 : state === 'pending' ? 1 : 2);
  return instances.toSorted((a, b) => rank(a) - rank(b) || Date.parse(a.activeAt) - Date.parse(b.activeAt));
}

/** A value as people write it: the API's `1e+00` is 1. */
export function plainValue(value: string): string {
  const number = Number(value);
  return value.trim() === '' || Number.isNaN(number) ? value : Math.abs(number) === Infinity ? value : String(number);
}
