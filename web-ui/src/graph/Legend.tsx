import { useMemo, type MouseEvent } from 'react';
import { usePreferences } from '../app/preferences';
import ofEvaluator from '../evaluator/evaluator.module.css';
import { ownLabels, sharedLabels } from '../evaluator/seriesName';
import { momentText } from '../time/moments';
import { briefValue, type Chart, type Line } from './chart';
import classes from './graph.module.css';
import type { PlotHandle } from './Plot';
import { SeriesName, SharedLabels } from './SeriesName';
import { Swatch } from './Swatch';

interface Props {
  readonly chart: Chart;
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: ReadonlySet<string>) => void;
  /** Of the moment that is pointed at in the graph. */
  readonly index: number | undefined;
  readonly plot: PlotHandle | undefined;
}

function text(value: number | null | undefined): string {
  return value == null ? '–' : briefValue(value);
}

/** With only this line left, or all if it is the only one already. */
function onlyThis(chart: Chart, hidden: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const others = chart.lines.map((line) => line.name).filter((each) => each !== name);
  return others.every((each) => hidden.has(each)) && !hidden.has(name) ? new Set() : new Set(others);
}

function switched(hidden: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(name)) {
    next.add(name);
  }
  return next;
}

/** What the lines are, their figures, and the switches that show and hide them: the graph as a table. */
export function Legend({ chart, hidden, onHidden, index, plot }: Props) {
  const { zone } = usePreferences();
  const at = index === undefined ? undefined : chart.times[index];
  const click = (event: MouseEvent, { name }: Line): void =>
    onHidden(event.ctrlKey || event.metaKey || event.shiftKey ? switched(hidden, name) : onlyThis(chart, hidden, name));
  const shared = useMemo(() => sharedLabels(chart.lines.map(({ metric }) => metric)), [chart]);
  return (
    <>
      <SharedLabels shared={shared} />
      <table className={`${ofEvaluator['cards'] ?? ''} ${classes['legend'] ?? ''}`}>
        <caption>
          {at === undefined ? 'Values of the series; point at the graph for those of a moment' : `Values at ${momentText(at * 1000, zone)}`}
          {hidden.size === 0 ? null : (
            <>
              {' '}
              <button type="button" className={classes['link']} onClick={() => onHidden(new Set())}>
                Show all
              </button>
            </>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col">At</th>
            <th scope="col">Last</th>
            <th scope="col">Min</th>
            <th scope="col">Max</th>
            <th scope="col">Mean</th>
          </tr>
        </thead>
        <tbody onPointerLeave={() => plot?.point(undefined)}>
          {chart.lines.map((line, number) => (
            <tr key={line.name} data-hidden={hidden.has(line.name) ? true : undefined} onPointerEnter={() => plot?.point(number)}>
              <th scope="row">
                <span className={classes['lineCell']}>
                  <button
                    type="button"
                    className={classes['swatchButton']}
                    aria-label={`Show ${line.name}`}
                    aria-pressed={!hidden.has(line.name)}
                    title="Show or hide"
                    onClick={() => onHidden(switched(hidden, line.name))}
                  >
                    <Swatch number={number} />
                  </button>
                  <button
                    type="button"
                    className={classes['line']}
                    title="Click: only this, or all again. Ctrl-click: show or hide."
                    onFocus={() => plot?.point(number)}
                    onBlur={() => plot?.point(undefined)}
                    onClick={(event) => click(event, line)}
                  >
                    <SeriesName metric={ownLabels(line.metric, shared)} />
                  </button>
                </span>
              </th>
              <td data-label="At">{at === undefined ? '–' : text(line.values[index ?? 0])}</td>
              <td data-label="Last">{text(line.last)}</td>
              <td data-label="Min">{text(line.min)}</td>
              <td data-label="Max">{text(line.max)}</td>
              <td data-label="Mean">{text(line.mean)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
