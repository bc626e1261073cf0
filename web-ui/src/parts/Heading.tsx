import { useEffect, type ReactNode } from 'react';
import classes from './Heading.module.css';

interface Props {
  readonly title: string;
  /** Stands beside it, at the end of the line. */
  readonly children?: ReactNode;
}

/** The one heading of a screen, and the window's title. */
export function Heading({ title, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Tocsin`;
  }, [title]);
  return (
    <div className={classes['line']}>
      <h1 className={classes['title']}>{title}</h1>
      {children}
    </div>
  );
}
