/** The window's title: `(3) Alerts · Tocsin`, where 3 alerts are active. */

let screen = '';
/** What is open over the screen, such as an alert. */
let open = '';
let active = 0;

/** Pure. */
export function titleOf(screenTitle: string, activeAlerts: number): string {
  const name = screenTitle === '' ? 'Tocsin' : `${screenTitle} · Tocsin`;
  return activeAlerts === 0 ? name : `(${activeAlerts}) ${name}`;
}

function show(): void {
  document.title = titleOf(open === '' ? screen : open, active);
}

export function setScreenTitle(title: string): void {
  screen = title;
  show();
}

/** While something is open over the screen, the window is called by that; empty when it is closed. */
export function setOpenTitle(title: string): void {
  open = title;
  show();
}

/** Counts the active alerts in the title, and marks the window's icon while there are any. */
export function setActiveAlerts(count: number, icons: { readonly quiet: string; readonly active: string }): void {
  active = count;
  show();
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const address = count === 0 ? icons.quiet : icons.active;
  if (icon !== null && icon.getAttribute('href') !== address) {
    icon.setAttribute('href', address);
  }
}
