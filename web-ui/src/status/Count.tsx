import { numberText } from '../parts/numbers';
import type { Trouble } from './health';
import classes from './status.module.css';

interface Props {
  readonly count: number;
  readonly what: string;
  /** Where they are listed. */
  readonly href?: string;
  /** Whether somebody should look at them. */
  readonly trouble?: Trouble | undefined;
}

/** How many there are of something. */
export function Count({ count, what, href, trouble }: Props) {
  const inside = (
    <>
      <span className={classes['countNumber']}>{numberText(count)}</span>
      <span>{what}</span>
    </>
  );
  return href === undefined ? (
    <div className={classes['count']} data-trouble={trouble}>
      {inside}
    </div>
  ) : (
    <a className={classes['count']} href={href} data-trouble={trouble}>
      {inside}
    </a>
  );
}
