import type { ReactNode } from 'react';
import { headingId, sections, type SectionName } from './sections';
import classes from './status.module.css';

interface Props {
  readonly name: SectionName;
  /** Stands at the end of the heading's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the status screen, with the heading that links lead to. */
export function Section({ name, aside, children }: Props) {
  const id = headingId(name);
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <div className={classes['sectionLine']}>
        <h2 id={id} className={classes['sectionTitle']} tabIndex={-1}>
          {sections.find((each) => each.name === name)?.title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
