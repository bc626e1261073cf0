/** Keeps a change of a silence from being ordered twice while the first order is under way. */

export interface Claims {
  /** Those that nobody is at work on, which are claimed from now on. */
  readonly take: <T extends { readonly id: string }>(items: readonly T[]) => readonly T[];
  readonly release: (items: readonly { readonly id: string }[]) => void;
}

export function noClaims(): Claims {
  const taken = new Set<string>();
  return {
    take: (items) => {
      const free = items.filter(({ id }) => !taken.has(id));
      free.forEach(({ id }) => taken.add(id));
      return free;
    },
    release: (items) => items.forEach(({ id }) => taken.delete(id)),
  };
}

/** Those of this window: what takes something back is an order, too. */
export const claims: Claims = noClaims();
