import { TimeText } from '../time/TimeText';
import { useNow } from '../time/clock';
import type { Silence } from '../server/answers';
import { passedShare } from './period';
import classes from './EndsIn.module.css';

/** How much of its time has passed, as a bar; the words beside it say the same. */
export function PassedBar({ silence }: { readonly silence: Silence }) {
  const now = useNow();
  // In steps that can be seen, so that the many bars of a list are not all drawn each second.
  return <Bar percent={Math.round(passedShare(silence, now) * 100)} />;
}

function Bar({ percent }: { readonly percent: number }) {
  return (
    <span className={classes['bar']} aria-hidden>
      <span className={classes['passed']} style={{ width: `${percent}%` }} />
    </span>
  );
}

/** When a silence ends, or ended. */
export function EndsIn({ silence }: { readonly silence: Silence }) {
  return (
    <span className={classes['ends']}>
      <TimeText at={silence.endsAt} />
      {silence.state === 'active' ? <PassedBar silence={silence} /> : null}
    </span>
  );
}
