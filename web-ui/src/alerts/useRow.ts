import type { MouseEvent } from 'react';
import { toneOf } from '../parts/severity';
import type { Alert } from '../server/answers';
import { useListActions } from './listing';
import { isOnRow } from './rowClicks';

/** What the element of an alert's row has in every form of the list: its looks, and a click anywhere that opens the alert. */
export function useRow({ severity, fingerprint }: Alert, isSelected: boolean) {
  const { open } = useListActions();
  return {
    'data-row': true,
    'data-tone': toneOf(severity),
    'data-selected': isSelected ? true : undefined,
    onClick: (event: MouseEvent) => {
      if (isOnRow(event)) {
        open(fingerprint);
      }
    },
  };
}
