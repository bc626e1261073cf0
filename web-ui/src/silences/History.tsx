import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../parts/Failure';
import { Loading } from '../parts/Loading';
import type { HistoryEntry } from '../server/answers';
import { historyQuery } from '../server/queries';
import { Trail } from './Trail';
import { makerOf } from './trail';

const first = 20;
const most = 1_000;
const changesMax = 100;

interface Props {
  readonly id: string;
  /** Another one means that there is more to tell. */
  readonly version?: string;
  /** What is said if nothing is remembered. */
  readonly none: string;
}

/** Who made a silence, as far as the server remembers. */
export function useMaker(id: string): HistoryEntry | undefined {
  const { data } = useQuery(historyQuery({ silence: id, kind: ['silence'], limit: changesMax }));
  return makerOf(data?.entries ?? [], id);
}

/** What the server remembers of a silence. */
export function History({ id, version = '', none }: Props) {
  const [limit, setLimit] = useState(first);
  const query = historyQuery({ silence: id, limit });
  const { data, error, refetch } = useQuery({
    ...query,
    queryKey: [...query.queryKey, version],
    // While more of the same are fetched.
    placeholderData: (before) => before,
  });
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
