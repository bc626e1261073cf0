import { IconMinus } from '@tabler/icons-react';
import type { WrittenMatcher } from '../matchers/matchers';
import { pickOf, type Pick } from '../parts/LabelChip';
import type { Facet } from '../server/answers';
import classes from './Facets.module.css';
import { chosenValues } from './filters';
import { numberText } from '../parts/numbers';
import { visibleLine, visibleValue } from '../parts/visible';

interface Props {
  readonly facets: readonly Facet[];
  readonly matchers: readonly WrittenMatcher[];
  readonly onPick: (name: string, value: string, pick: Pick) => void;
  /** Takes a value that is asked for out of the filter. */
  readonly onDrop: (name: string, value: string) => void;
}

/** Which values the labels of the shown alerts have most often. */
export function Facets({ facets, matchers, onPick, onDrop }: Props) {
  // Severities are counted above the list.
  const shown = facets.filter(({ name }) => name !== 'severity');
  if (shown.length === 0) {
    return <p className="quiet">No label divides these alerts into a few parts.</p>;
  }
  return (
    <div className={classes['panel']}>
      {shown.map(({ name, values, distinct }) => (
        <section key={name} className={classes['facet']}>
          <h2 className={classes['head']}>
            {visibleLine(name)}
            {distinct > values.length ? (
              <span className={classes['distinct']}>
                top {values.length} of {numberText(distinct)}
              </span>
            ) : null}
          </h2>
          <ul className={classes['values']}>
            {values.map(({ value, count }) => {
              const isChosen = chosenValues(matchers, name).includes(value);
              return (
              <li key={value} className={classes['line']}>
                <button
                  type="button"
                  className={classes['value']}
                  aria-pressed={isChosen}
                  title={`${name}="${visibleLine(value)}"\nClick: add to the filter. Alt-click: exclude. Ctrl-click: only this.`}
                  onClick={(event) => {
                    const pick = pickOf(event);
                    if (isChosen && pick === 'add') {
                      onDrop(name, value);
                    } else {
                      onPick(name, value, pick);
                    }
                  }}
                >
                  <span className={classes['text']}>{visibleValue(value)}</span>
                  <span className={classes['count']}>{numberText(count)}</span>
                </button>
                <button
                  type="button"
                  className={classes['exclude']}
                  aria-label={`Exclude ${name} ${visibleValue(value)}`}
                  title="Exclude"
                  onClick={() => onPick(name, value, 'exclude')}
                >
                  <IconMinus size={14} aria-hidden />
                </button>
              </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
