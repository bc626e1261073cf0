import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { usePreferences } from '../app/preferences';
import { momentText as momentIn, partsOf } from '../time/moments';
import type { Range } from './asking';
import { axisTexts, briefValue, lonely, stackOf, type Chart, type Stack } from './chart';
import classes from './graph.module.css';
import { lookOf, type Theme } from './palette';
import { SeriesName } from './SeriesName';
import { Swatch } from './Swatch';
import { useTheme } from './useTheme';

/** What others do to the plot. */
export interface PlotHandle {
  /** Has one line stand out, by its index; all are the same with undefined. */
  readonly point: (line: number | undefined) => void;
}

interface Props {
  readonly chart: Chart;
  readonly isStacked: boolean;
  readonly asked: Range;
  /** Names of lines that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  /** Of the moment that is pointed at. */
  readonly index: number | undefined;
  readonly onIndex: (index: number | undefined) => void;
  /** Seconds. */
  readonly onZoom: (start: number, end: number) => void;
  readonly onPlot: (plot: PlotHandle | undefined) => void;
}

const height = 340;
/** Shorter ones are clicks. */
const dragMin = 6;
/** Lines of which the values are said at a moment. */
const saidMost = 5;

/** How much of a line's colour fills what is below it in a stack. */
const fillShare = '55';

/** What is drawn of the lines that are shown. */
function drawnOf(chart: Chart, hidden: ReadonlySet<string>, isStacked: boolean): { readonly data: uPlot.AlignedData; readonly bands: readonly uPlot.Band[] } {
  const stack: Stack = isStacked ? stackOf(chart, ({ name }) => !hidden.has(name)) : { values: chart.lines.map(({ values }) => values), bands: [] };
  return {
    data: [[...chart.times], ...stack.values.map((values) => [...values])],
    bands: stack.bands.map(([upper, lower]) => ({ series: [upper + 1, lower + 1] })),
  };
}

/** What the pointer is at: a moment, and the line that is near. */
interface Pointed {
  readonly index: number;
  readonly line: number;
  /** Pixels within the plot. */
  readonly left: number;
  readonly top: number;
}

function isSame(one: Pointed | undefined, other: Pointed | undefined): boolean {
  return one?.index === other?.index && one?.line === other?.line && one?.left === other?.left && one?.top === other?.top;
}

/** A mark of the time axis: the time, with the date where a day begins or nothing shorter than a day is marked. */
function timeMark(seconds: number, gap: number, zone: string, isFirst: boolean): string {
  const { month, day, hour, minute, second } = partsOf(seconds * 1000, zone);
  const date = `${month}-${day}`;
  if (gap >= 86_400) {
    return date;
  }
  const time = gap < 60 ? `${hour}:${minute}:${second}` : `${hour}:${minute}`;
  return isFirst || (hour === '00' && minute === '00') ? `${time}\n${date}` : time;
}

interface Colors {
  readonly text: string;
  readonly grid: string;
}

/** Resolved, as a canvas knows no variables. */
function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  return { text: style.color, grid: style.borderTopColor };
}

function optionsOf(chart: Chart, isStacked: boolean, range: () => Range, theme: Theme, zone: string, colors: Colors, width: number): uPlot.Options {
  const font = '12px system-ui, sans-serif';
  const axis = { stroke: colors.text, font, grid: { stroke: colors.grid, width: 1 }, ticks: { stroke: colors.grid, width: 1 } };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false }, focus: { prox: 24 }, points: { size: 7 } },
    focus: { alpha: 0.25 },
    scales: {
      x: {
        time: true,
        range: () => {
          const { start, end } = range();
          return start === end ? [start - 1, end + 1] : [start, end];
        },
      },
    },
    axes: [
      {
        ...axis,
        space: 70,
        size: 46,
        values: (_plot, splits, _axis, _space, increment) => splits.map((each, index) => timeMark(each, increment, zone, index === 0)),
      },
      {
        ...axis,
        values: (_plot, splits) => [...axisTexts(splits)],
        size: (_plot, values) => 22 + 7.5 * Math.max(3, ...(values ?? []).map((value) => value.length)),
      },
    ],
    series: [
      {},
      ...chart.lines.map(({ name }, index): uPlot.Series => {
        const { color, dash } = lookOf(index, theme);
        return {
          label: name,
          stroke: color,
          width: 1.6,
          ...(isStacked ? { fill: `${color}${fillShare}` } : {}),
          dash: [...dash],
          // Only dots that no line leads to.
          points: { show: true, size: 5, fill: color, filter: (plot, line) => [...lonely(plot.data[line] ?? [])] },
        };
      }),
    ],
  };
}

