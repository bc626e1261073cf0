/**
 * The server's answers as TanStack queries. Keys begin with the token of {@link Tokens} that makes them stale. What a busy server would have
 * asked for all the time, though it is seldom another, has a key of its own and a sign or a pace instead.
 */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  alertPage,
  cluster,
  completions,
  groupPage,
  historyPage,
  me,
  silencePage,
  status,
  type AlertState,
  type SilenceState,
  type Status,
} from './answers';
import { get, type Parameters } from './request';

const own = 'api/tocsin/v1';

const slowMillis = 60_000;

/** What a list of alerts is narrowed to. */
export interface AlertSelection {
  readonly filter?: readonly string[];
  readonly search?: string;
  readonly receiver?: string;
  readonly state?: readonly AlertState[];
  readonly fingerprint?: readonly string[];
  readonly group?: string;
  readonly groupReceiver?: string;
  readonly silence?: string;
}

export interface Page {
  readonly sort?: string;
  readonly offset?: number;
  readonly limit?: number;
}

function parameters(selection: AlertSelection, rest: Parameters): Parameters {
  const { search, ...others } = selection;
  return { ...others, ...(search === undefined || search.trim() === '' ? {} : { search }), ...rest };
}

export function alertsQuery(selection: AlertSelection, page: Page & { readonly facets?: boolean } = {}) {
  return queryOptions({
    queryKey: ['alerts', 'list', selection, page],
    queryFn: ({ signal }) => get(`${own}/alerts`, alertPage, parameters(selection, { ...page }), signal),
    placeholderData: keepPreviousData,
  });
}

export function groupsQuery(
  selection: AlertSelection,
  page: Page & { readonly facets?: boolean; readonly by?: readonly string[]; readonly alerts?: number } = {},
) {
  return queryOptions({
    queryKey: ['alerts', 'groups', selection, page],
    queryFn: ({ signal }) => get(`${own}/alert-groups`, groupPage, parameters(selection, { ...page }), signal),
    placeholderData: keepPreviousData,
  });
}

export function completionsQuery(text: string, cursor: number, filter: readonly string[] = []) {
  return queryOptions({
    queryKey: ['completions', text, cursor, filter],
    queryFn: ({ signal }) => get(`${own}/completions`, completions, { text, cursor, filter }, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    refetchInterval: slowMillis,
  });
}

/** Which matchers a text stands for. Apart from the completions of the same text, which are given up for those of the next one. */
export function readingQuery(text: string) {
  return queryOptions({
    queryKey: ['reading', text],
    queryFn: () => get(`${own}/completions`, completions, { text, cursor: text.length }),
    staleTime: 5_000,
  });
}

export interface SilenceSelection {
  readonly state?: readonly SilenceState[];
  readonly search?: string;
  readonly creator?: readonly string[];
  readonly filter?: readonly string[];
  readonly id?: readonly string[];
  readonly alert?: string;
}

export function silencesQuery(selection: SilenceSelection, page: Page = {}) {
  return queryOptions({
    // Stale with the alerts, too: how many a silence matches.
    queryKey: ['silences', 'list', selection, page],
    queryFn: ({ signal }) => get(`${own}/silences`, silencePage, { ...selection, ...page }, signal),
    placeholderData: keepPreviousData,
  });
}

/** Without the text of the configuration: every page asks for this whenever the server's status changes. */
export function statusQuery() {
  return queryOptions({
    queryKey: ['status', 'server'],
    queryFn: ({ signal }) => get(`${own}/status`, status, { original: false }, signal),
  });
}

/** The text of the configuration in force, with its secrets masked; the hash and the time of loading say when it is another. */
export function configurationQuery({ hash, loadedAt }: Pick<Status['configuration'], 'hash' | 'loadedAt'>) {
  return queryOptions({
    queryKey: ['configuration', hash, loadedAt],
    queryFn: async ({ signal }) => (await get(`${own}/status`, status, {}, signal)).configuration.original ?? '',
    placeholderData: keepPreviousData,
  });
}

/** No event tells of everything about members, such as clocks that drift. */
const clusterMillis = 15_000;

export function clusterQuery() {
  return queryOptions({
    queryKey: ['status', 'cluster'],
    queryFn: ({ signal }) => get(`${own}/cluster`, cluster, {}, signal),
    refetchInterval: clusterMillis,
  });
}

export function meQuery() {
  return queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => get(`${own}/me`, me, {}, signal), staleTime: 60_000 });
}

export interface HistorySelection {
  readonly alert?: string;
  readonly silence?: string;
  readonly receiver?: string;
  readonly kind?: readonly string[];
  readonly limit?: number;
  /** `asked`: of the alerts of a group only the one that is asked for is listed. */
  readonly members?: 'all' | 'asked';
}

export function historyQuery(selection: HistorySelection & { readonly before?: number }) {
  return queryOptions({
    queryKey: ['history', 'one', selection],
    queryFn: ({ signal }) => get(`${own}/history`, historyPage, { ...selection }, signal),
    refetchInterval: slowMillis,
  });
}

const historyPageSize = 25;

/** All histories a page at a time, for who knows that there is something new: all pages are asked for one after the other. */
export const historyPagesKey = ['history', 'pages'] as const;

/** The history a page at a time, newest first. */
export function historyPagesQuery(selection: HistorySelection) {
  return infiniteQueryOptions({
    queryKey: [...historyPagesKey, selection],
    queryFn: ({ signal, pageParam }) =>
      get(`${own}/history`, historyPage, { limit: historyPageSize, ...selection, ...(pageParam === 0 ? {} : { before: pageParam }) }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    refetchInterval: slowMillis,
  });
}
