/** Where the focus goes when another screen is shown: to its heading, so that whoever listens hears where they are. */

let isAwaited = false;

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
