/** When a group is looked at next, in as few words as there is room for. Pure. */

import type { Alert } from '../server/answers';
import { spanText } from '../time/spans';

const minute = 60_000;

/** What the words mean, for whoever asks. */
export const nextLookMeaning = 'When the group is looked at next. What is due by then is notified; often nothing is';

/** Such as `in 4 min`; seconds only where there is less than a minute to go. Undefined without a moment. */
export function nextLookText(nextFlush: string | undefined, now: number): string | undefined {
  const wait = nextFlush === undefined ? Number.NaN : Date.parse(nextFlush) - now;
  if (Number.isNaN(wait)) {
    return undefined;
  }
  return wait <= 0 ? 'now' : `in ${spanText(wait < minute ? Math.max(1_000, wait) : wait - (wait % minute))}`;
}

/** Nobody is told of an alert that is kept back, whenever its group is looked at. */
export function nextLookOf({ state, nextFlush }: Pick<Alert, 'state' | 'nextFlush'>): string | undefined {
  return state === 'active' || state === 'unprocessed' ? nextFlush : undefined;
}
