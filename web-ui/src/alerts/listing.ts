/** What every form of the list has in common: what its rows ask for, and what the keys stop at. */

import { createContext, useContext, useEffect } from 'react';
import type { Pick } from '../parts/LabelChip';
import type { Alert, AlertGroup } from '../server/answers';

/** Something in the list that the keys stop at: an element with this key as its attribute `data-stop`. */
export type Stop =
  | { readonly kind: 'alert'; readonly key: string; readonly alert: Alert }
  | { readonly kind: 'group'; readonly key: string; readonly group: AlertGroup };

export interface ListActions {
  readonly maySilence: boolean;
  /** The address that opens an alert. */
  readonly hrefOf: (fingerprint: string) => string;
  readonly open: (fingerprint: string) => void;
  readonly pick: (name: string, value: string, pick: Pick) => void;
  /** Selects it, or no longer; with `isRange` everything from what was selected before. */
  readonly toggle: (stop: Stop, isRange: boolean) => void;
  /** What is on the screen now, by its key. */
  readonly stops: Map<string, Stop>;
}

const nothing = (): void => undefined;

export const ListContext = createContext<ListActions>({
  maySilence: false,
  hrefOf: () => '#/alerts',
  open: nothing,
  pick: nothing,
  toggle: nothing,
  stops: new Map(),
});

export function useListActions(): ListActions {
  return useContext(ListContext);
}

/** Lets the keys know what is behind an element, while it is on the screen. */
export function useStop(stop: Stop): void {
  const { stops } = useListActions();
  useEffect(() => {
    stops.set(stop.key, stop);
    return () => {
      if (stops.get(stop.key) === stop) {
        stops.delete(stop.key);
      }
    };
  }, [stops, stop]);
}

/** The stops in the order in which they are seen. */
function stopElements(list: HTMLElement): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-stop]')];
}

/** The key of the stop in whose row an element is. */
export function stopOf(element: Element): string | undefined {
  const row = element.closest('[data-stop], [data-row]');
  const stop = row?.matches('[data-stop]') === true ? row : row?.querySelector('[data-stop]');
  return stop?.getAttribute('data-stop') ?? undefined;
}

function isSeen(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** Which of several the keys go to from `at`; -1 is nowhere. At the ends they stay. Pure. */
export function stepFrom(at: number, by: number, count: number): number {
  return at < 0 ? (by > 0 ? 0 : count - 1) : Math.min(count - 1, Math.max(0, at + by));
}

/** Focuses what is so many stops after the current one, before it if negative. From what is out of sight, it goes to what is seen. Says whether there is anything to focus. */
export function moveFocus(list: HTMLElement, current: string | undefined, by: number): boolean {
  const elements = stopElements(list);
  const at = elements.findIndex((each) => each.getAttribute('data-stop') === current);
  const from = elements[at];
  const seen = elements.filter(isSeen);
  const target =
    from !== undefined && isSeen(from) ? elements[stepFrom(at, by, elements.length)] : (seen[stepFrom(-1, by, seen.length)] ?? elements[0]);
  target?.focus();
  return target !== undefined;
}

export interface Neighbours {
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

/** The alerts that are shown after and before one, by their fingerprints. */
export function neighbours(list: HTMLElement, fingerprint: string): Neighbours {
  const shown = [...list.querySelectorAll('[data-fingerprint]')].map((each) => each.getAttribute('data-fingerprint') ?? undefined);
  const at = shown.indexOf(fingerprint);
  return at < 0 ? { next: undefined, previous: undefined } : { next: shown[at + 1], previous: shown[at - 1] };
}
