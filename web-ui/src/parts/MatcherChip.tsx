import { operatorOf, type WrittenMatcher } from '../matchers/matchers';
import classes from './LabelChip.module.css';
import { visibleLine, visibleValue } from './visible';

/** A matcher, such as `job=~"node|db"`. */
export function MatcherChip({ matcher }: { readonly matcher: WrittenMatcher }) {
  return (
    <span className={classes['chip']}>
      <span className={classes['name']}>{visibleLine(matcher.name)}</span>
      <span className={classes['operator']}>{operatorOf(matcher)}</span>
      <span className={classes['value']}>{visibleValue(matcher.value)}</span>
    </span>
  );
}
