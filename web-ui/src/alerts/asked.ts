/** What the list of alerts asks the server for. */

import type { QueryClient } from '@tanstack/react-query';
import { viewOf, type AlertsAddress, type AlertView } from '../address/address';
import { alertsQuery, groupsQuery, type AlertSelection } from '../server/queries';
import { hasNoState, selectionOf, sortFor } from './selection';

/** How many groups, and how many alerts, a page of the list has. */
export const groupsInPage = 20;
export const alertsInPage = 100;
/** Alerts that come with their group. */
export const firstInCard = 5;

/** The labels that somebody chose to group by; none stands for the groups of the routes. */
const routesOwn: readonly string[] = [];

export function groupingOf(address: AlertsAddress, view: AlertView): readonly string[] {
  return address.customGrouping && view === 'cards' ? address.group : routesOwn;
}

/** The counts of all that is listed, and by which labels it can be narrowed down. */
export function headerQuery(selection: AlertSelection) {
  return alertsQuery(selection, { limit: 0, facets: true });
}

/** A page of groups. Nothing stands in for it while it is waited for: places of another list say nothing. */
export function groupPageQuery(selection: AlertSelection, by: readonly string[], sort: string, offset: number) {
  const { placeholderData: none, ...query } = groupsQuery(selection, { by, sort, offset, limit: groupsInPage, alerts: firstInCard });
  return query;
}

/** A page of alerts; as {@link groupPageQuery}. */
export function alertPageQuery(selection: AlertSelection, sort: string, offset: number) {
  const { placeholderData: none, ...query } = alertsQuery(selection, { sort, offset, limit: alertsInPage });
  return query;
}

/** Asks for what the screen is going to ask for, so that the server works while the page is still being made. */
export function askAhead(client: QueryClient, address: AlertsAddress, preferred: AlertView): void {
  const view = viewOf(address, preferred);
  const selection = selectionOf(address);
  const sort = sortFor(view, address.sort);
  if (hasNoState(address)) {
    // No list is going to be shown.
  } else if (view === 'cards') {
    void client.prefetchQuery(groupPageQuery(selection, groupingOf(address, view), sort, 0));
  } else {
    void client.prefetchQuery(alertPageQuery(selection, sort, 0));
  }
  void client.prefetchQuery(headerQuery(selection));
}
