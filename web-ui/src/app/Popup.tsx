import { useId, useRef, type ReactNode } from 'react';
import classes from './Popup.module.css';

interface Props {
  /** What the button shows. */
  readonly face: ReactNode;
  /** What the button is called. */
  readonly label: string;
  /** Told how to close it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button of the header and what it opens below it: the browser's own popover, which closes at Escape and at a click elsewhere. */
export function Popup({ face, label, children }: Props) {
  const id = useId();
  const content = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className={classes['button']} popoverTarget={id} aria-label={label} title={label}>
        {face}
      </button>
      <div className={classes['content']} id={id} ref={content} popover="auto" role="group" aria-label={label}>
        {children(() => content.current?.hidePopover())}
      </div>
    </>
  );
}
