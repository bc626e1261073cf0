import { useEffect, useState } from 'react';

/** Whether nothing has the focus, as after what had it has left. */
export function isFocusFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function canFocus(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element !== document.body && element.isConnected && element.checkVisibility();
}

/**
 * Gives the focus back once the component is gone: for drawers and dialogs that are there only while they are open. It goes to what
 * `place` selects by then, else to what had it before, else to the content of the page.
 *
 * @param place a selector, such as that of the row whose details were open; lists may have drawn it anew
 */
export function useFocusBack(place?: string): void {
  const [opener] = useState(() => document.activeElement);
  const [latest] = useState({ place });
  useEffect(() => {
    latest.place = place;
  }, [latest, place]);
  useEffect(
    () => () => {
      // Not before the drawer has left: until then its own timers may take the focus back.
      setTimeout(() => {
        if (!isFocusFree()) {
          return;
        }
        const chosen = latest.place === undefined ? null : document.querySelector(latest.place);
        const target = [chosen, opener].find(canFocus);
        if (target === undefined) {
          document.getElementById('main')?.focus({ preventScroll: true });
        } else {
          target.focus();
        }
      });
    },
    [latest, opener],
  );
}
