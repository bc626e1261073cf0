import { useMemo } from 'react';

/** The same object for as long as it says the same, so that nothing is drawn anew without a reason. For small values of plain data. */
export function useStable<T>(value: T): T {
  const text = JSON.stringify(value);
  return useMemo(() => value, [text]);
}
