/** What a person has chosen for this browser, kept in its local storage. */

import { useSyncExternalStore } from 'react';
import { alertViews, type AlertView } from '../address/address';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  readonly theme: Theme;
  /** `browser`, `UTC` or a zone such as `Europe/Berlin`. */
  readonly zone: string;
  readonly view: AlertView;
  /** 0 is Sunday. */
  readonly firstDayOfWeek: number;
  readonly creator: string;
  readonly groupsExpanded: boolean;
  readonly navigationFolded: boolean;
  readonly shortcuts: boolean;
}

const key = 'tocsin.preferences';

const usual: Preferences = {
  theme: 'auto',
  zone: 'browser',
  view: 'cards',
  firstDayOfWeek: 1,
  creator: '',
  groupsExpanded: true,
  navigationFolded: false,
  shortcuts: true,
};

function oneOf<T>(values: readonly T[], value: unknown, fallback: T): T {
  return values.find((each) => each === value) ?? fallback;
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function flagOr(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

/** Whether the browser knows a time zone of this name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The part of a browser's storage that is used here. */
export type Kept = Pick<Storage, 'getItem'>;

function parsed(storedText: string | null): unknown {
  if (storedText === null) {
    return undefined;
  }
  try {
    return JSON.parse(storedText);
  } catch {
    return storedText;
  }
}

/** What the page of the original has kept under the same origin; its names, its values. */
function takenOver(storage: Kept): Partial<Record<keyof Preferences, unknown>> {
  const firstDay = parsed(storage.getItem('firstDayOfWeek'));
  const days: Readonly<Record<string, number>> = { Monday: 1, Saturday: 6, Sunday: 0 };
  return {
    creator: parsed(storage.getItem('defaultCreator')),
    groupsExpanded: parsed(storage.getItem('groupExpandAll')),
    firstDayOfWeek: typeof firstDay === 'string' ? days[firstDay] : undefined,
  };
}

/** Reads what is kept; whatever is missing or unusable is as usual. */
export function readPreferences(storage: Kept): Preferences {
  const kept = parsed(storage.getItem(key));
  const own: Readonly<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const fields: Readonly<Record<string, unknown>> = { ...takenOver(storage), ...own };
  const zone = textOr(fields['zone'], usual.zone);
  return {
    theme: oneOf(themes, fields['theme'], usual.theme),
    zone: zone === 'browser' || isZone(zone) ? zone : usual.zone,
    view: oneOf(alertViews, fields['view'], usual.view),
    firstDayOfWeek: oneOf([0, 1, 2, 3, 4, 5, 6], fields['firstDayOfWeek'], usual.firstDayOfWeek),
    creator: textOr(fields['creator'], usual.creator),
    groupsExpanded: flagOr(fields['groupsExpanded'], usual.groupsExpanded),
    navigationFolded: flagOr(fields['navigationFolded'], usual.navigationFolded),
    shortcuts: flagOr(fields['shortcuts'], usual.shortcuts),
  };
}

let current: Preferences | undefined;
const listeners = new Set<() => void>();

function changed(): void {
  listeners.forEach((each) => each());
}

function subscribe(listener: () => void): () => void {
  const fromOtherWindow = (event: StorageEvent): void => {
    if (event.key === key) {
      current = undefined;
      listener();
    }
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherWindow);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherWindow);
  };
}

export function preferences(): Preferences {
  if (current === undefined) {
    try {
      current = readPreferences(window.localStorage);
    } catch {
      // Storage may be forbidden; the page works without.
      current = usual;
    }
  }
  return current;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...preferences(), ...change };
  try {
    window.localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // Kept for as long as the page is open.
  }
  changed();
}
