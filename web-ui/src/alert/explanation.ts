/**
 * The server's own reasons for what becomes of an alert: docs/api.md, "Explain". Words that this page does not know, of a newer
 * server, stay readable: they are kept as text and shown as such.
 */

import { queryOptions } from '@tanstack/react-query';
import { get } from '../server/request';
import { flag, list, map, number, optional, record, text, withDefault, type Of, type Shape } from '../server/shape';
import { serverNow } from '../time/clock';

const texts = withDefault(list(text), []);
const labels = map(text);

const matcherVerdict = record({ matcher: text, holds: flag, value: withDefault(text, ''), absent: withDefault(flag, false) });
export type MatcherVerdict = Of<typeof matcherVerdict>;

/** A route that was asked; `verdict` is `taken`, `delegated` (to a child) or `refused`. */
export interface Visit {
  readonly id: string;
  readonly receiver: string;
  readonly verdict: string;
  readonly matchers: readonly MatcherVerdict[];
  readonly continues: boolean;
  /** Ids of the routes behind this one that were not asked. */
  readonly notAsked: readonly string[];
  readonly children: readonly Visit[];
}

const visitFields = record({
  id: text,
  receiver: text,
  verdict: text,
  matchers: withDefault(list(matcherVerdict), []),
  continue: withDefault(flag, false),
  notAsked: texts,
});

const visit: Shape<Visit> = (value, place) => {
  const { continue: continues, ...rest } = visitFields(value, place);
  const { children } = record({ children: withDefault(list(visit), []) })(value, place);
  return { ...rest, continues, children };
};

const timing = record({ value: text, origin: withDefault(text, 'default') });
export type Timing = Of<typeof timing>;

/** Something that keeps the alert back; which fields there are depends on `reason`. */
const mute = record({
  reason: text,
  until: optional(text),
  silences: texts,
  silencesLeftOut: optional(number),
  successors: texts,
  source: optional(text),
  sourceLabels: withDefault(labels, {}),
  rule: optional(number),
  ruleName: optional(text),
  equal: texts,
  intervals: texts,
  locations: texts,
});
export type Mute = Of<typeof mute>;

const turn = record({
  state: text,
  after: texts,
  before: texts,
  delay: optional(text),
  why: optional(text),
  waitsSince: optional(text),
  waitsUntil: optional(text),
});
export type Turn = Of<typeof turn>;

const group = record({
  alerts: number,
  member: withDefault(flag, true),
  flushing: withDefault(flag, false),
  lastFlush: optional(text),
  nextFlush: optional(text),
  turn: optional(turn),
});
export type GroupOutlook = Of<typeof group>;

const integration = record({
  integration: text,
  index: number,
  verdict: text,
  reason: optional(text),
  repeatsAfter: optional(text),
  lastNotified: optional(text),
  nextDue: optional(text),
  share: withDefault(text, 'shown'),
  shownMax: optional(number),
  /** Present while it is being notified. */
  attempts: optional(number),
  attemptedAt: optional(text),
  lastFailure: optional(text),
  /** A notification that was given up, until one succeeds. */
  failed: optional(record({ at: text, reason: withDefault(text, 'other'), message: text })),
});
export type Integration = Of<typeof integration>;

const destination = record({
  receiver: text,
  route: text,
  groupKey: text,
  groupLabels: withDefault(labels, {}),
  groupWait: optional(timing),
  groupInterval: optional(timing),
  repeatInterval: optional(timing),
  mutes: withDefault(list(mute), []),
  group: optional(group),
  integrations: withDefault(list(integration), []),
});
export type Destination = Of<typeof destination>;

const nearMiss = record({
  receiver: text,
  route: text,
  reason: text,
  by: optional(text),
  matchers: withDefault(list(matcherVerdict), []),
});
export type NearMiss = Of<typeof nearMiss>;

export const explanation = record({
  labels,
  /** `firing`, `resolved` or `supposed`. */
  state: text,
  fingerprint: optional(text),
  startsAt: optional(text),
  endsAt: optional(text),
  routes: optional(visit),
  routesLeftOut: withDefault(number, 0),
  destinations: withDefault(list(destination), []),
  destinationsLeftOut: withDefault(number, 0),
  nearMisses: withDefault(list(nearMiss), []),
});
export type Explanation = Of<typeof explanation>;

export const explanationAnswer = record({ total: number, explanations: list(explanation) });

/** The explanation of a stored alert; `null` where there is no such alert. */
export function explanationQuery(fingerprint: string) {
  return queryOptions({
    queryKey: ['alerts', 'explanation', fingerprint],
    queryFn: async ({ signal }): Promise<Explanation | null> => {
      const answer = await get('api/tocsin/v1/explain', explanationAnswer, { fingerprint }, signal);
      return answer.explanations[0] ?? null;
    },
    refetchInterval: ({ state }) => (state.data == null ? false : refreshMillis(state.data, serverNow())),
  });
}

const soonMillis = 2_000;
const lateMillis = 30_000;

/** When the explanation is to be asked for again: soon after what it says will happen. Nothing else tells the page of a flush. */
export function refreshMillis({ destinations }: Explanation, now: number): number {
  if (destinations.some((each) => each.group?.flushing === true || each.integrations.some((one) => one.attempts !== undefined))) {
    return soonMillis;
  }
  const moments = destinations
    .flatMap((each) => [each.group?.nextFlush, ...each.mutes.map((one) => one.until), ...each.integrations.map((one) => one.nextDue)])
    .filter((each) => each !== undefined)
    .map((each) => Date.parse(each) + 500 - now)
    .filter((each) => each > 0);
  return Math.min(lateMillis, Math.max(soonMillis, ...(moments.length === 0 ? [lateMillis] : [Math.min(...moments)])));
}

/** What changes when something happened or was done: the timeline is asked for again then. */
export function progressOf({ state, startsAt, destinations }: Explanation): string {
  return JSON.stringify([
    state,
    startsAt,
    destinations.map(({ group: flushed, mutes, integrations }) => [
      flushed?.lastFlush,
      mutes.flatMap(({ silences, successors }) => [silences, successors]),
      integrations.map((each) => [each.lastNotified, each.attempts, each.failed?.at]),
    ]),
  ]);
}

/** The visits from the root to the route with this id, that one last; empty if it is not in the tree. */
export function pathTo(root: Visit, id: string): readonly Visit[] {
  if (root.id === id) {
    return [root];
  }
  for (const child of root.children) {
    const below = pathTo(child, id);
    if (below.length > 0) {
      return [root, ...below];
    }
  }
  return [];
}

/** A route by its own matchers, such as `{team="db"}`. */
export function routeText({ matchers }: Pick<Visit, 'matchers'>): string {
  return matchers.length === 0 ? 'every alert' : matchers.map((each) => each.matcher).join(', ');
}

/** The same of a route that is known by its id alone: what stands behind the id of its parent, without its place among the siblings. */
export function routeTextOfId(id: string, parent: string): string {
  const own = (id.startsWith(`${parent}/`) ? id.slice(parent.length + 1) : id).replace(/\/\d+$/, '');
  const inside = own.startsWith('{') && own.endsWith('}') ? own.slice(1, -1) : own;
  return inside === '' ? 'every alert' : inside.replaceAll(/",(?=[^"]*[=~]")/g, '", ');
}
