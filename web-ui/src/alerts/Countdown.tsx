import { IconClock, IconClockPause } from '@tabler/icons-react';
import { useNow } from '../time/clock';
import { spanText } from '../time/spans';
import classes from './GroupCard.module.css';

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
        muted by {mutedBy.join(', ')}
      </span>
    );
  }
  const due = nextFlush === undefined ? Number.NaN : Date.parse(nextFlush);
  return Number.isNaN(due) ? null : (
    <span className={classes['fact']} title="When the group is looked at next. What is due by then is notified; often nothing is">
      <IconClock size={15} aria-hidden />
      {due <= now ? 'looked at now' : `looked at in ${spanText(due - now)}`}
    </span>
  );
}
