/** What a change of a silence changes. Pure. */

import { matcherText, type WrittenMatcher } from '../matchers/matchers';
import type { Labels, Silence } from '../server/answers';
import { annotationChanges, type AnnotationChange } from './annotations';
import { isSame } from './rows';

/** What the form would have of the silence. */
export interface Wanted {
  readonly matchers: readonly WrittenMatcher[];
  readonly start: number;
  readonly end: number;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations: Labels;
}

export interface Difference {
  readonly added: readonly WrittenMatcher[];
  readonly removed: readonly WrittenMatcher[];
  /** The same matchers in another order, which is another silence for the server. */
  readonly isReordered: boolean;
  readonly start: boolean;
  readonly end: boolean;
  readonly createdBy: boolean;
  readonly comment: boolean;
  readonly annotations: readonly AnnotationChange[];
  /** Whether the id goes on: docs/api.md, Silences. Otherwise this one is ended and another one made. */
  readonly keepsId: boolean;
}

function seconds(millis: number): number {
  return Math.floor(millis / 1000);
}

/** @param now milliseconds by the server's clock */
export function differenceOf(known: Silence, wanted: Wanted, now: number): Difference {
  const texts = known.matchers.map(matcherText);
  const wantedTexts = wanted.matchers.map(matcherText);
  const added = wanted.matchers.filter((each) => !texts.includes(matcherText(each)));
  const removed = known.matchers.filter((each) => !wantedTexts.includes(matcherText(each)));
  const isSameMatchers = isSame(known.matchers, wanted.matchers);
  const start = seconds(wanted.start) !== seconds(Date.parse(known.startsAt));
  const keepsStart = known.state === 'active' ? !start : known.state === 'pending' && wanted.start >= now;
  return {
    added,
    removed,
    isReordered: !isSameMatchers && added.length === 0 && removed.length === 0,
    start,
    end: seconds(wanted.end) !== seconds(Date.parse(known.endsAt)),
    createdBy: wanted.createdBy !== known.createdBy,
    comment: wanted.comment !== known.comment,
    annotations: annotationChanges(known.annotations, wanted.annotations),
    keepsId: isSameMatchers && keepsStart,
  };
}

export function isNothing(difference: Difference): boolean {
  const { added, removed, isReordered, start, end, createdBy, comment, annotations } = difference;
  return added.length === 0 && removed.length === 0 && !isReordered && !start && !end && !createdBy && !comment && annotations.length === 0;
}
