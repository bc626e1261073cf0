import { IconCalendarTime, IconCircleOff, IconVolumeOff, type Icon } from '@tabler/icons-react';
import type { SilenceState } from '../server/answers';
import classes from './marks.module.css';

const icons: Readonly<Record<SilenceState, Icon>> = { active: IconVolumeOff, pending: IconCalendarTime, expired: IconCircleOff };

export const silenceStateWords: Readonly<Record<SilenceState, string>> = {
  active: 'Active',
  pending: 'Pending',
  expired: 'Expired',
};

export const silenceStateMeanings: Readonly<Record<SilenceState, string>> = {
  active: 'In force: the alerts that it matches are not notified',
  pending: 'Still to come: keeps nothing back yet',
  expired: 'Over: keeps nothing back any more',
};

/** Whether a silence is in force: icon, word and colour. */
export function SilenceStateMark({ state }: { readonly state: SilenceState }) {
  const Shape = icons[state];
  return (
    <span className={classes['state']} data-state={state} title={silenceStateMeanings[state]}>
      <Shape size={16} aria-hidden />
      <span>{silenceStateWords[state]}</span>
    </span>
  );
}
