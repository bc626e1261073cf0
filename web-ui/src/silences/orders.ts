/** What is to be ordered of the server to change a silence, and to take such a change back. Pure. */

import type { Silence } from '../server/answers';
import type { SilenceOrder } from '../server/orders';
import { toleranceMillis } from '../time/clock';

type Matchers = SilenceOrder['matchers'];

/** Any of these sets of matchers is enough; API v2, and so the page, makes silences of one set only. */
export function matcherSetsOf(silence: Silence): readonly Silence['matchers'][] {
  return silence.matcherSets ?? [silence.matchers];
}

/** Whether its matchers have to stay as they are: docs/api.md, Silences. */
export function hasSeveralSets(silence: Silence): boolean {
  return matcherSetsOf(silence).length > 1;
}

function plain(matchers: Silence['matchers']): Matchers {
  return matchers.map(({ name, value, isRegex, isEqual }) => ({ name, value, isRegex, isEqual }));
}

/** The silence as it is, as an order; under its id, sent back, it changes nothing, and keeps further sets of matchers. */
export function orderOf(silence: Silence): SilenceOrder {
  return {
    id: silence.id,
    matchers: plain(silence.matchers),
    startsAt: silence.startsAt,
    endsAt: silence.endsAt,
    createdBy: silence.createdBy,
    comment: silence.comment,
    annotations: silence.annotations,
  };
}

/** Ends later by so much. The matchers and the start are the same, so that the id stays. */
export function extension(silence: Silence, millis: number): SilenceOrder {
  return { ...orderOf(silence), endsAt: new Date(Date.parse(silence.endsAt) + millis).toISOString() };
}

/**
 * The start of a new silence that is to begin at once. The server takes a start in the past for the present; one in its future, since the
 * page knows its clock only roughly, would let a notification pass.
 */
export function atOnce(now: number): string {
  return new Date(now - toleranceMillis).toISOString();
}

/** An undo that cannot be had any more. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/**
 * Brings an expired silence back. It is another one for the server, which never takes up an id again; one with several sets of matchers
 * is named, so that the server knows all of them.
 *
 * @param silence as it was before it expired
 * @param now milliseconds by the server's clock
 * @throws TooLate if it would have ended by itself meanwhile
 */
export function again(silence: Silence, now: number): SilenceOrder {
  if (Date.parse(silence.endsAt) <= now) {
    throw new TooLate('it would have ended by itself meanwhile');
  }
  const { id, ...order } = orderOf(silence);
  const startsAt = Date.parse(silence.startsAt) > now ? silence.startsAt : atOnce(now);
  return { ...order, ...(hasSeveralSets(silence) ? { id } : {}), startsAt };
}

/**
 * Sets a changed silence back to what it was.
 *
 * @param silence as it was before the change
 * @param id that it has since the change
 * @throws TooLate if its old end has passed: the server takes no end in the past
 */
export function setBack(silence: Silence, id: string, now: number): SilenceOrder {
  if (Date.parse(silence.endsAt) <= now) {
    throw new TooLate('its old end has passed meanwhile; expire it instead');
  }
  return { ...orderOf(silence), id };
}
