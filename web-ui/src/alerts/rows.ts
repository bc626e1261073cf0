/** What a row of the list says of an alert. Pure. */

import { labelPairs } from '../matchers/matchers';
import { visibleLine, visibleText } from '../parts/visible';
import type { Alert, AlertGroup, AlertState, Labels, StateCounts } from '../server/answers';
import { alertStates } from '../server/answers';

type Pairs = readonly (readonly [string, string])[];

export function nameOf(alert: Pick<Alert, 'labels'>): string {
  const name = Object.hasOwn(alert.labels, 'alertname') ? alert.labels['alertname'] : undefined;
  return name === undefined || name === '' ? '(no alertname)' : visibleLine(name);
}

/** The labels that tell an alert from the others: neither its name and severity, which stand apart, nor what all have in common. */
export function differingLabels(alert: Pick<Alert, 'labels'>, shared: Labels = {}): Pairs {
  return labelPairs(alert.labels, shared).filter(([name]) => name !== 'alertname' && name !== 'severity');
}

/**
 * The names of labels that tell alerts apart, those with the most values first: what is worth reading first in a short line. With
 * `isAll`, what all of them have in common is left out.
 */
export function tellingLabels(alerts: readonly Pick<Alert, 'labels'>[], isAll: boolean): readonly string[] {
  const values = new Map<string, Set<string>>();
  for (const { labels } of alerts) {
    for (const [name, value] of Object.entries(labels)) {
      const known = values.get(name) ?? new Set();
      values.set(name, known.add(value));
    }
  }
  const isShared = (name: string, count: number): boolean =>
    isAll && alerts.length > 1 && count === 1 && alerts.every(({ labels }) => Object.hasOwn(labels, name));
  return [...values]
    .filter(([name, { size }]) => !isShared(name, size))
    .sort(([a, { size: some }], [b, { size: others }]) => others - some || (a < b ? -1 : 1))
    .map(([name]) => name);
}

/** The labels of an alert in the order of `names`, without its name and severity, which stand apart. */
export function tellingPairs(alert: Pick<Alert, 'labels'>, names: readonly string[]): Pairs {
  return names
    .filter((name) => name !== 'alertname' && name !== 'severity' && Object.hasOwn(alert.labels, name))
    .map((name) => [name, alert.labels[name] ?? ''] as const);
}

/** The text, or its beginning, so long as somebody listens to or reads in a tip. */
export function shortened(text: string, most = 200): string {
  const letters = text.length > most ? [...text.slice(0, most + 1)] : [];
  return visibleText(letters.length === 0 ? text : `${letters.slice(0, -1).join('')}…`);
}

/** What names an alert for somebody who hears only the name: `HighErrorRate, instance web1, job api`. */
export function spokenName(alert: Pick<Alert, 'labels'>, shared: Labels = {}): string {
  const rest = differingLabels(alert, shared).slice(0, 4);
  return [shortened(nameOf(alert)), ...rest.map(([name, value]) => `${name} ${shortened(value)}`)].join(', ');
}

const summaries = ['summary', 'description', 'message'];

/** The annotation that says best what is the matter; none that is shared. */
export function summaryOf(annotations: Labels, shared: Labels = {}): string | undefined {
  for (const name of summaries) {
    const text = Object.hasOwn(annotations, name) ? annotations[name]?.trim() : undefined;
    if (text !== undefined && text !== '') {
      return Object.hasOwn(shared, name) && shared[name] === annotations[name] ? undefined : visibleText(text);
    }
  }
  return undefined;
}

/** What a group is called: its alertname, else its labels, else its receiver. */
export function groupTitle(group: Pick<AlertGroup, 'labels' | 'shared' | 'receiver'>): string {
  const name = Object.hasOwn(group.labels, 'alertname') ? group.labels['alertname'] : undefined;
  if (name !== undefined && name !== '') {
    return visibleLine(name);
  }
  const named = labelPairs(group.labels).filter(([, value]) => value !== '');
  return visibleLine(named.length > 0 ? named.map(([label, value]) => `${label}: ${value}`).join(', ') : (group.receiver ?? 'Alerts'));
}

/** How many alerts of a group are in which state, those with any. */
export function countedStates(states: StateCounts): readonly (readonly [AlertState, number])[] {
  return alertStates.filter((each) => states[each] > 0).map((each) => [each, states[each]] as const);
}

/** The one state that the alerts of a group are in, of those that are shown (none: all); undefined where they differ. */
export function commonState(states: StateCounts, shown: readonly AlertState[]): AlertState | undefined {
  const counted = countedStates(states).filter(([state]) => shown.length === 0 || shown.includes(state));
  return counted.length === 1 ? counted[0]?.[0] : undefined;
}

/** How a group is known between answers: it has a key and a receiver, or only labels where the page asked for the grouping. */
export function groupId(group: Pick<AlertGroup, 'key' | 'receiver' | 'labels'>): string {
  return JSON.stringify([group.receiver ?? '', group.key ?? labelPairs(group.labels)]);
}

/** Which alerts stand where in a group's card, and whether there are more. */
export function groupPlaces(group: AlertGroup): string {
  return [groupId(group), group.total > group.alerts.length, ...group.alerts.map((each) => each.fingerprint)].join(' ');
}

/** The earliest of some moments, in milliseconds; undefined if there is none. */
export function earliest(moments: readonly (string | undefined)[]): number | undefined {
  const known = moments.flatMap((each) => (each === undefined ? [] : [Date.parse(each)])).filter((each) => !Number.isNaN(each));
  return known.length === 0 ? undefined : Math.min(...known);
}
