import { Button, Group } from '@mantine/core';
import { hideNotification, showNotification } from '@mantine/notifications';
import { useSyncExternalStore } from 'react';
import { useShortcut } from '../keys/shortcuts';
import { reasonOf } from '../server/request';

const undoMillis = 10_000;

/** Numbers toasts: random UUIDs are to be had over https only. */
let told = 0;

/** What can be taken back just now, the latest last. */
let undos: readonly { readonly id: string; readonly run: () => void }[] = [];
const listeners = new Set<() => void>();

function setUndos(next: typeof undos): void {
  undos = next;
  listeners.forEach((each) => each());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The key that does what the latest toast offers. */
export function UndoKey() {
  const latest = useSyncExternalStore(subscribe, () => undos.at(-1));
  useShortcut({ keys: 'u', does: 'Undo what was just done', section: 'Everywhere' }, () => latest?.run(), latest !== undefined);
  return null;
}

interface Undo {
  readonly label: string;
  readonly run: () => void;
}

interface Link {
  readonly label: string;
  readonly href: string;
}

/** Says that something is done, and offers to take it back for ten seconds, or for as long as the pointer or the focus is on it. */
export function tellDone(message: string, undo?: Undo, link?: Link): void {
  told += 1;
  const id = `done-${told}`;
  const takeBack = (): void => {
    hideNotification(id);
    undo?.run();
  };
  if (undo !== undefined) {
    setUndos([...undos, { id, run: takeBack }]);
  }
  showNotification({
    id,
    color: 'green',
    withCloseButton: true,
    autoClose: undoMillis,
    onClose: () => setUndos(undos.filter((each) => each.id !== id)),
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

/** @param what could not be done, as in "The silence was not created" */
export function tellFailure(what: string, error: unknown): void {
  showNotification({ color: 'red', title: what, message: reasonOf(error), autoClose: false, withCloseButton: true });
}
