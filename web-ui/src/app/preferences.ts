/** What a person has chosen for this browser, kept in its local storage. */

import { useSyncExternalStore } from 'react';
import { alertViews, type AlertView } from '../address/address';
import { timeStyles, type TimeStyle } from '../time/said';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  readonly theme: Theme;
  /** `browser`, `UTC` or a zone such as `Europe/Berlin`. */
  readonly zone: string;
  /** How moments are said where their distance counts. */
  readonly times: TimeStyle;
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
  times: 'relative',
  view: 'cards',
  firstDayOfWeek: 1,
  creator: '',
  groupsExpanded: true,
  navigationFolded: false,
  shortcuts: true,
};

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
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

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** What each preference may be. */
const fits: { readonly [K in keyof Preferences]: (value: unknown) => value is Preferences[K] } = {
  theme: (value): value is Theme => themes.some((each) => each === value),
  zone: (value): value is string => typeof value === 'string' && (value === 'browser' || isZone(value)),
  times: (value): value is TimeStyle => timeStyles.some((each) => each === value),
  view: (value): value is AlertView => alertViews.some((each) => each === value),
  firstDayOfWeek: (value): value is number => typeof value === 'number' && [0, 1, 2, 3, 4, 5, 6].includes(value),
  creator: (value): value is string => typeof value === 'string',
  groupsExpanded: isFlag,
  navigationFolded: isFlag,
  shortcuts: isFlag,
};

/** Whatever is missing or unusable in `value` is as in `fallback`. */
function checked(value: unknown, fallback: Preferences): Preferences {
  const fields = objectOf(value) ?? {};
  const pick = <K extends keyof Preferences>(name: K): Preferences[K] => {
    const field = fields[name];
    return fits[name](field) ? field : fallback[name];
  };
  return {
    theme: pick('theme'),
    zone: pick('zone'),
    times: pick('times'),
    view: pick('view'),
    firstDayOfWeek: pick('firstDayOfWeek'),
    creator: pick('creator'),
    groupsExpanded: pick('groupsExpanded'),
    navigationFolded: pick('navigationFolded'),
    shortcuts: pick('shortcuts'),
  };
}

/** What of a file of preferences cannot be used, a sentence each. */
function problemsOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const names = new Set<string>(Object.keys(fits));
  const known = Object.entries(fits).filter(([name]) => Object.hasOwn(fields, name));
  return [
    ...Object.keys(fields)
      .filter((name) => !names.has(name))
      .map((name) => `“${name}” is no setting`),
    ...known.filter(([name, isFit]) => !isFit(fields[name])).map(([name]) => `“${name}” cannot be ${(JSON.stringify(fields[name]) ?? '').slice(0, 60)}`),
  ];
}

/** The text of a file that {@link importPreferences} reads. */
export function exportPreferences(): string {
  return `${JSON.stringify(preferences(), null, 2)}\n`;
}

/**
 * Takes over the preferences of a file; those that it does not have stay as they are.
 *
 * @returns why it was not taken over, empty if it was: all of it is, or nothing
 */
export function importPreferences(file: string): readonly string[] {
  const fields = objectOf(parsed(file));
  if (fields === undefined) {
    return ['the file holds no settings: a JSON object was expected'];
  }
  const problems = problemsOf(fields);
  if (problems.length === 0) {
    setPreferences(checked(fields, preferences()));
  }
  return problems;
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

const originalNames: Readonly<Partial<Record<keyof Preferences, string>>> = {
  creator: 'the creator of new silences',
  groupsExpanded: 'whether groups begin expanded',
  firstDayOfWeek: 'the first day of the week',
};

/** What the original's page has kept in this browser, in words. */
export function keptByOriginal(): readonly string[] {
  try {
    const kept = originalPreferences(window.localStorage);
    return Object.entries(originalNames)
      .filter(([name]) => Object.hasOwn(kept, name))
      .map(([, words]) => words);
  } catch {
    return [];
  }
}
