/** What is told of a silence that was made. Pure. */

import { countText } from '../parts/numbers';
import type { SilenceOrder } from '../server/orders';
import { shortMomentText } from '../time/moments';

/** A start that is no further off is none. */
const atOnceMillis = 1_000;

/**
 * @param matched how many alerts it matches now; undefined where that is not known
 * @param now milliseconds by the server's clock
 */
export function madeText({ startsAt, endsAt }: Pick<SilenceOrder, 'startsAt' | 'endsAt'>, matched: number | undefined, now: number, zone: string): string {
  const at = (moment: string): string => `at ${shortMomentText(Date.parse(moment), now, zone)}`;
  if (Date.parse(startsAt) > now + atOnceMillis) {
    return `The silence is made; it is not in force yet. It begins ${at(startsAt)} and ends ${at(endsAt)}.`;
  }
  const reach = matched === undefined ? '' : matched === 0 ? ' and matches no alert yet' : ` and keeps back ${countText(matched, 'alert')} now`;
  return `The silence is in force. It ends ${at(endsAt)}${reach}.`;
}
