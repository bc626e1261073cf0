import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Panel, PanelEdit } from '../address/address';
import type { Stretch } from '../evaluator/answers';
import { countText, numberText } from '../parts/numbers';
import { durationText } from '../time/spans';
import { momentText, type Range } from './asking';
import { chartOf } from './chart';
import classes from './graph.module.css';
import { Legend } from './Legend';
import { looksCount } from './palette';
import { Plot, type PlotHandle } from './Plot';

/** More would not be told apart, nor drawn smoothly. */
const linesMost = 200;

interface Props {
  readonly panel: Panel;
  readonly onPanel: (edit: PanelEdit) => void;
  readonly stretches: readonly Stretch[];
  readonly asked: Range;
}

/** Lines over time, and below them what they are: the same facts as a table. */
export function GraphPanel({ panel, onPanel, stretches, asked }: Props) {
  const [most, setMost] = useState(looksCount);
  const chart = useMemo(() => chartOf(stretches, asked, most), [stretches, asked, most]);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [index, setIndex] = useState<number>();
  const [plot, setPlot] = useState<PlotHandle>();
  const zoom = (start: number, end: number): void => {
    const seconds = Math.max(1, Math.round(end - start));
    onPanel((now) => ({ ...now, range: durationText(seconds * 1000), end: momentText(end * 1000), step: '' }));
  };
  const next = Math.min(chart.all, linesMost);
  return (
    <>
      <Plot chart={chart} isStacked={panel.isStacked} asked={asked} hidden={hidden} index={index} onIndex={setIndex} onZoom={zoom} onPlot={setPlot} />
      {chart.lines.length >= chart.all ? null : (
        <p className={classes['more']}>
          The first {numberText(chart.lines.length)} of {countText(chart.all, 'series', 'series')} are drawn. {chart.lines.length < next ? null : 'The table has them all.'}{' '}
          {chart.lines.length < next ? (
            <Button size="xs" variant="default" onClick={() => setMost(next)}>
              Draw {next === chart.all ? 'all' : numberText(next)}
            </Button>
          ) : null}
        </p>
      )}
      <Legend chart={chart} hidden={hidden} onHidden={setHidden} index={index} plot={plot} />
    </>
  );
}
