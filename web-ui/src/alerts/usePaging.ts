import { useMemo } from 'react';
import { offsetsFor, type Arrived } from './pages';
import { useRested } from './useShown';

/** How long the list must rest at a place before its pages are asked for, in milliseconds: who flies by needs none. */
const restBeforePage = 40;

/**
 * The offsets to ask for.
 *
 * @param isOther whether what is on the screen is still another list, whose place says nothing
 */
export function useOffsets(range: { readonly startIndex: number; readonly endIndex: number } | null, size: number, isOther: boolean): readonly number[] {
  const wanted = isOther || range === null ? '0' : offsetsFor(range.startIndex, range.endIndex, size).join();
  const rested = useRested(wanted, restBeforePage, isOther);
  return useMemo(() => rested.split(',').map(Number), [rested]);
}

interface Answer<A> {
  readonly data: A | undefined;
  readonly dataUpdatedAt: number;
}

/** The pages that have come of those that were asked for; undefined before the first. */
export function useArrived<A, T>(
  key: string,
  offsets: readonly number[],
  answers: readonly Answer<A>[],
  read: { readonly total: (answer: A) => number; readonly items: (answer: A) => readonly T[] },
): Arrived<T> | undefined {
  const stamp = offsets.map((offset, at) => `${offset}:${answers[at]?.dataUpdatedAt ?? 0}`).join();
  return useMemo(() => {
    const pages = new Map<number, readonly T[]>();
    let total: number | undefined;
    let latest = -1;
    offsets.forEach((offset, at) => {
      const answer = answers[at];
      if (answer?.data !== undefined) {
        pages.set(offset, read.items(answer.data));
        if (answer.dataUpdatedAt > latest) {
          latest = answer.dataUpdatedAt;
          total = read.total(answer.data);
        }
      }
    });
    return total === undefined ? undefined : { key, total, pages };
    // The stamp says all that matters of the answers.
  }, [key, stamp]);
}
