/** Where a silence leads. Pure. */

import { allAlerts, newSilence, printAddress } from '../address/address';
import { matchersText, type WrittenMatcher } from '../matchers/matchers';
import type { Silence } from '../server/answers';
import { durationText } from '../time/spans';
import { againMillis } from './period';
import { hasSeveralSets } from './orders';

/** All alerts that these match, whatever keeps them back. */
export function alertsLink(matchers: readonly WrittenMatcher[]): string {
  return printAddress({
    ...allAlerts,
    filter: matchersText(matchers),
    active: true,
    silenced: true,
    inhibited: true,
    muted: true,
  });
}

export function editLink(silence: Silence): string {
  return printAddress({ ...newSilence, edit: silence.id });
}

/**
 * A form for the same again, for as long; of one with several sets of matchers or with annotations, which have no place in an address,
 * its own.
 */
export function againLink(silence: Silence): string {
  if (hasSeveralSets(silence) || Object.keys(silence.annotations).length > 0) {
    return editLink(silence);
  }
  return printAddress({
    ...newSilence,
    filter: matchersText(silence.matchers),
    comment: silence.comment,
    duration: durationText(againMillis(silence)),
  });
}
