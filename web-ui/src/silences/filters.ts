/** What the address of the list asks the server for. Pure. */

import { silenceStates, type SilenceState } from '../server/answers';
import type { SilencesAddress } from '../address/address';
import type { SilenceSelection } from '../server/queries';

const usualStates: readonly SilenceState[] = ['active', 'pending'];

export function selectionOf({ state, search, creator, filter }: SilencesAddress): SilenceSelection {
  return {
    state: shownStates(state),
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(creator === '' ? {} : { creator: [creator] }),
    ...(filter.trim() === '' ? {} : { filter: [filter.trim()] }),
  };
}

/** Those of an address; it says nothing for the usual ones. */
export function shownStates(state: readonly SilenceState[]): readonly SilenceState[] {
  return state.length === 0 ? usualStates : state;
}

/** With a state shown or no more shown. The last one stays: a list of nothing helps nobody. */
export function withState(state: readonly SilenceState[], changed: SilenceState): readonly SilenceState[] {
  const shown = shownStates(state);
  const next = silenceStates.filter((each) => (each === changed) !== shown.includes(each));
  const isUsual = next.length === usualStates.length && usualStates.every((each) => next.includes(each));
  return next.length === 0 ? state : isUsual ? [] : next;
}

/** Whether anything narrows the list but its states. */
export function isNarrowed({ search, creator, filter }: SilencesAddress): boolean {
  return search.trim() !== '' || creator !== '' || filter.trim() !== '';
}

export const sortKeys = ['state', 'matched', 'createdBy', 'startsAt', 'endsAt'] as const;
export type SortKey = (typeof sortKeys)[number];

/** By the end where the address says nothing. */
export function sortOf(sort: string): { readonly key: SortKey | undefined; readonly isDescending: boolean } {
  const name = sort.replace(/^-/, '');
  return { key: sort === '' ? 'endsAt' : sortKeys.find((each) => each === name), isDescending: sort.startsWith('-') };
}

/** The sort after a click on a column: it, then it the other way around. Most matches first are what one looks for. */
export function nextSort(sort: string, key: SortKey): string {
  const current = sortOf(sort);
  const isDescending = current.key === key ? !current.isDescending : key === 'matched';
  const next = `${isDescending ? '-' : ''}${key}`;
  return next === 'endsAt' ? '' : next;
}
