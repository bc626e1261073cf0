/** Changes of the address's matchers that may have to wait until it is known what the filter means. */

import type { QueryClient } from '@tanstack/react-query';
import { currentAddress } from '../address/useAddress';
import type { WrittenMatcher } from '../matchers/matchers';
import { readingQuery } from '../server/queries';
import { learn, meaningOf } from './knownMatchers';

export type FilterEdit = (before: readonly WrittenMatcher[]) => readonly WrittenMatcher[];

const nothing: readonly WrittenMatcher[] = [];

/**
 * What the filter of the address means at the end, however often the address changes meanwhile. One that cannot be read means
 * nothing; undefined if another screen is shown by then.
 *
 * @throws RequestFailure if the server cannot be asked
 */
export async function currentMatchers(client: QueryClient): Promise<readonly WrittenMatcher[] | undefined> {
  for (;;) {
    const address = currentAddress();
    if (address.screen !== 'alerts') {
      return undefined;
    }
    const { filter } = address;
    const known = meaningOf(filter);
    if (known !== undefined) {
      return known;
    }
    const read = await client.fetchQuery(readingQuery(filter));
    if (read.error === undefined) {
      learn(filter, read.matchers);
    } else if (currentAddress() === address) {
      return nothing;
    }
  }
}
