import { LabelChip } from '../parts/LabelChip';
import type { Labels } from '../server/answers';
import classes from './evaluator.module.css';
import { sortedLabels } from './seriesName';

/** Labels as chips, in the order of their names. */
export function LabelList({ labels, without = [] }: { readonly labels: Labels; readonly without?: readonly string[] }) {
  return (
    <span className={classes['labels']}>
      {sortedLabels(labels)
        .filter(([name]) => !without.includes(name))
        .map(([name, value]) => (
          <LabelChip key={name} name={name} value={value} />
        ))}
    </span>
  );
}
