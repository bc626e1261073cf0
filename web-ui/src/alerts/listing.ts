/** What every form of the list has in common: its rows ask for this, and the keys ask it of the list. */

import { createContext, useContext } from 'react';
import type { Pick } from '../parts/LabelChip';
import type { Alert, AlertGroup } from '../server/answers';

/** Something in the list that the keys stop at. */
export type Stop =
  | { readonly kind: 'alert'; readonly key: string; readonly alert: Alert }
  | { readonly kind: 'group'; readonly key: string; readonly group: AlertGroup };

export interface ListActions {
  /** The address that opens an alert. */
  readonly hrefOf: (fingerprint: string) => string;
  readonly open: (fingerprint: string) => void;
  readonly pick: (name: string, value: string, pick: Pick) => void;
  /** Selects it, or no longer; with `isRange` everything from what was selected before. */
  readonly toggle: (stop: Stop, isRange: boolean) => void;
}

const nothing = (): void => undefined;

export const ListContext = createContext<ListActions>({ hrefOf: () => '#/alerts', open: nothing, pick: nothing, toggle: nothing });

export function useListActions(): ListActions {
  return useContext(ListContext);
}

/** What a list does for the keys. */
export interface ListControl {
  /** Focuses what is so many stops after the current one, before it if negative. */
  readonly move: (by: number) => void;
  readonly current: () => Stop | undefined;
  /** The alerts between two stops and of them, whichever comes first. */
  readonly between: (from: string, to: string) => Promise<readonly Alert[]>;
}

export const stopAttribute = 'data-stop';
