import type { QueryClient } from '@tanstack/react-query';
import { silenceStates, type Silence } from '../server/answers';
import { silencesQuery } from '../server/queries';

/** Ids of one request: its address has to stay short enough for any proxy. */
const atOnce = 50;

/**
 * Silences as they are now: what was selected a while ago may have been changed by others since, which an order made of the old
 * facts would take back.
 *
 * @returns in the same order; those that the server does not know any more are as they were
 */
export async function latest(client: QueryClient, silences: readonly Silence[]): Promise<readonly Silence[]> {
  const known = new Map<string, Silence>();
  for (let from = 0; from < silences.length; from += atOnce) {
    const id = silences.slice(from, from + atOnce).map((each) => each.id);
    const page = await client.fetchQuery({ ...silencesQuery({ id, state: silenceStates }, { limit: atOnce }), staleTime: 0 });
    page.silences.forEach((each) => known.set(each.id, each));
  }
  return silences.map((each) => known.get(each.id) ?? each);
}
