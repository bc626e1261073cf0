/** Which silence what is selected asks for. Pure. */

import { newSilence, type SilenceFormAddress } from '../address/address';
import { anyOf, equalTo, matchersText, type WrittenMatcher } from '../matchers/matchers';
import type { Alert, AlertGroup, Labels } from '../server/answers';
import { countOf, type Chosen, type WholeGroup } from './chosen';

/** A label with more values than these says little, and would make a silence that nobody can read. */
export const mostAlternatives = 20;

function valueOf(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
}

/**
 * Matchers that match all of the alerts: what they have in common as it is, and for each label that differs any of its values. A
 * label that some lack has the empty value there, as everywhere in matching. What has too many values is left out.
 *
 * @param groups what all alerts of whole groups have in common; of their other labels nothing is known, so that nothing is asked
 */
export function matchersFor(alerts: readonly Pick<Alert, 'labels'>[], groups: readonly Labels[] = []): readonly WrittenMatcher[] {
  const all = [...alerts.map(({ labels }) => labels), ...groups];
  const names = [...new Set(all.flatMap((labels) => Object.keys(labels)))].sort();
  return names
    .filter((name) => groups.every((labels) => Object.hasOwn(labels, name)))
    .map((name) => [name, [...new Set(all.map((labels) => valueOf(labels, name)))]] as const)
    .filter(([, values]) => values.length <= mostAlternatives)
    .map(([name, values]) => anyOf(name, values));
}

/** What all alerts of a group have in common, the labels that name it among it: they alone may match alerts of other groups, too. */
export function groupIdentity(group: Pick<AlertGroup, 'labels' | 'shared'>): Labels {
  return Object.fromEntries(Object.entries({ ...group.labels, ...group.shared }).filter(([, value]) => value !== ''));
}

export function silenceOf(matchers: readonly WrittenMatcher[]): SilenceFormAddress {
  return { ...newSilence, filter: matchersText(matchers) };
}

/** The form is told the group, so that it can say what else the silence matches: labels can be those of other groups, too. */
export function silenceOfGroup(group: Pick<AlertGroup, 'labels' | 'shared' | 'key' | 'receiver' | 'total'>): SilenceFormAddress {
  const form = silenceOf(equalTo(groupIdentity(group)));
  // Only the groups of routes can be asked for.
  return group.key === undefined ? { ...form, fromCount: group.total } : { ...form, fromGroup: group.key, fromReceiver: group.receiver ?? '' };
}

/**
 * A silence for all that is selected. Whole groups count by what they have in common, however many alerts of them are known; beside single
 * alerts only those do of which not all alerts are known, as what the others have in common says too little of the single ones.
 */
export function silenceOfChosen(chosen: Chosen): SilenceFormAddress {
  const { alerts } = chosen;
  const groups = [...chosen.groups.values()];
  const outside = without(alerts, groups);
  const [whole] = groups;
  if (whole !== undefined && groups.length === 1 && outside.length === 0) {
    return silenceOfGroup(whole.group);
  }
  const counted = outside.length === 0 ? groups : groups.filter(({ known, total }) => known.length < total);
  const form = silenceOf(matchersFor(without(alerts, counted), counted.map(({ group }) => groupIdentity(group))));
  return { ...form, fromCount: countOf(chosen) };
}

function without(alerts: Chosen['alerts'], groups: readonly WholeGroup[]): readonly Alert[] {
  const inGroups = new Set(groups.flatMap(({ known }) => known));
  return [...alerts.values()].filter(({ fingerprint }) => !inGroups.has(fingerprint));
}
