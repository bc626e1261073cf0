/**
 * What was done to a silence, and how it is taken back: only what was done to it last, and only while the silence still is as that left it.
 * Whatever is done to a silence in this window withdraws earlier offers about it (`supersede` in parts/toasts); what other windows and people
 * did is seen when the server is asked, just before anything is taken back. Else an undo would end a later order of somebody, or make a
 * second silence of one that has been brought back already. Pure.
 */

import { labelPairs } from '../matchers/matchers';
import type { Silence } from '../server/answers';
import type { SilenceOrder } from '../server/orders';
import { again, setBack } from './orders';

export type Deed = { /** Of the silence that was there afterwards. */ readonly id: string } & (
  | { readonly kind: 'made'; readonly ordered: SilenceOrder }
  | { readonly kind: 'changed' | 'extended'; readonly ordered: SilenceOrder; readonly before: Silence }
  | { readonly kind: 'expired'; readonly before: Silence }
);

export type DeedKind = Deed['kind'];

/** What it takes to take a deed back: an order, or the end of the silence. */
export type Remedy = { readonly order: SilenceOrder } | { readonly expire: string };

/** The silence is not as it was left. */
export class NotAsLeft extends Error {
  override readonly name = 'NotAsLeft';
}

function isSameLabels(a: Silence['annotations'], b: Silence['annotations']): boolean {
  return JSON.stringify(labelPairs(a)) === JSON.stringify(labelPairs(b));
}

/**
 * Whether nobody has done anything to it since. By what it says rather than by when it was changed, as the answer to an order says only its id;
 * matchers, and the start of one in force, cannot change under an id.
 *
 * @param current the silence as it is now; undefined if the server does not know it any more
 */
export function isAsLeft(deed: Deed, current: Silence | undefined): boolean {
  if (current === undefined) {
    return false;
  }
  if (deed.kind === 'expired') {
    return current.state === 'expired';
  }
  const { ordered } = deed;
  return (
    current.state !== 'expired' &&
    Date.parse(current.endsAt) === Date.parse(ordered.endsAt) &&
    (current.state === 'active' || Date.parse(current.startsAt) === Date.parse(ordered.startsAt)) &&
    current.createdBy === ordered.createdBy &&
    current.comment === ordered.comment &&
    isSameLabels(current.annotations, ordered.annotations ?? {})
  );
}

/**
 * @param now milliseconds by the server's clock
 * @throws NotAsLeft if somebody has done something else to it since
 * @throws TooLate if it would be over by now
 */
export function remedyOf(deed: Deed, current: Silence | undefined, now: number): Remedy {
  if (!isAsLeft(deed, current)) {
    throw new NotAsLeft(current === undefined || current.state === 'expired' ? 'it has ended since' : 'it was changed since, and stays as it is now');
  }
  switch (deed.kind) {
    case 'made':
      return { expire: deed.id };
    case 'expired':
      return { order: again(deed.before, now) };
    default:
      return { order: setBack(deed.before, deed.id, now) };
  }
}
