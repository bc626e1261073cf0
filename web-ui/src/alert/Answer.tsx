import { IconAlertOctagon, IconBellCheck, IconBellOff, IconCircleCheck, IconHourglass, IconUserOff, type Icon } from '@tabler/icons-react';
import classes from './alert.module.css';
import type { Outlook, Tone } from './outlook';
import { Said } from './Said';

const icons: Readonly<Record<Tone, Icon>> = {
  told: IconBellCheck,
  coming: IconHourglass,
  failing: IconAlertOctagon,
  kept: IconBellOff,
  nobody: IconUserOff,
  over: IconCircleCheck,
};

export function ToneIcon({ tone, size = 18 }: { readonly tone: Tone; readonly size?: number }) {
  const Shape = icons[tone];
  return <Shape className={classes['toneIcon']} data-tone={tone} size={size} aria-hidden />;
}

/** Whether somebody is told of the alert, and if not, why not. */
export function Answer({ outlook }: { readonly outlook: Outlook }) {
  return (
    <p className={classes['answer']} data-tone={outlook.tone}>
      <ToneIcon tone={outlook.tone} size={22} />
      <span>
        <Said sentence={outlook.sentence} />
      </span>
    </p>
  );
}
