/** What is missing in a form before it can be sent. Pure. */

import type { SilenceOrder } from '../server/orders';
import type { Silence } from '../server/answers';
import { atOnce, hasSeveralSets, orderOf } from '../silences/orders';
import { annotationProblem, annotationsOf } from './annotations';
import { remarksOnMatchers } from './breadth';
import type { Draft } from './draft';
import { endOf, periodProblem, startOf } from './period';
import { matchersOf, problemOf, unfinished } from './rows';

export type Field = 'matchers' | 'period' | 'createdBy' | 'comment' | 'annotations';
export type Problems = Readonly<Partial<Record<Field, string>>>;

/** In the order of the fields. */
export const fields: readonly Field[] = ['createdBy', 'comment', 'matchers', 'period', 'annotations'];

function matcherProblem(draft: Draft): string | undefined {
  const row = unfinished(draft.rows);
  if (row !== undefined) {
    return problemOf(row);
  }
  return remarksOnMatchers(matchersOf(draft.rows)).find(({ kind }) => kind === 'problem')?.text;
}

/** @param now milliseconds by the server's clock */
export function problemsOf(draft: Draft, now: number): Problems {
  const found: readonly (readonly [Field, string | undefined])[] = [
    ['createdBy', draft.createdBy.trim() === '' ? 'Say who you are, so that others know whom to ask.' : undefined],
    ['comment', draft.comment.trim() === '' ? 'Say why, so that others need not ask.' : undefined],
    ['matchers', matcherProblem(draft)],
    ['period', periodProblem(draft.period, now)],
    ['annotations', annotationProblem(draft.annotations)],
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}

export function firstOf(problems: Problems): Field | undefined {
  return fields.find((field) => problems[field] !== undefined);
}

/**
 * What is sent to the server.
 *
 * @param known the silence that is changed; undefined for a new one
 */
export function orderFrom(draft: Draft, known: Silence | undefined, now: number): SilenceOrder {
  const start = startOf(draft.period, now);
  const isChange = known !== undefined && known.state !== 'expired';
  const annotations = annotationsOf(draft.annotations);
  const hasSets = known !== undefined && hasSeveralSets(known);
  // To the digit as it was: the id goes on only while the start is the same.
  const startsAt =
    isChange && start === Date.parse(known.startsAt)
      ? known.startsAt
      : // One that ended while the form was open has its start in the past; another one begins now.
        draft.period.start === undefined || (!isChange && start <= now)
        ? atOnce(now)
        : new Date(start).toISOString();
  return {
    // Only by its id, and with the first of them as it was, the server keeps all sets, also in a new one.
    ...(isChange || hasSets ? { id: known.id } : {}),
    matchers: hasSets ? orderOf(known).matchers : matchersOf(draft.rows),
    startsAt,
    endsAt: new Date(endOf(draft.period, now)).toISOString(),
    createdBy: draft.createdBy.trim(),
    comment: draft.comment.trim(),
    ...(known === undefined && Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}
