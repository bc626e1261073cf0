/** What is asked of Prometheus's API, as TanStack queries. Nothing tells of changes there: what is shown is asked for again and again. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../server/request';
import { names, rules, targets } from './answers';

export const api = 'prometheus/api/v1';

/** Rules are evaluated and targets scraped every few seconds at the soonest. */
const refreshMillis = 5_000;

/** All rules, without what only an opened one shows: there may be thousands, and tens of thousands of alerts. */
export function rulesQuery() {
  return queryOptions({
    queryKey: ['evaluator', 'rules'],
    queryFn: async ({ signal }) => (await get(`${api}/rules`, rules, { exclude_alerts: true, counts: true }, signal)).data.groups,
    refetchInterval: refreshMillis,
  });
}

/** Where rules stand; several of one group may have the same name. */
export interface RulePlace {
  readonly file: string;
  readonly group: string;
  readonly name: string;
}

/**
 * All about the rules of one name in a group.
 *
 * @param alertsMost how many alerts of each, the most urgent
 */
export function ruleQuery({ file, group, name }: RulePlace, alertsMost: number) {
  return queryOptions({
    queryKey: ['evaluator', 'rule', file, group, name, alertsMost],
    queryFn: async ({ signal }) =>
      (
        await get(
          `${api}/rules`,
          rules,
          { evaluations: true, counts: true, alert_limit: alertsMost, 'file[]': [file], 'rule_group[]': [group], 'rule_name[]': [name] },
          signal,
        )
      ).data.groups.flatMap((each) => each.rules),
    refetchInterval: refreshMillis,
    placeholderData: keepPreviousData,
  });
}

/** Rules come and go with reloads only. */
const rulesOfNameMillis = 60_000;

/** The rules that make alerts of this name, without those. */
export function rulesOfNameQuery(name: string) {
  return queryOptions({
    queryKey: ['evaluator', 'rules of name', name],
    queryFn: async ({ signal }) =>
      (await get(`${api}/rules`, rules, { type: 'alert', exclude_alerts: true, 'rule_name[]': [name] }, signal)).data.groups,
    staleTime: rulesOfNameMillis,
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
