/** Which alerts are selected: single ones, and whole groups, of which the page may know only the first. Pure. */

import type { Address } from '../address/address';
import type { Alert, AlertGroup } from '../server/answers';

export interface WholeGroup {
  readonly group: AlertGroup;
  /** The fingerprints of its alerts that are known, and thus marked. */
  readonly known: readonly string[];
  /** How many alerts it had when it was selected. */
  readonly total: number;
}

export interface Chosen {
  /** By their fingerprints, with those of whole groups that are known. */
  readonly alerts: ReadonlyMap<string, Alert>;
  /** By their ids, see `groupId`. */
  readonly groups: ReadonlyMap<string, WholeGroup>;
}

export const noneChosen: Chosen = { alerts: new Map(), groups: new Map() };

/** Whether what is selected stays so while an address is shown: the list itself, and the form that a selection leads to. */
export function keepsChosen({ screen }: Pick<Address, 'screen'>): boolean {
  return screen === 'alerts' || screen === 'silence-form';
}

export function withAlerts(chosen: Chosen, alerts: readonly Alert[]): Chosen {
  return { ...chosen, alerts: new Map([...chosen.alerts, ...alerts.map((each) => [each.fingerprint, each] as const)]) };
}

function withoutAlerts(chosen: Chosen, fingerprints: readonly string[]): Chosen {
  const gone = new Set(fingerprints);
  return {
    alerts: new Map([...chosen.alerts].filter(([fingerprint]) => !gone.has(fingerprint))),
    // A group without one of its alerts is no longer whole.
    groups: new Map([...chosen.groups].filter(([, { known }]) => !known.some((each) => gone.has(each)))),
  };
}

export function toggledAlert(chosen: Chosen, alert: Alert): Chosen {
  return chosen.alerts.has(alert.fingerprint) ? withoutAlerts(chosen, [alert.fingerprint]) : withAlerts(chosen, [alert]);
}

/** @param alerts those of its alerts that are known, of `total` */
export function withGroup(chosen: Chosen, id: string, group: AlertGroup, alerts: readonly Alert[], total: number): Chosen {
  if (alerts.length === 0) {
    return chosen;
  }
  const known = alerts.map((each) => each.fingerprint);
  return { ...withAlerts(chosen, alerts), groups: new Map(chosen.groups).set(id, { group, known, total }) };
}

export function withoutGroup(chosen: Chosen, id: string, group: AlertGroup): Chosen {
  const came = group.alerts.map((each) => each.fingerprint);
  const { alerts, groups } = withoutAlerts(chosen, [...(chosen.groups.get(id)?.known ?? []), ...came]);
  return { alerts, groups: new Map([...groups].filter(([other]) => other !== id)) };
}

/** How much of a group is selected, as far as the alerts tell that came with it. */
export function shareOf(chosen: Chosen, id: string, group: AlertGroup): 'all' | 'some' | 'none' {
  const count = group.alerts.filter((each) => chosen.alerts.has(each.fingerprint)).length;
  if (chosen.groups.has(id) || (count > 0 && count === group.total)) {
    return 'all';
  }
  return count > 0 ? 'some' : 'none';
}

/** How many alerts are selected. */
export function countOf(chosen: Chosen): number {
  return chosen.alerts.size + unmarkedOf(chosen);
}

/** How many alerts are selected without being marked: those of large groups that the page does not know. */
export function unmarkedOf(chosen: Chosen): number {
  return [...chosen.groups.values()].reduce((sum, { total, known }) => sum + Math.max(0, total - known.length), 0);
}