/** The graph itself. With the keyboard it is a slider over its moments. */
export function Plot({ chart, isStacked, asked, hidden, index, onIndex, onZoom, onPlot }: Props) {
  const { zone } = usePreferences();
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [pointed, setPointed] = useState<Pointed>();
  const latest = useRef({ chart, asked, hidden, onIndex, onZoom });
  useLayoutEffect(() => {
    latest.current = { chart, asked, hidden, onIndex, onZoom };
  });
  const names = JSON.stringify(chart.lines.map(({ name }) => name));

  useEffect(() => {
    const element = box.current;
    if (element === null) {
      return undefined;
    }
    const options = optionsOf(latest.current.chart, isStacked, () => latest.current.asked, theme, zone, colorsOf(element), element.clientWidth);
    let near: number | undefined;
    const point = ({ cursor, over }: uPlot): void => {
      latest.current.onIndex(cursor.idx ?? undefined);
      const { idx, left = -1, top = -1 } = cursor;
      // Nothing stands in the way of a pointer that selects.
      const next = near === undefined || idx == null || left < 0 ? undefined : { index: idx, line: near, left: left + over.offsetLeft, top: top + over.offsetTop };
      setPointed((before) => (isSame(before, next) ? before : next));
    };
    const drawn = drawnOf(latest.current.chart, latest.current.hidden, isStacked);
    const made = new uPlot(
      {
        ...options,
        bands: [...drawn.bands],
        hooks: {
          setCursor: [point],
          setSeries: [
            (self, series, change) => {
              // It is told of lines that are shown or hidden, too.
              if ('focus' in change) {
                near = series == null ? undefined : series - 1;
                point(self);
              }
            },
          ],
          setSelect: [
            (self) => {
              const { left, width } = self.select;
              if (width >= dragMin) {
                latest.current.onZoom(self.posToVal(left, 'x'), self.posToVal(left + width, 'x'));
              }
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      drawn.data,
      element,
    );
    plot.current = made;
    latest.current.chart.lines.forEach(({ name }, line) => {
      if (latest.current.hidden.has(name)) {
        made.setSeries(line + 1, { show: false });
      }
    });
    onPlot({ point: (line) => made.setSeries(line === undefined ? null : line + 1, { focus: true }) });
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current = undefined;
      onPlot(undefined);
      latest.current.onIndex(undefined);
      setPointed(undefined);
      made.destroy();
    };
  }, [names, theme, zone, isStacked, onPlot]);

  useEffect(() => {
    const shown = plot.current;
    if (shown === undefined) {
      return;
    }
    const { data, bands } = drawnOf(chart, hidden, isStacked);
    shown.batch(() => {
      shown.delBand(null);
      bands.forEach((band) => shown.addBand(band));
      chart.lines.forEach(({ name }, line) => {
        const show = !hidden.has(name);
        if (shown.series[line + 1]?.show !== show) {
          shown.setSeries(line + 1, { show });
        }
      });
      shown.setData(data);
    });
  }, [chart, hidden, isStacked]);

  const last = chart.times.length - 1;
  const goToMoment = (next: number): void => {
    const at = chart.times[Math.min(last, Math.max(0, next))];
    if (plot.current !== undefined && at !== undefined) {
      plot.current.setCursor({ left: plot.current.valToPos(at, 'x'), top: 1 });
    }
  };
  const pressed = (event: KeyboardEvent): void => {
    const from = index ?? last;
    const page = Math.max(1, Math.round(chart.times.length / 10));
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      PageDown: from - page,
      PageUp: from + page,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      goToMoment(next);
    } else if (event.key === 'Escape') {
      plot.current?.setCursor({ left: -10, top: -10 });
    }
  };
  const shown = index ?? last;
  return (
    <div className={classes['plotBox']}>
      <div
        ref={box}
        className={classes['plot']}
        role="slider"
        tabIndex={0}
        aria-label="Graph: moments"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, shown)}
        aria-valuetext={said(chart, hidden, shown, zone)}
        onKeyDown={pressed}
      />
      {pointed === undefined ? null : <Tip chart={chart} pointed={pointed} zone={zone} width={box.current?.clientWidth ?? 0} />}
    </div>
  );
}

/** What is under the pointer; the legend says it of all series, for everybody. */
function Tip({ chart, pointed, zone, width }: { readonly chart: Chart; readonly pointed: Pointed; readonly zone: string; readonly width: number }) {
  const { index, line: number, left, top } = pointed;
  const line = chart.lines[number];
  const at = chart.times[index];
  const value = line?.values[index];
  if (line === undefined || at === undefined || value == null) {
    return null;
  }
  const beside = left > width / 2 ? { right: width - left + 14 } : { left: left + 14 };
  return (
    <div className={classes['tip']} style={{ ...beside, top: Math.max(4, top - 20) }} aria-hidden>
      <span className="quiet">{momentIn(at * 1000, zone)}</span>
      <span className={classes['tipValue']}>
        <Swatch number={number} />
        <b>{briefValue(value)}</b>
      </span>
      <SeriesName metric={line.metric} />
    </div>
  );
}

/** What the graph shows at a moment, for who does not see it. */
function said({ times, lines }: Chart, hidden: ReadonlySet<string>, index: number, zone: string): string {
  const at = times[index];
  if (at === undefined) {
    return 'nothing';
  }
  const drawn = lines.filter(({ name }) => !hidden.has(name));
  const values = drawn.slice(0, saidMost).map(({ name, values: all }) => {
    const value = all[index];
    return `${name} ${value == null ? 'none' : briefValue(value)}`;
  });
  const more = drawn.length - values.length;
  return [momentIn(at * 1000, zone), ...values, ...(more > 0 ? [`${more} more in the table below`] : [])].join('; ');
}
