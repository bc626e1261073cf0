import { useEffect, useMemo } from 'react';
import type { AlertsAddress } from '../address/address';
import type { WrittenMatcher } from '../matchers/matchers';
import type { AlertPage } from '../server/answers';
import { RequestFailure } from '../server/request';
import type { Refused } from './FilterField';
import { learn, meaningOf } from './knownMatchers';

interface Filter {
  /** Undefined while nobody knows what the address's filter means. */
  readonly matchers: readonly WrittenMatcher[] | undefined;
  /** Present if it means nothing. */
  readonly refused: Refused | undefined;
}

/** Why the server refuses a filter, if that is what an answer says. Pure. */
export function refusalOf(filter: string, error: unknown): Refused | undefined {
  if (!(error instanceof RequestFailure) || error.located?.parameter !== 'filter') {
    return undefined;
  }
  const { offset, length, hint } = error.located;
  return { text: filter, error: { message: error.message, offset, length, ...(hint === undefined ? {} : { hint }) } };
}

/** What the address's filter means, as the server has read it. */
export function useFilter(address: AlertsAddress, answer: AlertPage | undefined, error: unknown): Filter {
  const { filter } = address;
  const matchers = meaningOf(filter) ?? answer?.matchers;
  useEffect(() => {
    if (answer !== undefined) {
      learn(filter, answer.matchers);
    }
  }, [filter, answer]);
  return { matchers, refused: useMemo(() => refusalOf(filter, error), [filter, error]) };
}
