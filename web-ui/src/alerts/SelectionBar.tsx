import { IconVolumeOff, IconX } from '@tabler/icons-react';
import { printAddress } from '../address/address';
import type { Alert } from '../server/answers';
import { countText } from '../parts/numbers';
import classes from './SelectionBar.module.css';
import { matchersFor, silenceOf } from './silencing';
import toolClasses from './Toolbar.module.css';

interface Props {
  readonly selected: ReadonlyMap<string, Alert>;
  readonly maySilence: boolean;
  readonly onClear: () => void;
}

/** What can be done with the selected alerts. */
export function SelectionBar({ selected, maySilence, onClear }: Props) {
  return (
    <div className={classes['bar']} role="region" aria-label="Selection">
      <strong>{countText(selected.size, 'alert')} selected</strong>
      {maySilence ? (
        <a className={`${toolClasses['button']} ${toolClasses['strong']}`} href={printAddress(silenceOf(matchersFor([...selected.values()])))}>
          <IconVolumeOff size={16} aria-hidden />
          Silence selected
        </a>
      ) : null}
      <button type="button" className={toolClasses['button']} onClick={onClear}>
        <IconX size={16} aria-hidden />
        Clear
      </button>
    </div>
  );
}
