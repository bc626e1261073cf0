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
  try {
    return JSON.parse(storedText ?? 'null');
  } catch {
    return undefined;
  }
}

/** What the page of the original has kept under the same origin: the creator as it is, the others as JSON. */
export function originalPreferences(storage: Kept): Partial<Preferences> {
  const creator = storage.getItem('defaultCreator');
  const expanded = parsed(storage.getItem('groupExpandAll'));
  const firstDay = parsed(storage.getItem('firstDayOfWeek'));
  const day = typeof firstDay === 'string' ? new Map([['Monday', 1], ['Saturday', 6], ['Sunday', 0]]).get(firstDay) : undefined;
  return {
    ...(creator === null ? {} : { creator }),
    ...(typeof expanded === 'boolean' ? { groupsExpanded: expanded } : {}),
    ...(day === undefined ? {} : { firstDayOfWeek: day }),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Whatever is missing or unusable in `value` is as in `fallback`. */
function checked(value: unknown, fallback: Preferences): Preferences {
  const fields = objectOf(value);
  const zone = textOr(fields['zone'], fallback.zone);
  return {
    theme: oneOf(themes, fields['theme'], fallback.theme),
    zone: zone === 'browser' || isZone(zone) ? zone : fallback.zone,
    view: oneOf(alertViews, fields['view'], fallback.view),
    firstDayOfWeek: oneOf([0, 1, 2, 3, 4, 5, 6], fields['firstDayOfWeek'], fallback.firstDayOfWeek),
    creator: textOr(fields['creator'], fallback.creator),
    groupsExpanded: flagOr(fields['groupsExpanded'], fallback.groupsExpanded),
    navigationFolded: flagOr(fields['navigationFolded'], fallback.navigationFolded),
    shortcuts: flagOr(fields['shortcuts'], fallback.shortcuts),
  };
}

/** Reads what is kept; what was never chosen here is as in the original's page, or as usual. */
export function readPreferences(storage: Kept): Preferences {
  return checked(parsed(storage.getItem(key)), { ...usual, ...originalPreferences(storage) });
}

let current: Preferences | undefined;
const listeners = new Set<() => void>();

function changed(): void {
  listeners.forEach((each) => each());
}

/** Calls `listener` after each change, those made in other windows included, until the function that it returns is called. */
export function onPreferences(listener: () => void): () => void {
  const fromOtherWindow = (event: StorageEvent): void => {
    // No key: everything was cleared.
    if (event.key === key || event.key === null) {
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
  return useSyncExternalStore(onPreferences, preferences);
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

/** Forgets what was chosen here. */
export function resetPreferences(): void {
  current = undefined;
  try {
    window.localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
  changed();
}
