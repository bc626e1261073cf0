/** What a form begins with. Pure. */

import type { SilenceFormAddress } from '../address/address';
import type { WrittenMatcher } from '../matchers/matchers';
import type { Silence } from '../server/answers';
import { parseDuration } from '../time/spans';
import { annotationsFrom } from './annotations';
import { versionOf, type Draft } from './draft';
import { againMillis, usualDuration } from '../silences/period';
import { after, at } from './period';
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

/**
 * The silence as it is; one that is over begins anew, for as long as it was meant, by whoever is writing.
 *
 * @param creator who that is, as far as it is known
 */
export function initialOfChange(silence: Silence, creator: string): Draft {
  const isOver = silence.state === 'expired';
  return {
    rows: rowsOf(silence.matchers),
    period: isOver
      ? { start: undefined, end: after(againMillis(silence)) }
      : { start: Date.parse(silence.startsAt), end: at(Date.parse(silence.endsAt)) },
    createdBy: isOver && creator !== '' ? creator : silence.createdBy,
    comment: silence.comment,
    annotations: annotationsFrom(silence.annotations),
    basedOn: versionOf(silence),
  };
}
