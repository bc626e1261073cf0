import { useEffect, useMemo } from 'react';
import { offsetsFor, type Arrived, type Merged } from './pages';
import { useRested, useShown } from './useShown';

/** How long the list must rest at a place before its pages are asked for, in milliseconds: who flies by needs none. */
const restBeforePage = 40;

interface Answer<A> {
  readonly data: A | undefined;
  readonly dataUpdatedAt: number;
}

interface Paging<T> {
  readonly merged: Merged<T> | undefined;
  readonly changes: number;
  readonly release: () => void;
}

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

/** Puts the pages that arrived into the list that is shown. */
export function useArrivals<A, T>(
  shown: ReturnType<typeof useShown<T>>,
  key: string,
  offsets: readonly number[],
  answers: readonly Answer<A>[],
  isHeld: boolean,
  read: { readonly total: (answer: A) => number; readonly items: (answer: A) => readonly T[] },
): Paging<T> {
  const { merged, accept, changes, release } = shown;
  const stamp = offsets.map((offset, at) => `${offset}:${answers[at]?.dataUpdatedAt ?? 0}`).join();
  const arrived = useMemo((): Arrived<T> | undefined => {
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
  useEffect(() => {
    if (arrived !== undefined) {
      accept(arrived, isHeld);
    }
  }, [accept, arrived, isHeld]);
  return { merged, changes, release };
}
