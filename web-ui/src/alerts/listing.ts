/** What every form of the list offers to its rows. */

import { createContext, useContext } from 'react';
import type { Pick } from '../parts/LabelChip';
import type { Alert } from '../server/answers';

export interface ListActions {
  /** The address that opens an alert. */
  readonly hrefOf: (fingerprint: string) => string;
  readonly open: (fingerprint: string) => void;
  readonly pick: (name: string, value: string, pick: Pick) => void;
  /** Selects an alert, or no longer; with `isRange` all from the one that was selected before. */
  readonly toggle: (stop: Stop, isRange: boolean) => void;
  /** Selects what is given, or nothing of it. */
  readonly selectAll: (alerts: readonly Alert[], isSelected: boolean) => void;
  readonly focused: (key: string) => void;
}

/** Something in the list that the keys stop at. */
export type Stop =
  | { readonly kind: 'alert'; readonly key: string; readonly at: number; readonly alert: Alert }
  | { readonly kind: 'group'; readonly key: string; readonly at: number };

export const ListContext = createContext<ListActions>({
  hrefOf: () => '#/alerts',
  open: () => undefined,
  pick: () => undefined,
  toggle: () => undefined,
  selectAll: () => undefined,
  focused: () => undefined,
});

export function useListActions(): ListActions {
  return useContext(ListContext);
}

/** What a list tells of itself to the keys. */
export interface ListControl {
  /** The stop so many after the given one (before, if negative); the first without one. Undefined at the ends. */
  readonly step: (key: string | undefined, by: number) => Promise<Stop | undefined>;
  readonly stopAt: (key: string) => Stop | undefined;
  /** All alerts from one stop to another, whichever comes first. */
  readonly between: (from: string, to: string) => Promise<readonly Alert[]>;
  /** Brings it into view and focuses it. */
  readonly focus: (stop: Stop) => void;
  /** Silences for a stop: of a group or an alert. */
  readonly silenceHref: (stop: Stop) => string;
  readonly select: (stop: Stop) => void;
}
