import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../parts/Failure';
import { Loading } from '../parts/Loading';
import type { HistoryEntry } from '../server/answers';
import { historyQuery } from '../server/queries';
import { Trail } from './Trail';

const first = 20;
const most = 1_000;

/** The entries about a silence, newest first; undefined until they are known. */
export function useTrail(id: string, limit = first) {
  return useQuery({
    ...historyQuery({ silence: id, limit }),
    // While more of the same are fetched.
    placeholderData: (before) => before,
  });
}

/** What the server remembers of a silence. */
export function History({ id, none }: { readonly id: string; readonly none: string }) {
  const [limit, setLimit] = useState(first);
  const { data, error, refetch } = useTrail(id, limit);
  const entries: readonly HistoryEntry[] = data?.entries ?? [];
  if (error !== null && data === undefined) {
    return <Failure title="The history cannot be shown" error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) {
    return <Loading what="the history" />;
  }
  if (entries.length === 0) {
    return <p className="quiet">{none}</p>;
  }
  const hasMore = data.next !== undefined && limit < most;
  return <Trail id={id} entries={entries} onMore={hasMore ? () => setLimit(Math.min(most, limit * 5)) : undefined} />;
}
