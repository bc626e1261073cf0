/** What is drawn of an answer. Pure. */

import type { Stretch } from '../evaluator/answers';
import { seriesName } from '../evaluator/seriesName';
import type { Labels } from '../server/answers';
import type { Range } from './asking';

export interface Line {
  readonly name: string;
  readonly metric: Labels;
  /** One for each moment; null where there is none, so that the line has a gap. */
  readonly values: readonly (number | null)[];
  readonly points: number;
  readonly last: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly mean: number | undefined;
}

export interface Chart {
  /** Seconds since 1970, one for each step. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** How many there are, drawn or not. */
  readonly all: number;
}

/** Prometheus writes infinities in its own way; neither they nor NaN have a place in a graph. */
function drawable(value: string): number | null {
  const number = Number(value);
  return Number.isFinite(number) && value !== '' ? number : null;
}

function lineOf({ metric, points }: Stretch, { start, step }: Range, count: number): Line {
  const values = new Array<number | null>(count).fill(null);
  let drawn = 0;
  let sum = 0;
  let min: number | undefined;
  let max: number | undefined;
  let last: number | undefined;
  for (const [at, value] of points) {
    const index = Math.round((at - start) / step);
    const number = drawable(value);
    if (number !== null && index >= 0 && index < count) {
      values[index] = number;
      drawn += 1;
      sum += number;
      min = min === undefined ? number : Math.min(min, number);
      max = max === undefined ? number : Math.max(max, number);
      last = number;
    }
  }
  return { name: seriesName(metric), metric, values, points: drawn, last, min, max, mean: drawn === 0 ? undefined : sum / drawn };
}

/** @param most how many lines at most */
export function chartOf(stretches: readonly Stretch[], asked: Range, most: number): Chart {
  const count = Math.floor((asked.end - asked.start) / asked.step + 1e-6) + 1;
  return {
    times: Array.from({ length: count }, (_, index) => asked.start + index * asked.step),
    lines: stretches.slice(0, most).map((each) => lineOf(each, asked, count)),
    all: stretches.length,
  };
}

/** Points that have no neighbour: no line shows them, so that each is a dot. */
export function lonely(values: ArrayLike<number | null | undefined>): readonly number[] {
  const found: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    if (values[index] != null && values[index - 1] == null && values[index + 1] == null) {
      found.push(index);
    }
  }
  return found;
}

interface Unit {
  readonly size: number;
  readonly prefix: string;
  /** Values from here on are said in it. */
  readonly from: number;
}

const unit = (size: number, prefix: string, from = size * 0.9999999): Unit => ({ size, prefix, from });

/** Thousandths are said as they are: people read 0.8 sooner than 800m. */
const units: readonly Unit[] = [
  unit(1e18, 'E'),
  unit(1e15, 'P'),
  unit(1e12, 'T'),
  unit(1e9, 'G'),
  unit(1e6, 'M'),
  unit(1e3, 'k'),
  unit(1, '', 1e-3),
  unit(1e-6, 'µ'),
  unit(1e-9, 'n'),
];

/** Undefined for what is too large or too small for any. */
function unitOf(size: number): Unit | undefined {
  return size >= 1e21 ? undefined : units.find(({ from }) => size >= from);
}

/** A value in few signs: `1.234k`, `-0.0567`, `0`. Beyond the units as a power of ten. */
export function briefValue(value: number): string {
  const size = Math.abs(value);
  if (size === 0) {
    return '0';
  }
  const said = unitOf(size);
  return said === undefined ? value.toExponential(2) : `${Number((value / said.size).toPrecision(4))}${said.prefix}`;
}

/** The marks of an axis, all in the unit of the largest and as many digits as tell them apart. */
export function axisTexts(marks: readonly number[]): readonly string[] {
  const largest = Math.max(...marks.map((mark) => Math.abs(mark)), 0);
  const said = unitOf(largest);
  const gap = marks.length < 2 ? largest : Math.abs((marks[1] ?? 0) - (marks[0] ?? 0));
  if (said === undefined) {
    return marks.map((mark) => (mark === 0 ? '0' : mark.toExponential(1)));
  }
  const digits = Math.min(6, Math.max(0, -Math.floor(Math.log10(gap / said.size) + 1e-9)));
  return marks.map((mark) => {
    const text = (mark / said.size).toFixed(digits);
    return Number(text) === 0 ? '0' : `${text}${said.prefix}`;
  });
}

export interface Stack {
  /** Of each line: its values upon those of the lines before it that are shown. Those that are not shown are as they are. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Indices of the lines between which the colour of the first fills the graph; the lowest reaches down to 0. */
  readonly bands: readonly (readonly [upper: number, lower: number])[];
}

/** The lines upon each other; one without a value lies on what is below it, unless none has one. */
export function stackOf({ times, lines }: Pick<Chart, 'times' | 'lines'>, isShown: (line: Line) => boolean): Stack {
  const shown = lines.filter(isShown);
  const isThere = times.map((_, index) => shown.some(({ values }) => values[index] != null));
  const sums = new Array<number>(times.length).fill(0);
  const bands: [number, number][] = [];
  let below: number | undefined;
  const values = lines.map((line, number) => {
    if (!isShown(line)) {
      return line.values;
    }
    if (below !== undefined) {
      bands.push([number, below]);
    }
    below = number;
    return line.values.map((value, index) => {
      const sum = (sums[index] ?? 0) + (value ?? 0);
      sums[index] = sum;
      return isThere[index] === true ? sum : null;
    });
  });
  return { values, bands };
}
