import type { ReactNode } from 'react';
import { markedParts } from './marked';
import classes from './Mistake.module.css';

interface Props {
  readonly id: string;
  readonly text: string;
  /** Where it is wrong, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  /** What is wrong. */
  readonly children: ReactNode;
}

/** A text with its mistake underlined, said at once; stands below the field that it was written in. */
export function Mistake({ id, text, offset, length, children }: Props) {
  const [before, wrong, after] = markedParts(text, offset, length);
  return (
    <div id={id} className={classes['mistake']} role="alert">
      <p className={classes['text']}>
        {before}
        <mark>{wrong}</mark>
        {after}
      </p>
      {children}
    </div>
  );
}
