/** What an address of the list of alerts asks of the server. Pure. */

import type { AlertsAddress, AlertView } from '../address/address';
import type { AlertPage, AlertState } from '../server/answers';
import type { AlertSelection } from '../server/queries';

/** The four switches of the address; `active` stands for those that are not processed yet, too. */
export const switches = ['active', 'silenced', 'inhibited', 'muted'] as const;
export type Switch = (typeof switches)[number];

export const statesOfSwitch: Readonly<Record<Switch, readonly AlertState[]>> = {
  active: ['active', 'unprocessed'],
  silenced: ['silenced'],
  inhibited: ['inhibited'],
  muted: ['muted'],
};

/** Alerts of which states are shown. */
export function statesOf(address: AlertsAddress): readonly AlertState[] {
  return switches.filter((each) => address[each]).flatMap((each) => statesOfSwitch[each]);
}

/** Whether the address switches all states off. To the server none means all of them: nothing is to be asked for as a list then. */
export function hasNoState(address: AlertsAddress): boolean {
  return statesOf(address).length === 0;
}

/** What is shown of an answer: nothing where no state is switched on; what each state would show is told all the same. */
export function shownOf<T extends AlertPage>(answer: T, address: AlertsAddress): T {
  return hasNoState(address) ? { ...answer, total: 0, facets: [] } : answer;
}

/** @param filter matchers as the address has them, or others in their place */
export function selectionOf(address: AlertsAddress, filter: string = address.filter): AlertSelection {
  return {
    ...(filter.trim() === '' ? {} : { filter: [filter] }),
    ...(address.search.trim() === '' ? {} : { search: address.search.trim() }),
    ...(address.receiver === '' ? {} : { receiver: address.receiver }),
    state: statesOf(address),
  };
}

/** A change of the address as it is by then. */
export type AddressEdit = (address: AlertsAddress) => AlertsAddress;

/** Whether anything but the states narrows the list. */
export function isNarrowed(address: AlertsAddress): boolean {
  return address.filter.trim() !== '' || address.search.trim() !== '' || address.receiver !== '';
}

/** The address without what narrows it, but for the states. */
export function widened(address: AlertsAddress): AlertsAddress {
  return { ...address, filter: '', search: '', receiver: '' };
}

export interface SortChoice {
  readonly sort: string;
  readonly text: string;
}

/** How groups can be ordered; the first is the server's default. */
export const groupSorts: readonly SortChoice[] = [
  { sort: 'labels', text: 'By name' },
  { sort: 'severity', text: 'Worst first' },
  { sort: '-startsAt', text: 'Latest first' },
  { sort: '-size', text: 'Largest first' },
];

/** How alerts can be ordered where no column says so; the first is the server's default. */
export const alertSorts: readonly SortChoice[] = [
  { sort: '-startsAt', text: 'Newest first' },
  { sort: 'startsAt', text: 'Oldest first' },
  { sort: 'severity', text: 'Worst first' },
  { sort: 'alertname', text: 'By name' },
  { sort: 'state', text: 'By state' },
];

const alertSort = /^-?(startsAt|alertname|severity|state|label:.+)$/s;

/** The order for a view; the default where the address asks for one that the view does not have. */
export function sortFor(view: AlertView, sort: string): string {
  if (view === 'cards') {
    return groupSorts.some((each) => each.sort === sort) ? sort : 'labels';
  }
  return alertSort.test(sort) ? sort : '-startsAt';
}

/** What a click on the head of a column asks for: upwards, then downwards. */
export function nextSort(current: string, column: string, downFirst: boolean): string {
  const up = column;
  const down = `-${column}`;
  const [first, second] = downFirst ? [down, up] : [up, down];
  return current === first ? second : first;
}

/** A receiver's name as the regular expression that the address holds. */
export { regexQuoted as receiverPattern } from '../matchers/matchers';
