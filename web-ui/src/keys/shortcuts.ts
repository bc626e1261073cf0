/** Keys that do something, wherever the focus is outside of fields. One list, so that the help shows exactly what works. */

import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** A key as the browser names it (`/`, `j`, `Enter`, `?`), or two in a row (`g a`). */
  readonly keys: string;
  readonly does: string;
  /** The heading under which the help shows it. */
  readonly section: string;
}

interface Entry extends Shortcut {
  readonly run: () => void;
}

const sequenceMillis = 1_500;

let entries: readonly Entry[] = [];
let enabled = true;
let pending: { readonly key: string; readonly at: number } | undefined;
const listeners = new Set<() => void>();

function set(next: readonly Entry[]): void {
  entries = next;
  listeners.forEach((each) => each());
}

/** Turns all of them off or on: single keys get in the way of some ways to speak or type. */
export function enableShortcuts(isEnabled: boolean): void {
  enabled = isEnabled;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=combobox], [role=textbox]'))
  );
}

/** Keys that buttons and links use themselves. */
function isTakenByFocus(event: KeyboardEvent): boolean {
  return (
    (event.key === 'Enter' || event.key === ' ') &&
    event.target instanceof HTMLElement &&
    event.target.closest('button, a[href], summary, input, [role=option], [role=menuitem], [role=switch]') !== null
  );
}

/** The dialog that hides the page below it; the last one opened of several. */
function topDialog(): Element | undefined {
  return [...document.querySelectorAll('[role=dialog][aria-modal=true]')].at(-1);
}

/** Whether the page is hidden by a dialog, so that keys are not meant for it. */
export function isBehindDialog(): boolean {
  return topDialog() !== undefined;
}

/**
 * Which sections work now. A dialog hides the page below it from the keys, too: with `data-shortcuts` naming sections, separated by
 * commas, those work in it, and without none does.
 */
function isOffered(): (entry: Entry) => boolean {
  const top = topDialog();
  if (top === undefined) {
    return () => true;
  }
  const sections = (top.getAttribute('data-shortcuts') ?? '').split(',');
  return (entry) => sections.includes(entry.section);
}

function pressed(event: KeyboardEvent): void {
  if (!enabled || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  if (isTyping(event.target) || isTakenByFocus(event)) {
    pending = undefined;
    return;
  }
  const offered = entries.filter(isOffered());
  // The latest of several with the same keys wins.
  const find = (keys: string): Entry | undefined => offered.findLast((each) => each.keys === keys);
  const before = pending;
  pending = undefined;
  const inSequence =
    before !== undefined && event.timeStamp - before.at < sequenceMillis ? find(`${before.key} ${event.key}`) : undefined;
  const entry = inSequence ?? find(event.key);
  if (entry !== undefined) {
    event.preventDefault();
    entry.run();
  } else if (offered.some((each) => each.keys.startsWith(`${event.key} `))) {
    pending = { key: event.key, at: event.timeStamp };
  }
}

/** Begins to listen; called once. */
export function listenForShortcuts(): void {
  window.addEventListener('keydown', pressed);
}

/** While the component is there and `isActive`, `keys` run `run`. */
export function useShortcut(shortcut: Shortcut, run: () => void, isActive = true): void {
  const latest = useRef(run);
  // Before anything is painted: who sees what a key is for may press it at once.
  useLayoutEffect(() => {
    latest.current = run;
  });
  const { keys, does, section } = shortcut;
  useLayoutEffect(() => {
    if (!isActive) {
      return undefined;
    }
    const entry: Entry = { keys, does, section, run: () => latest.current() };
    set([...entries, entry]);
    return () => set(entries.filter((each) => each !== entry));
  }, [keys, does, section, isActive]);
}

/** All that work now, for the help. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => entries,
  );
}
