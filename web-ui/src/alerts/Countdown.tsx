import { IconClock, IconClockPause } from '@tabler/icons-react';
import { useNow } from '../time/clock';
import { spanText } from '../time/spans';
import classes from './GroupCard.module.css';

interface Props {
  readonly nextFlush: string | undefined;
  readonly mutedBy: readonly string[];
}

/** When the group is looked at next, which is when a notification may go out. */
export function Countdown({ nextFlush, mutedBy }: Props) {
  const now = useNow();
  if (mutedBy.length > 0) {
    return (
      <span className={classes['fact']} title="A time interval keeps its notifications back">
        <IconClockPause size={15} aria-hidden />
        muted by {mutedBy.join(', ')}
      </span>
    );
  }
  const due = nextFlush === undefined ? Number.NaN : Date.parse(nextFlush);
  return Number.isNaN(due) ? null : (
    <span className={classes['fact']} title="When the group is looked at next: what is due is notified then">
      <IconClock size={15} aria-hidden />
      {due <= now ? 'due now' : `next in ${spanText(due - now)}`}
    </span>
  );
}
