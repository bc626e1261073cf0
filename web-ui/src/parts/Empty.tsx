import type { ReactNode } from 'react';
import classes from './Empty.module.css';

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Stands where there is nothing to show, and says what that means and what to do. */
export function Empty({ icon, title, children }: Props) {
  return (
    <div className={classes['empty']}>
      <span className={classes['icon']} aria-hidden>
        {icon}
      </span>
      <h2 className={classes['title']}>{title}</h2>
      {children}
    </div>
  );
}
