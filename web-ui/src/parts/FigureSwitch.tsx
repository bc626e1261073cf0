import type { MouseEvent, ReactNode } from 'react';
import { numberText } from './numbers';
import classes from './FigureSwitch.module.css';

interface Props {
  /** What is counted: an icon and a word. */
  readonly children: ReactNode;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
  /** Stands behind the count. */
  readonly more?: ReactNode;
  readonly isOn: boolean;
  readonly title?: string | undefined;
  readonly onClick: (event: MouseEvent) => void;
}

/** How many there are of a kind, and the switch that shows them or not. */
export function FigureSwitch({ children, count, more, isOn, title, onClick }: Props) {
  return (
    <button
      type="button"
      className={classes['figure']}
      aria-pressed={isOn}
      data-empty={count === 0 ? true : undefined}
      title={title}
      onClick={onClick}
    >
      {children}
      {count === undefined ? null : <span className={classes['count']}>{numberText(count)}</span>}
      {more}
    </button>
  );
}
