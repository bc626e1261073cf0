import { IconBellRinging, IconClock, IconClockPause, IconEyeOff, IconVolumeOff } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { AlertState } from '../server/answers';
import classes from './marks.module.css';

const icons: Readonly<Record<AlertState, Icon>> = {
  active: IconBellRinging,
  unprocessed: IconClock,
  silenced: IconVolumeOff,
  inhibited: IconEyeOff,
  muted: IconClockPause,
};

export const stateWords: Readonly<Record<AlertState, string>> = {
  active: 'Active',
  unprocessed: 'Unprocessed',
  silenced: 'Silenced',
  inhibited: 'Inhibited',
  muted: 'Muted',
};

export const stateMeanings: Readonly<Record<AlertState, string>> = {
  active: 'Fires, and is notified',
  unprocessed: 'Has just come in; its group has not looked at it yet',
  silenced: 'Fires, and a silence keeps it back',
  inhibited: 'Fires, and another alert keeps it back',
  muted: 'Fires, and a time interval keeps it back',
};

/** What keeps an alert back, if anything: icon, word and colour. */
export function StateMark({ state }: { readonly state: AlertState }) {
  const Shape = icons[state];
  return (
    <span className={classes['mark']} data-state={state} title={stateMeanings[state]}>
      <Shape size={16} aria-hidden />
      <span>{stateWords[state]}</span>
    </span>
  );
}
