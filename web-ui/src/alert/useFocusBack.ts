import { useEffect, useState } from 'react';

/**
 * Gives the focus back when the drawer is gone: to the alert in the list, wherever it is by then, else to what had it before, else to
 * the content of the page.
 */
export function useFocusBack(fingerprint: string): void {
  const [opener] = useState(() => document.activeElement);
  const [latest] = useState({ fingerprint });
  useEffect(() => {
    latest.fingerprint = fingerprint;
  }, [latest, fingerprint]);
  useEffect(
    () => () => {
      // The list is not to be reached by the focus before the drawer has left.
      setTimeout(() => {
        const isFree = document.activeElement === null || document.activeElement === document.body;
        const places = [
          document.querySelector(`[data-fingerprint="${latest.fingerprint}"]`),
          opener === document.body ? null : opener,
          document.getElementById('main'),
        ];
        const place = places.find((each) => each instanceof HTMLElement && each.isConnected);
        if (isFree && place instanceof HTMLElement) {
          place.focus({ preventScroll: place.id === 'main' });
        }
      });
    },
    [latest, opener],
  );
}
