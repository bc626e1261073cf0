/** The alerts of one group, beyond those that come with it. Pure but for the type of the query. */

import { equal, matchersText } from '../matchers/matchers';
import type { Alert, AlertGroup } from '../server/answers';
import { alertsQuery, type AlertSelection } from '../server/queries';

/** So many are shown in its card at most; all are in the table. */
export const mostInCard = 100;
/** So many are selected at once at most; the server gives no more in one answer. */
export const mostSelected = 1000;

/** Many open cards are not asked for at each change: what they show first comes with the groups. */
const membersPaceMillis = 5_000;

/** Labels that all members have and nothing else has, if the page asked for the grouping; the server leaves out what is empty. */
export function groupLabels(group: Pick<AlertGroup, 'labels'>, by: readonly string[]): readonly (readonly [string, string])[] {
  return by.map((name) => [name, Object.hasOwn(group.labels, name) ? (group.labels[name] ?? '') : ''] as const);
}

/** Narrows a selection to the members of one of its groups. */
export function membersOf(selection: AlertSelection, group: AlertGroup, by: readonly string[]): AlertSelection {
  if (group.key !== undefined) {
    return { ...selection, group: group.key, ...(group.receiver === undefined ? {} : { groupReceiver: group.receiver }) };
  }
  return { ...selection, filter: [...(selection.filter ?? []), matchersText(groupLabels(group, by).map(([name, value]) => equal(name, value)))] };
}

export function membersQuery(selection: AlertSelection, group: AlertGroup, by: readonly string[], limit: number) {
  const { placeholderData: none, ...query } = alertsQuery(membersOf(selection, group, by), { sort: 'severity', limit });
  return { ...query, meta: { paceMillis: membersPaceMillis } };
}

/** Those that came with the group and the others, each once. */
export function allInCard(group: AlertGroup, members: readonly Alert[] | undefined): readonly Alert[] {
  if (members === undefined) {
    return group.alerts;
  }
  const known = new Set(group.alerts.map((each) => each.fingerprint));
  return [...group.alerts, ...members.filter((each) => !known.has(each.fingerprint))];
}
