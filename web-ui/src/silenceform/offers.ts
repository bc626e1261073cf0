/** Which labels the form offers to narrow a silence. Pure. */

import type { AlertPage } from '../server/answers';
import type { Row } from './rows';

export interface Offer {
  readonly name: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

const most = 6;

/**
 * Labels of the affected alerts that no other matcher is about: those in which they differ, and where all of them are known those
 * that they share.
 */
export function offersOf(rows: readonly Row[], page: AlertPage | undefined): readonly Offer[] {
  if (page === undefined || page.total === 0) {
    return [];
  }
  const taken = new Set(rows.filter(({ isOn }) => isOn).map(({ name }) => name.trim()));
  const differing = page.facets.map(({ name, values }) => ({ name, values }));
  const known = new Set(differing.map(({ name }) => name));
  return [...differing, ...sharedBy(page).filter(({ name }) => !known.has(name))].filter(({ name }) => !taken.has(name)).slice(0, most);
}

function sharedBy({ alerts, total }: AlertPage): readonly Offer[] {
  const [first] = alerts;
  if (first === undefined || alerts.length < total) {
    return [];
  }
  return Object.entries(first.labels)
    .filter(([name, value]) => alerts.every(({ labels }) => Object.hasOwn(labels, name) && labels[name] === value))
    .map(([name, value]) => ({ name, values: [{ value, count: total }] }));
}
