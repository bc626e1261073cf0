/** What a form begins with. Pure. */

import type { SilenceFormAddress } from '../address/address';
import type { WrittenMatcher } from '../matchers/matchers';
import type { Silence } from '../server/answers';
import { parseDuration } from '../time/spans';
import { annotationsFrom } from './annotations';
import { versionOf, type Draft } from './draft';
import { after, at, usualDuration } from './period';
import { blankRow, rowsOf } from './rows';

/**
 * Who makes a new silence, where its address does not say.
 *
 * @param chosen in the settings: it wins, as several people may share what the server knows them by
 * @param known the name by which the server knows the caller
 */
export function creatorFrom(chosen: string, known: string | undefined): string {
  return chosen.trim() === '' ? (known ?? '') : chosen;
}

/** @param creator who is writing, as far as that is known */
export function initialOf(address: SilenceFormAddress, matchers: readonly WrittenMatcher[], creator: string): Draft {
  return {
    rows: matchers.length === 0 ? [blankRow(1)] : rowsOf(matchers),
    period: { start: undefined, end: after(parseDuration(address.duration) ?? usualDuration) },
    createdBy: address.createdBy === '' ? creator : address.createdBy,
    comment: address.comment,
    annotations: [],
    basedOn: undefined,
  };
}

/** The silence as it is; one that is over begins anew, for as long as it was. */
export function initialOfChange(silence: Silence): Draft {
  const start = Date.parse(silence.startsAt);
  const end = Date.parse(silence.endsAt);
  return {
    rows: rowsOf(silence.matchers),
    period: silence.state === 'expired' ? { start: undefined, end: after(Math.max(60_000, end - start)) } : { start, end: at(end) },
    createdBy: silence.createdBy,
    comment: silence.comment,
    annotations: annotationsFrom(silence.annotations),
    basedOn: versionOf(silence),
  };
}
