/**
 * What happens when another screen is shown: its heading takes the focus, so that whoever listens hears where they are, and the
 * screen begins at its top, or where it was left if somebody goes back to it.
 */

let isAwaited = false;
let target = 0;
let fragment = '';
const positions = new Map<string, number>();

/** The next heading that appears is that of another screen. */
export function awaitHeading(): void {
  isAwaited = true;
}

/** Whether the heading that appears now takes the focus; true once for each change of screens. */
export function takesFocus(): boolean {
  const takes = isAwaited;
  isAwaited = false;
  return takes;
}

/** How far down the screen begins that the address leads to. */
export function scrollTarget(): number {
  return target;
}

function isSeen(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'seen' in state;
}

/** Marks the entry of the history that is shown; what else is kept in it stays. */
function markSeen(): void {
  const state: unknown = window.history.state;
  window.history.replaceState({ ...(typeof state === 'object' ? state : {}), seen: true }, '');
}

/** Remembers how far down each screen was left. Called once, before anything else listens to the address. */
export function keepPositions(): void {
  fragment = window.location.hash;
  markSeen();
  window.addEventListener('scroll', () => positions.set(fragment, window.scrollY), { passive: true });
  window.addEventListener('hashchange', () => {
    fragment = window.location.hash;
    // Entries of the history that were there before have the mark: Back or Forward leads to them.
    target = isSeen(window.history.state) ? (positions.get(fragment) ?? 0) : 0;
    if (!isSeen(window.history.state)) {
      markSeen();
    }
  });
}
