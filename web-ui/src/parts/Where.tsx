import type { MatcherError } from '../server/answers';
import { markedParts } from './marked';
import classes from './Where.module.css';

/** What is wrong in a text of matchers, and the place. */
export function Where({ text, error: { message, offset, length, hint } }: { readonly text: string; readonly error: MatcherError }) {
  const [before, wrong, after] = markedParts(text, offset, length);
  return (
    <span className={classes['where']}>
      <span className="mono">
        {before}
        <mark>{wrong}</mark>
        {after}
      </span>
      <span>
        {message} (character {offset + 1}){hint === undefined ? '' : `. ${hint}`}
      </span>
    </span>
  );
}
