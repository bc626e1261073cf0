import { useState } from 'react';
import { LinkedText } from '../parts/LinkedText';
import { numberText } from '../parts/numbers';
import classes from './alert.module.css';
import { beginningOf } from './longText';

/** A text that people wrote; of a very long one the beginning, and the rest when it is asked for. */
export function LongText({ text }: { readonly text: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const beginning = beginningOf(text);
  return isWhole || beginning === text ? (
    <LinkedText text={text} />
  ) : (
    <>
      <LinkedText text={beginning} />…{' '}
      <button type="button" className={classes['more']} onClick={() => setIsWhole(true)}>
        Show all {numberText(text.length)} characters
      </button>
    </>
  );
}
