import { operatorOf, type WrittenMatcher } from '../matchers/matchers';
import classes from './LabelChip.module.css';

/** A matcher, such as `job=~"node|db"`. */
export function MatcherChip({ matcher }: { readonly matcher: WrittenMatcher }) {
  return (
    <span className={classes['chip']}>
      <span className={classes['name']}>{matcher.name}</span>
      <span className={classes['operator']}>{operatorOf(matcher)}</span>
      <span className={classes['value']}>{matcher.value === '' ? '""' : matcher.value}</span>
    </span>
  );
}
