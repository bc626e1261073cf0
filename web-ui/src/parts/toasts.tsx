import { Button, Group } from '@mantine/core';
import { hideNotification, showNotification, updateNotification } from '@mantine/notifications';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useShortcut } from '../keys/shortcuts';
import { reasonOf } from '../server/request';

const undoMillis = 10_000;
/** However long the pointer rests on it: what is older was thought over, and others have seen it. */
const undoMostMillis = 60_000;
/** What can be taken back is shown before what waits for nothing. */
const undoPriority = 1;

const closeButtonProps = { 'aria-label': 'Close' };

/** Numbers toasts: random UUIDs are to be had over https only. */
let told = 0;

interface Offer {
  readonly id: string;
  readonly message: string;
  readonly label: string;
  readonly run: () => void;
}

/** What can be taken back just now, the latest last. */
let offers: readonly Offer[] = [];
const listeners = new Set<() => void>();

function setOffers(next: typeof offers): void {
  offers = next;
  listeners.forEach((each) => each());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** By the ids of toasts, those things that they are about, of which nothing later has been said or done. */
const subjects = new Map<string, Set<string>>();

/**
 * Something is about to be done to these things: what was said of them earlier is old, and is not to be taken back any more. A message
 * leaves when it is old for all that it is about.
 */
export function supersede(about: readonly string[]): void {
  for (const [id, left] of [...subjects]) {
    const isTouched = about.filter((each) => left.delete(each)).length > 0;
    if (isTouched && left.size === 0) {
      hideNotification(id);
    }
  }
}

/** What was done last, as long as it can be taken back. */
export function latestOffer(): Offer | undefined {
  return offers.at(-1);
}

/** The key that does what the latest toast offers. */
export function UndoKey() {
  const latest = useSyncExternalStore(subscribe, latestOffer);
  useShortcut({ keys: 'u', does: 'Undo what was just done', section: 'Everywhere' }, () => latest?.run(), latest !== undefined);
  return null;
}

/** What the latest toast offers, for dialogs: the focus does not leave them for a toast. */
export function UndoHere() {
  const latest = useSyncExternalStore(subscribe, latestOffer);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What was done may have taken the button away that did it, and the focus with it.
    if (document.activeElement === null || document.activeElement === document.body) {
      button.current?.focus({ preventScroll: true });
    }
  });
  const takeBack = (): void => {
    button.current?.closest<HTMLElement>('[role=dialog]')?.focus({ preventScroll: true });
    latest?.run();
  };
  return latest === undefined ? null : (
    <Group gap="xs" my="sm">
      <span>{latest.message}</span>
      <Button ref={button} size="xs" variant="default" aria-keyshortcuts="u" title="Key u" onClick={takeBack}>
        {latest.label}
      </Button>
    </Group>
  );
}

export interface Undo {
  readonly label: string;
  /** @param still what the message is about and nothing was done to since */
  readonly run: (still: ReadonlySet<string>) => void;
}

interface Link {
  readonly label: string;
  readonly href: string;
}

/**
 * Says that something is done, and offers to take it back for ten seconds, or for as long as the pointer or the focus is on it, at most a
 * minute.
 *
 * @param about ids of what it was done to; it takes the place of what was said of them before
 */
export function tellDone(message: string, undo?: Undo, link?: Link, about: readonly string[] = []): void {
  told += 1;
  const id = `done-${told}`;
  supersede(about);
  const left = new Set(about);
  subjects.set(id, left);
  const forget = (): void => {
    subjects.delete(id);
    setOffers(offers.filter((each) => each.id !== id));
  };
  const takeBack = (): void => {
    // A toast can still be pressed while it leaves.
    if (offers.some((each) => each.id === id)) {
      forget();
      hideNotification(id);
      undo?.run(left);
    }
  };
  if (undo !== undefined) {
    setOffers([...offers, { id, message, label: undo.label, run: takeBack }]);
    setTimeout(() => {
      forget();
      hideNotification(id);
    }, undoMostMillis);
  }
  showNotification({
    id,
    color: 'green',
    withCloseButton: true,
    closeButtonProps,
    autoClose: undoMillis,
    priority: undo === undefined ? 0 : undoPriority,
    onClose: forget,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>
          {message} {link === undefined ? null : <a href={link.href}>{link.label}</a>}
        </span>
        {undo === undefined ? null : (
          <Button size="xs" variant="default" flex="none" aria-keyshortcuts="u" title="Key u" onClick={takeBack}>
            {undo.label}
          </Button>
        )}
      </Group>
    ),
  });
}

/** How often the failures that are shown have happened, by the ids of their toasts. */
const failures = new Map<string, number>();

/**
 * Says what failed until it is closed; the same again is counted.
 *
 * @param what could not be done, as in "The silence was not created"
 */
export function tellFailure(what: string, error: unknown): void {
  const message = reasonOf(error);
  const id = `failed ${what}: ${message}`;
  const times = (failures.get(id) ?? 0) + 1;
  failures.set(id, times);
  const toast = {
    id,
    color: 'red',
    title: times === 1 ? what : `${what} (${times} times)`,
    message,
    autoClose: false,
    withCloseButton: true,
    closeButtonProps,
    onClose: () => failures.delete(id),
  } as const;
  if (times === 1) {
    showNotification(toast);
  } else {
    updateNotification(toast);
  }
}
