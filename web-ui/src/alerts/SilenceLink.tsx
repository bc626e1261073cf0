import { IconVolumeOff } from '@tabler/icons-react';
import { printAddress, type SilenceFormAddress } from '../address/address';
import { useMay } from '../server/me';
import classes from './Rows.module.css';

/** Goes to the form for a silence; nothing for who may not silence. @param what completes "Silence" */
export function SilenceLink({ what, target, tabIndex }: { readonly what: string; readonly target: SilenceFormAddress; readonly tabIndex: number }) {
  return useMay('silence') ? (
    <a className={classes['icon']} href={printAddress(target)} tabIndex={tabIndex} aria-label={`Silence ${what}`} title="Silence">
      <IconVolumeOff size={17} aria-hidden />
    </a>
  ) : null;
}
