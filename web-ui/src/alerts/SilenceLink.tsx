import { printAddress, type SilenceFormAddress } from '../address/address';
import { Glyph } from '../parts/Glyph';
import { useListActions } from './listing';
import classes from './Rows.module.css';

interface Props {
  /** Completes "Silence". */
  readonly what: string;
  readonly target: SilenceFormAddress;
  readonly tabIndex: number;
}

/** Goes to the form for a silence; nothing for who may not silence. */
export function SilenceLink({ what, target, tabIndex }: Props) {
  return useListActions().maySilence ? (
    <a className={classes['icon']} href={printAddress(target)} tabIndex={tabIndex} aria-label={`Silence ${what}`} title="Silence">
      <Glyph name="volumeOff" size={17} />
    </a>
  ) : null;
}
