import type { MouseEvent } from 'react';
import classes from './Rows.module.css';

interface Props {
  readonly label: string;
  readonly isChecked: boolean;
  readonly tabIndex: number;
  readonly onToggle: (isRange: boolean) => void;
}

/** Selects a row. With Shift, all rows from the last one that was selected. */
export function SelectBox({ label, isChecked, tabIndex, onToggle }: Props) {
  return (
    // A label makes the whole square a target.
    <label className={classes['box']}>
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        tabIndex={tabIndex}
        onClick={(event: MouseEvent) => onToggle(event.shiftKey)}
        onChange={() => undefined}
      />
    </label>
  );
}
