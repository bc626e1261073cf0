import { labelName, quoted, sortedLabels } from '../evaluator/seriesName';
import { visibleLine } from '../parts/visible';
import type { Labels } from '../server/answers';
import classes from './graph.module.css';

/** A series as a selector, its name before its labels. */
export function SeriesName({ metric }: { readonly metric: Labels }) {
  const name = metric['__name__'];
  const labels = sortedLabels(metric);
  return (
    <span className={classes['series']}>
      {name === undefined ? null : <b>{visibleLine(name)}</b>}
      {labels.length === 0 && name !== undefined ? null : '{'}
      {labels.map(([label, value], index) => (
        <span key={label}>
          {index === 0 ? null : ', '}
          <span className={classes['label']}>{visibleLine(labelName(label))}</span>=<span className={classes['value']}>{visibleLine(quoted(value))}</span>
        </span>
      ))}
      {labels.length === 0 && name !== undefined ? null : '}'}
    </span>
  );
}

/** What all series below have in common, said once; nothing if that is nothing. */
export function SharedLabels({ shared }: { readonly shared: Labels }) {
  return Object.keys(shared).length === 0 ? null : (
    <p className={classes['shared']}>
      All have <SeriesName metric={shared} />
    </p>
  );
}
