import type { MouseEvent } from 'react';

/** Whether a click was on the row itself: not on anything in it that does something, nor the end of marking text. */
export function isOnRow(event: MouseEvent): boolean {
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest('a, button, input, label') === null &&
    (window.getSelection()?.isCollapsed ?? true) &&
    !event.ctrlKey &&
    !event.metaKey
  );
}
