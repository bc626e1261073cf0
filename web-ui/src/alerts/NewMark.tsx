import { useClock } from '../time/clock';
import { isNew } from './newness';
import classes from './Rows.module.css';

/** Marks what began to fire lately; of a group, its latest alert. */
export function NewMark({ at }: { readonly at: string | undefined }) {
  return useClock((now) => isNew(at, now)) ? (
    <span className={classes['new']} title="Began to fire less than 5 minutes ago">
      new
    </span>
  ) : null;
}
