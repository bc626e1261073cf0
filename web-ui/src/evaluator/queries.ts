/** What is asked of Prometheus's API, as TanStack queries. Nothing tells of changes there: what is shown is asked for again and again. */

import { queryOptions } from '@tanstack/react-query';
import { get } from '../server/request';
import { names, rules, targets } from './answers';

export const api = 'prometheus/api/v1';

/** Rules are evaluated and targets scraped every few seconds at the soonest. */
const refreshMillis = 5_000;

export function rulesQuery() {
  return queryOptions({
    queryKey: ['evaluator', 'rules'],
    queryFn: async ({ signal }) => (await get(`${api}/rules`, rules, { evaluations: true }, signal)).data.groups,
    refetchInterval: refreshMillis,
  });
}

export function targetsQuery() {
  return queryOptions({
    queryKey: ['evaluator', 'targets'],
    queryFn: async ({ signal }) => (await get(`${api}/targets`, targets, { state: 'any' }, signal)).data,
    refetchInterval: refreshMillis,
  });
}

/** Names come and go seldom. */
const namesMillis = 60_000;
/** More are not offered. */
const namesMax = 10_000;

/**
 * Names of labels, or values of one.
 *
 * @param label undefined for the names
 * @param metric only of series of this name; empty for all
 */
export function namesQuery(label: string | undefined, metric: string) {
  return queryOptions({
    queryKey: ['evaluator', 'names', label, metric],
    queryFn: async ({ signal }) =>
      (
        await get(
          label === undefined ? `${api}/labels` : `${api}/label/${encodeURIComponent(label)}/values`,
          names,
          { limit: namesMax, ...(metric === '' ? {} : { 'match[]': [`{__name__=${JSON.stringify(metric)}}`] }) },
          signal,
        )
      ).data,
    staleTime: namesMillis,
  });
}
