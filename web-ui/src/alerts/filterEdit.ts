/** Changes of the address's matchers that may have to wait until it is known what the filter means. */

import type { QueryClient } from '@tanstack/react-query';
import type { AlertsAddress } from '../address/address';
import { changeAddress, currentAddress } from '../address/useAddress';
import type { WrittenMatcher } from '../matchers/matchers';
import { readingQuery } from '../server/queries';
import { learn, meaningOf, writtenFilter } from './knownMatchers';

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

/**
 * Changes the matchers of the address as it is by then, once it is known what they are, and more of it with them.
 *
 * @returns whether there was anything to change: not if another screen is shown by then
 * @throws RequestFailure as {@link currentMatchers}
 */
export async function editMatchers(client: QueryClient, edit: FilterEdit, more: Partial<AlertsAddress> = {}): Promise<boolean> {
  const matchers = await currentMatchers(client);
  if (matchers === undefined) {
    return false;
  }
  // Another edit that waited for the same answer may have been just before this one.
  changeAddress('alerts', (address) => ({ ...address, ...more, filter: writtenFilter(edit(meaningOf(address.filter) ?? matchers)) }));
  return true;
}
