/**
 * How many entries of the browser's history before the one that is shown belong to this page, kept in the entries themselves, where
 * reloads and ways back and forth leave it. Pure.
 */

function partsOf(state: unknown): object {
  return typeof state === 'object' && state !== null ? state : {};
}

/** Undefined for an entry that has just been made. */
export function depthOf(state: unknown): number | undefined {
  const parts = partsOf(state);
  return 'depth' in parts && typeof parts.depth === 'number' && Number.isSafeInteger(parts.depth) && parts.depth >= 0 ? parts.depth : undefined;
}

/** The state with the depth, and all else that it holds. */
export function withDepth(state: unknown, depth: number): object {
  return { ...partsOf(state), depth };
}
