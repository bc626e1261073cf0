/** Parts of the page that are fetched when they are first needed, or ahead, once there is nothing else to do. */

import { createElement, lazy, type ComponentType, type FunctionComponent } from 'react';
import { sheetsAgain } from './sheets';

/** A part that could not be fetched: the server is out of reach, or was upgraded and has other files now. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

export interface Part<P> {
  readonly Part: FunctionComponent<P>;
  /** Fetches it, so that it is there when it is shown. Fails with {@link PartMissing}. */
  readonly fetch: () => Promise<void>;
  /** Fetches it ahead of time; whether that works shows when it is needed. */
  readonly prepare: () => void;
}

/** All parts that are known by now, in the order in which the page came to know them: those of a part that was fetched come then. */
const known: (() => Promise<void>)[] = [];
/** What makes parts that were missing ask for their files again. */
const missing = new Set<() => void>();

export function partOf<P extends object>(load: () => Promise<{ readonly default: ComponentType<P> }>): Part<P> {
  const loaded = (): Promise<{ readonly default: ComponentType<P> }> =>
    sheetsAgain()
      .then(load)
      .catch((error: unknown) => {
        throw new PartMissing(error instanceof Error ? error.message : String(error), { cause: error });
      });
  const fresh = () =>
    lazy(() =>
      loaded().catch((error: unknown) => {
        missing.add(renew);
        throw error;
      }),
    );
  // React keeps the failure of a lazy component for good, so that another has to take its place.
  let current = fresh();
  const renew = (): void => {
    current = fresh();
  };
  const fetch = async (): Promise<void> => {
    await loaded();
    if (missing.delete(renew)) {
      renew();
    }
  };
  known.push(fetch);
  return {
    Part: (props) => createElement<P>(current, props),
    fetch,
    prepare: () => void fetch().catch(() => undefined),
  };
}

/** Has parts that were missing asked for again when they are shown next. */
export function renewParts(): void {
  missing.forEach((renew) => renew());
  missing.clear();
}

function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) {
      requestIdleCallback(() => resolve());
    } else {
      setTimeout(resolve, 1_000);
    }
  });
}

/** Whether the browser was told to spare the network. */
function sparesData(): boolean {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'saveData') === true;
}

let isAhead = false;

/**
 * Fetches all parts, one after the other and only while the browser has nothing else to do, so that an outage finds them there: just
 * then people want to see the status or what is silenced. Called once the first screen is shown.
 */
export async function fetchAhead(): Promise<void> {
  if (isAhead || sparesData()) {
    return;
  }
  isAhead = true;
  // More come to be known meanwhile, which this sees, too.
  for (const fetch of known) {
    await whenIdle();
    // What cannot be had now is asked for when it is needed.
    await fetch().catch(() => undefined);
  }
}
