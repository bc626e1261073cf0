import type { ReactNode } from 'react';
import classes from './Suggestions.module.css';

export interface Offered {
  /** Tells it from the others. */
  readonly key: string;
  readonly text: string;
  /** Stands at the end of its line. */
  readonly aside?: ReactNode;
}

interface Props {
  /** Of the field that it completes; the field names {@link listId} and {@link optionId}. */
  readonly id: string;
  readonly offered: readonly Offered[];
  /** The index of the one that Enter takes; -1 for none. */
  readonly active: number;
  readonly onTake: (index: number) => void;
  /** Whether its words are code. */
  readonly isCode?: true;
}

export function listId(id: string): string {
  return `${id}-list`;
}

export function optionId(id: string, index: number): string {
  return `${id}-${index}`;
}

/** What could stand where somebody types, in a list below the field. */
export function Suggestions({ id, offered, active, onTake, isCode }: Props) {
  return (
    <ul id={listId(id)} role="listbox" aria-label="Suggestions" className={classes['popup']} data-code={isCode} hidden={offered.length === 0}>
      {offered.map(({ key, text, aside }, index) => (
        <li
          key={key}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          className={classes['option']}
          // Before the field loses the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(index);
          }}
        >
          <span className={classes['text']}>{text}</span>
          {aside === undefined ? null : <span className={classes['aside']}>{aside}</span>}
        </li>
      ))}
    </ul>
  );
}
