/** The part of a long list of silences that is looked at. */

import { useQueries, type QueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Silence, SilencePage } from '../server/answers';
import { silencesQuery, type SilenceSelection } from '../server/queries';

const pageSize = 100;
/** The most that the server answers at once. */
const pageMax = 1_000;

/** First and last index of the rows that are drawn. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

export interface Rows {
  /** How many there are, of which states, by whom; of the newest answer. */
  readonly header: SilencePage;
  /** Undefined for a row that has not been fetched yet. */
  readonly at: (index: number) => Silence | undefined;
}

export interface RowsQuery {
  readonly rows: Rows | undefined;
  readonly error: Error | null;
  /** Whether `rows` are those of another selection, until these have come. */
  readonly isOld: boolean;
  readonly retry: () => void;
}

/** Which pages hold the rows of a window. */
export function pagesOf({ first, last }: Window): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.max(from, Math.floor(last / pageSize));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function pageQuery(selection: SilenceSelection, sort: string, page: number) {
  const range = { offset: page * pageSize, limit: pageSize, ...(sort === '' ? {} : { sort }) };
  // Another page's rows must not stand in for this one's.
  const { placeholderData: _, ...query } = silencesQuery(selection, range);
  return query;
}

/** Asks for the pages that are looked at and for no others, so that what changes is cheap to keep up with. */
export function useRows(selection: SilenceSelection, sort: string, window: Window): RowsQuery {
  const pages = pagesOf(window);
  const answers = useQueries({ queries: pages.map((page) => pageQuery(selection, sort, page)) });
  const [kept, setKept] = useState<Rows>();

  const loaded = useSame(pages.map((page, index) => [page, answers[index]?.data] as const));
  const current = useMemo(() => rowsOf(loaded), [loaded]);
  if (current !== undefined && current !== kept) {
    setKept(current);
  }
  return {
    rows: current ?? kept,
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    isOld: current === undefined && kept !== undefined,
    retry: () => answers.forEach(({ refetch }) => void refetch()),
  };
}

type Loaded = readonly (readonly [page: number, answer: SilencePage | undefined])[];

/** The same list for as long as the same answers are in it. */
function useSame(list: Loaded): Loaded {
  const [before, setBefore] = useState(list);
  const isSame =
    list.length === before.length && list.every(([page, answer], index) => page === before[index]?.[0] && answer === before[index]?.[1]);
  if (!isSame) {
    setBefore(list);
  }
  return isSame ? before : list;
}

function rowsOf(loaded: Loaded): Rows | undefined {
  const byPage = new Map(loaded);
  const header = loaded.find(([, answer]) => answer !== undefined)?.[1];
  return header === undefined
    ? undefined
    : { header, at: (index) => byPage.get(Math.floor(index / pageSize))?.silences[index % pageSize] };
}

/** All rows from one to another, in both directions, also those that are not drawn. */
export async function fetchBetween(
  client: QueryClient,
  selection: SilenceSelection,
  sort: string,
  from: number,
  to: number,
): Promise<readonly Silence[]> {
  const last = Math.max(from, to);
  const found: Silence[] = [];
  for (let offset = Math.min(from, to); offset <= last; offset += pageMax) {
    const range = { offset, limit: Math.min(pageMax, last - offset + 1), ...(sort === '' ? {} : { sort }) };
    found.push(...(await client.fetchQuery({ ...silencesQuery(selection, range), staleTime: 0 })).silences);
  }
  return found;
}
