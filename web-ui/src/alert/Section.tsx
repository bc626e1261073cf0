import { useId, type ReactNode } from 'react';
import classes from './alert.module.css';

interface Props {
  readonly title: string;
  /** Stands at the end of the title's line. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, beside, children }: Props) {
  const id = useId();
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <div className={classes['sectionLine']}>
        <h3 id={id} className={classes['sectionTitle']}>
          {title}
        </h3>
        {beside}
      </div>
      {children}
    </section>
  );
}
