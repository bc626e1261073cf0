import { MatcherChip } from '../parts/MatcherChip';
import type { Silence } from '../server/answers';
import { matcherSetsOf } from './orders';
import classes from './Matchers.module.css';

/** What a silence matches: chips that must all match, and sets of them of which any is enough. */
export function Matchers({ silence }: { readonly silence: Silence }) {
  return (
    <span className={classes['sets']}>
      {matcherSetsOf(silence).map((matchers, set) => (
        <span key={set} className={classes['set']}>
          {set === 0 ? null : <span className={classes['or']}>or</span>}
          {matchers.map((matcher, index) => (
            <MatcherChip key={index} matcher={matcher} />
          ))}
        </span>
      ))}
    </span>
  );
}
