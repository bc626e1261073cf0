/** Parts of the page that are fetched when they are first needed. */

import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** A part that could not be fetched: the server is out of reach, or was upgraded and has other files now. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

export interface Part<P> {
  readonly Part: LazyExoticComponent<ComponentType<P>>;
  /** Fetches it ahead of time; whether that works shows when it is needed. */
  readonly prepare: () => void;
}

export function partOf<P>(load: () => Promise<{ readonly default: ComponentType<P> }>): Part<P> {
  return {
    Part: lazy(() =>
      load().catch((error: unknown) => {
        throw new PartMissing(error instanceof Error ? error.message : String(error), { cause: error });
      }),
    ),
    prepare: () => {
      load().catch(() => undefined);
    },
  };
}
