import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';
import { serverNow } from '../time/clock';
import { earliest } from './rows';

/** So long a list is not asked for again, however many groups are due; and so long after one is due. In milliseconds. */
const flushRestMillis = 10_000;
const flushSlackMillis = 1_000;

/**
 * Asks for a list again once the first of its groups has been looked at: it has another time for the next look then, of which nothing
 * else tells.
 *
 * @param flushes when they are due; another list, even of the same moments, waits anew
 */
export function useFlushRefresh(flushes: readonly (string | undefined)[], queryKey: QueryKey): void {
  const client = useQueryClient();
  const due = earliest(flushes);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (due === undefined) {
      return undefined;
    }
    const wait = Math.max(flushRestMillis, due - serverNow() + flushSlackMillis);
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey }), wait);
    return () => clearTimeout(timer);
    // The text says all that matters of the key.
  }, [client, due, flushes, key]);
}
