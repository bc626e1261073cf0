import type { QueryClient } from '@tanstack/react-query';
import { silenceStates, type Silence } from '../server/answers';
import { silencesQuery } from '../server/queries';
import { forEachOf } from './batch';

/** Ids of one request: its address has to stay short enough for any proxy. */
const atOnce = 50;

/**
 * Silences as they are now, by their ids; without those that the server does not know any more.
 *
 * @throws RequestFailure if the server could not be asked
 */
export async function latestOf(client: QueryClient, ids: readonly string[]): Promise<ReadonlyMap<string, Silence>> {
  const parts = Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, part) => ids.slice(part * atOnce, (part + 1) * atOnce));
  const { done, failed } = await forEachOf(parts, (id) =>
    client.fetchQuery({ ...silencesQuery({ id, state: silenceStates }, { limit: atOnce }), staleTime: 0 }),
  );
  const [failure] = failed;
  if (failure !== undefined) {
    throw failure.error;
  }
  return new Map(done.flatMap(({ result }) => result.silences).map((each) => [each.id, each]));
}

/**
 * Silences as they are now: what was selected a while ago may have been changed by others since, which an order made of the old
 * facts would take back.
 *
 * @returns in the same order; those that the server does not know any more are as they were
 * @throws RequestFailure if the server could not be asked
 */
export async function latest(client: QueryClient, silences: readonly Silence[]): Promise<readonly Silence[]> {
  const known = await latestOf(client, silences.map(({ id }) => id));
  return silences.map((each) => known.get(each.id) ?? each);
}
