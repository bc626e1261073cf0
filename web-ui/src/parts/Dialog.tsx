import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Dialog.module.css';
import { useFocusBack } from './useFocusBack';

interface Props {
  readonly title: string;
  readonly close: () => void;
  readonly size?: 'md' | 'lg';
  readonly children: ReactNode;
}

/** A dialog that is open for as long as it is there. */
export function Dialog({ title, close, size = 'md', children }: Props) {
  useFocusBack();
  return (
    <Modal.Root opened onClose={close} size={size} returnFocus={false}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Mantine's own header would be a second banner of the page. */}
        <div className={classes['head']}>
          <Modal.Title className={classes['title'] ?? ''}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
