import type { ReactNode } from 'react';
import classes from './SilenceDetails.module.css';

/** A part of what there is to say of a silence, with its title. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes['part']}>
      <h3 className={classes['title']}>{title}</h3>
      {children}
    </section>
  );
}
