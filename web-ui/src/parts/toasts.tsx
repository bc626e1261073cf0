import { Button, Group } from '@mantine/core';
import { hideNotification, showNotification } from '@mantine/notifications';
import { reasonOf } from '../server/request';

const undoMillis = 10_000;

/** Numbers toasts: random UUIDs are to be had over https only. */
let told = 0;

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
  showNotification({
    id,
    color: 'green',
    withCloseButton: true,
    autoClose: undoMillis,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>
          {message} {link === undefined ? null : <a href={link.href}>{link.label}</a>}
        </span>
        {undo === undefined ? null : (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              hideNotification(id);
              undo.run();
            }}
          >
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
