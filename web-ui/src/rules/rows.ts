/** Which rules are shown, in which groups, and what is said of them. Pure. */

import { allAlerts, ruleKinds, type AlertsAddress, type RuleKind, type RulesAddress } from '../address/address';
import type { Instance, Rule, RuleGroup } from '../evaluator/answers';
import type { RulePlace } from '../evaluator/queries';
import { hasWords, labelName, labelTexts, quoted, sortedLabels, wordsOf } from '../evaluator/seriesName';

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
  ];
}

/** All that the line of a rule says, as a text that is another when something of it is. */
export function lineOf(rule: Rule): string {
  return JSON.stringify([rule.name, rule.query, kindsOf(rule), rule.alertCounts.firing, rule.alertCounts.pending]);
}

export interface Row {
  readonly rule: Rule;
  readonly place: RulePlace;
  /** Which of the rules of its name it is in its group. */
  readonly nth: number;
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

/** What an address leaves of all rules. */
export type Choice = Omit<RulesAddress, 'screen'>;

/** What an address leaves; groups without any are left out. */
export function shownRules(groups: readonly RuleGroup[], { search, kind: kinds, rule: only, group: onlyGroup, file: onlyFile }: Choice): Shown {
  const words = wordsOf(search);
  const isNarrowed = words.length > 0 || kinds.length > 0 || only !== '';
  const counts: Record<RuleKind, number> = { firing: 0, pending: 0, inactive: 0, recording: 0, failing: 0, empty: 0 };
  const files = new Map<string, Group[]>();
  let all = 0;
  let total = 0;
  for (const group of groups) {
    const rows: Row[] = [];
    const isAsked = (onlyGroup === '' || group.name === onlyGroup) && (onlyFile === '' || group.file === onlyFile);
    const seen = new Map<string, number>();
    group.rules.forEach((rule) => {
      all += 1;
      const nth = seen.get(rule.name) ?? 0;
      seen.set(rule.name, nth + 1);
      if (!isAsked || (only !== '' && rule.name !== only) || (words.length > 0 && !hasWords(words, textsOf(group, rule)))) {
        return;
      }
      const own = kindsOf(rule);
      own.forEach((kind) => (counts[kind] += 1));
      if (kinds.length === 0 || own.some((kind) => kinds.includes(kind))) {
        const place = { file: group.file, group: group.name, name: rule.name };
        rows.push({ rule, place, nth, id: JSON.stringify([place, nth]) });
      }
    });
    if (rows.length > 0 || (group.rules.length === 0 && isAsked && !isNarrowed)) {
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

/** The alert that a rule's instance has become, whatever keeps it back. */
export function alertOf({ labels, fingerprint }: Pick<Instance, 'labels' | 'fingerprint'>): AlertsAddress {
  // Relabelling may have changed other labels on the way; the fingerprint is of those that the alert has then.
  const matchers = sortedLabels(labels)
    .filter(([name]) => fingerprint === undefined || name === 'alertname')
    .map(([name, value]) => `${labelName(name)}=${quoted(value)}`);
  return { ...allAlerts, filter: `{${matchers.join(',')}}`, silenced: true, inhibited: true, muted: true, open: fingerprint ?? '' };
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
