import { useEffect, useRef, type ReactNode } from 'react';
import { scrollTarget, takesFocus } from '../app/headings';
import { setScreenTitle } from '../app/title';
import classes from './Heading.module.css';

interface Props {
  readonly title: string;
  /** Stands beside it, at the end of the line. */
  readonly children?: ReactNode;
}

/** The one heading of a screen, and the window's title. It takes the focus when the screen has changed. */
export function Heading({ title, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    setScreenTitle(title);
  }, [title]);
  useEffect(() => {
    if (!takesFocus()) {
      return undefined;
    }
    const top = scrollTarget();
    window.scrollTo(0, top);
    heading.current?.focus({ preventScroll: true });
    // Long lists get their length a frame later.
    const frame = requestAnimationFrame(() => window.scrollTo(0, top));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div className={classes['line']}>
      <h1 className={classes['title']} ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
