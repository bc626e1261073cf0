import { IconClock, IconClockPause } from '@tabler/icons-react';
import { useNow } from '../time/clock';
import classes from './GroupCard.module.css';
import { nextLookMeaning, nextLookText } from './nextLook';

interface Props {
  readonly nextFlush: string | undefined;
  readonly mutedBy: readonly string[];
}

/** When the group is looked at next: a notification may go out then, but often there is nothing to say. */
export function Countdown({ nextFlush, mutedBy }: Props) {
  const now = useNow();
  if (mutedBy.length > 0) {
    return (
      <span className={classes['fact']} title="A time interval keeps its notifications back">
        <IconClockPause size={15} aria-hidden />
        <span className="visually-hidden">muted by </span>
        {mutedBy.join(', ')}
      </span>
    );
  }
  const text = nextLookText(nextFlush, now);
  return text === undefined ? null : (
    <span className={classes['fact']} title={nextLookMeaning}>
      <IconClock size={15} aria-hidden />
      <span>
        <span className={classes['words']}>next look </span>
        {text}
      </span>
    </span>
  );
}
