import { startTransition, useCallback, useEffect, useState } from 'react';
import { changesHeld, merge, type Arrived, type Merged } from './pages';

interface Shown<T> {
  readonly merged: Merged<T> | undefined;
  /** Takes in what arrived, when nothing more urgent is to be drawn. */
  readonly accept: (arrived: Arrived<T>, isHeld: boolean) => void;
  /** How many changes are held back. */
  readonly changes: number;
  /** Shows them. */
  readonly release: () => void;
}

/** What a list shows of what has arrived, see pages.ts. */
export function useShown<T>(idOf: (item: T) => string, placesOf: (item: T) => string): Shown<T> {
  const [merged, setMerged] = useState<Merged<T>>();
  const accept = useCallback(
    (arrived: Arrived<T>, isHeld: boolean) => {
      startTransition(() => setMerged((before) => merge(before, arrived, isHeld, idOf, placesOf)));
    },
    [idOf, placesOf],
  );
  const release = useCallback(() => {
    setMerged((before) => (before === undefined ? before : { shown: before.fresh, fresh: before.fresh }));
  }, []);
  return { merged, accept, changes: merged === undefined ? 0 : changesHeld(merged, idOf), release };
}

/** A value once it has rested for a while; the first one, and one that `isUrgent`, at once. */
export function useRested<T>(value: T, millis: number, isUrgent = false): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return isUrgent ? value : rested;
}
