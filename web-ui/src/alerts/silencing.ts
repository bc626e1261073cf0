/** Which silence what is selected asks for. Pure. */

import { newSilence, type SilenceFormAddress } from '../address/address';
import { anyOf, equalTo, matchersText, type WrittenMatcher } from '../matchers/matchers';
import type { Alert, AlertGroup, Labels } from '../server/answers';

/**
 * Matchers that match all of the alerts: what they have in common as it is, and for each label that differs any of its values. A
 * label that some lack has the empty value there, as everywhere in matching.
 */
export function matchersFor(alerts: readonly Pick<Alert, 'labels'>[]): readonly WrittenMatcher[] {
  const names = [...new Set(alerts.flatMap(({ labels }) => Object.keys(labels)))].sort();
  return names.map((name) => anyOf(name, alerts.map(({ labels }) => (Object.hasOwn(labels, name) ? (labels[name] ?? '') : ''))));
}

/** The labels that name a group; where it is grouped by none, what its alerts have in common. */
export function groupIdentity(group: Pick<AlertGroup, 'labels' | 'shared'>): Labels {
  return Object.values(group.labels).some((value) => value !== '') ? group.labels : group.shared;
}

export function silenceOf(matchers: readonly WrittenMatcher[]): SilenceFormAddress {
  return { ...newSilence, filter: matchersText(matchers) };
}

export function silenceOfGroup(group: Pick<AlertGroup, 'labels' | 'shared'>): SilenceFormAddress {
  return silenceOf(equalTo(groupIdentity(group)));
}
