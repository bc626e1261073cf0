import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { usePreferences } from '../app/preferences';
import type { Pair, Result, Sample, Stretch } from '../evaluator/answers';
import { ownLabels, seriesName, sharedLabels } from '../evaluator/seriesName';
import { numberText } from '../parts/numbers';
import { visibleText } from '../parts/visible';
import { momentText } from '../time/moments';
import classes from './graph.module.css';
import { SeriesName, SharedLabels } from './SeriesName';
import { sorted, type ValueOrder } from './valueOrder';

const rowsAtFirst = 250;
const pointsAtFirst = 10;

/** An answer as it is, value by value. */
export function ResultTable({ result }: { readonly result: Result }) {
  switch (result.type) {
    case 'scalar':
    case 'string':
      return (
        <p className={classes['single']}>
          <span className="quiet">{result.type}</span> {visibleText(result.point.value)}
        </p>
      );
    case 'vector':
      return <Samples samples={result.samples} />;
    case 'matrix':
      return <Stretches stretches={result.stretches} />;
  }
}

function More({ shown, all, onMore }: { readonly shown: number; readonly all: number; readonly onMore: () => void }) {
  return shown >= all ? null : (
    <p className={classes['more']}>
      The first {numberText(shown)} of {numberText(all)} series are shown.{' '}
      <Button size="xs" variant="default" onClick={onMore}>
        Show more
      </Button>
    </p>
  );
}

const nextOrder: Readonly<Record<ValueOrder, ValueOrder>> = { none: 'descending', descending: 'ascending', ascending: 'none' };
const arrows = { none: IconArrowsSort, descending: IconArrowDown, ascending: IconArrowUp } as const;

function Samples({ samples }: { readonly samples: readonly Sample[] }) {
  const [most, setMost] = useState(rowsAtFirst);
  const [order, setOrder] = useState<ValueOrder>('none');
  const Arrow = arrows[order];
  const shared = useMemo(() => sharedLabels(samples.map(({ metric }) => metric)), [samples]);
  return (
    <>
      <SharedLabels shared={shared} />
      <table className={classes['table']}>
        <caption className="visually-hidden">Series and their values</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col" className={classes['number']} aria-sort={order === 'none' ? undefined : order}>
              <button type="button" className={classes['sort']} onClick={() => setOrder(nextOrder[order])}>
                Value <Arrow size={14} aria-hidden />
              </button>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted(samples, order)
            .slice(0, most)
            .map(({ metric, value }) => (
              <tr key={seriesName(metric)}>
                <td>
                  <SeriesName metric={ownLabels(metric, shared)} />
                </td>
                <td className={classes['number']}>{value}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <More shown={most} all={samples.length} onMore={() => setMost(most + rowsAtFirst)} />
    </>
  );
}

function Stretches({ stretches }: { readonly stretches: readonly Stretch[] }) {
  const [most, setMost] = useState(rowsAtFirst);
  const shared = useMemo(() => sharedLabels(stretches.map(({ metric }) => metric)), [stretches]);
  return (
    <>
      <SharedLabels shared={shared} />
      <table className={classes['table']}>
        <caption className="visually-hidden">Series and their values in the range</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col" className={classes['number']}>
              Values
            </th>
          </tr>
        </thead>
        <tbody>
          {stretches.slice(0, most).map(({ metric, points }) => (
            <tr key={seriesName(metric)}>
              <td>
                <SeriesName metric={ownLabels(metric, shared)} />
              </td>
              <td className={classes['number']}>
                <Points points={points} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More shown={most} all={stretches.length} onMore={() => setMost(most + rowsAtFirst)} />
    </>
  );
}

/** Newest first, as it is what most look for. */
function Points({ points }: { readonly points: readonly Pair[] }) {
  const { zone } = usePreferences();
  const [isAll, setAll] = useState(false);
  const shown = isAll ? points : points.slice(-pointsAtFirst);
  return (
    <>
      {shown.toReversed().map(([at, value]) => (
        <span key={at} className={classes['point']}>
          {value} <span className="quiet">{momentText(at * 1000, zone)}</span>
        </span>
      ))}
      {shown.length === points.length ? null : (
        <button type="button" className={classes['link']} onClick={() => setAll(true)}>
          all {numberText(points.length)}
        </button>
      )}
    </>
  );
}
