import { IconVolumeOff, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { printAddress } from '../address/address';
import { countText, numberText } from '../parts/numbers';
import { countOf, unmarkedOf, type Chosen } from './chosen';
import classes from './SelectionBar.module.css';
import { silenceOfChosen } from './silencing';
import toolClasses from './Toolbar.module.css';

interface Props {
  readonly chosen: Chosen;
  readonly maySilence: boolean;
  readonly onClear: () => void;
}

/** What can be done with the selected alerts. */
export function SelectionBar({ chosen, maySilence, onClear }: Props) {
  const target = useMemo(() => silenceOfChosen(chosen), [chosen]);
  const unmarked = unmarkedOf(chosen);
  return (
    <div className={classes['bar']} role="region" aria-label="Selection">
      <strong>{countText(countOf(chosen), 'alert')} selected</strong>
      {unmarked > 0 ? (
        <span>
          {numberText(chosen.alerts.size)} of {numberText(countOf(chosen))} are marked; whole groups are silenced whole
        </span>
      ) : null}
      {maySilence && target.filter === '' ? <span>Too different for one silence</span> : null}
      {maySilence && target.filter !== '' ? (
        <a className={`${toolClasses['button']} ${toolClasses['strong']}`} href={printAddress(target)}>
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
