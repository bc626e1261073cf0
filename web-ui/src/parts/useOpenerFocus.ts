import { useEffect, useState } from 'react';

/**
 * Gives the focus back to what had it when the component appeared, once that is gone: for dialogs that are there only while they are
 * open. Where the opener has left, too, or nothing had the focus, the content of the page gets it.
 */
export function useOpenerFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The page cannot take the focus before the dialog has left.
      setTimeout(() => {
        const isFree = document.activeElement === null || document.activeElement === document.body;
        const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected && opener.checkVisibility();
        const place = isThere ? opener : document.getElementById('main');
        if (isFree) {
          place?.focus({ preventScroll: !isThere });
        }
      });
    },
    [opener],
  );
}
