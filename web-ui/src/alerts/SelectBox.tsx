import type { MouseEvent } from 'react';
import classes from './Rows.module.css';

interface Props {
  readonly label: string;
  readonly isChecked: boolean;
  /** Whether it stands for several, of which some are selected. */
  readonly isPartly?: boolean;
  readonly tabIndex: number;
  readonly onToggle: (isRange: boolean) => void;
}

/** Selects a row. With Shift, all rows from the last one that was selected. */
export function SelectBox({ label, isChecked, isPartly = false, tabIndex, onToggle }: Props) {
  return (
    // A label makes the whole square a target.
    <label className={classes['box']}>
      <input
        ref={(box) => {
          if (box !== null) {
            box.indeterminate = isPartly;
          }
        }}
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
