import type { MouseEvent } from 'react';
import classes from './LabelChip.module.css';
import { visibleLine, visibleValue } from './visible';

/** `add`: also this; `exclude`: not this; `only`: nothing but this. */
export type Pick = 'add' | 'exclude' | 'only';

interface Props {
  readonly name: string;
  readonly value: string;
  /** Makes the chip a button: click adds to the filter, Alt-click excludes, Ctrl-click shows only this. */
  readonly onPick?: (name: string, value: string, pick: Pick) => void;
  /** As of every button; -1 in lists whose rows are gone through by keys of their own. */
  readonly tabIndex?: number | undefined;
  /** Shows three lines of a long value: for lists of alerts, of which each can be opened. */
  readonly isClamped?: boolean;
}

/** Which of the three a click, or Enter with the same keys held, asks for. */
export function pickOf(event: MouseEvent): Pick {
  return event.altKey ? 'exclude' : event.ctrlKey || event.metaKey ? 'only' : 'add';
}

/** A label, such as `job="node"`. */
export function LabelChip({ name, value, onPick, tabIndex, isClamped = false }: Props) {
  const clamped = isClamped ? true : undefined;
  const inside = (
    <>
      <span className={classes['name']}>{visibleLine(name)}</span>
      <span>=</span>
      <span className={classes['value']}>{visibleValue(value)}</span>
    </>
  );
  return onPick === undefined ? (
    <span className={classes['chip']} data-clamped={clamped}>
      {inside}
    </span>
  ) : (
    <button
      type="button"
      className={classes['chip']}
      data-clamped={clamped}
      tabIndex={tabIndex}
      title="Click: add to the filter. Alt-click: exclude. Ctrl-click: only this."
      onClick={(event) => onPick(name, value, pickOf(event))}
    >
      {inside}
    </button>
  );
}
