/** What a panel asks of the server, and when. Pure. */

import type { Panel } from '../address/address';
import { parseDuration } from '../time/spans';

/** About as many points as there is room for. */
const pointsWanted = 250;
/** What Prometheus allows. */
export const pointsMax = 11_000;

/** Steps in seconds that fall on the marks of clocks. */
const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600, 2_592_000, 31_536_000,
] as const;

/** The step for a range when nobody asks for one; both in seconds. */
export function usualStep(rangeSeconds: number): number {
  return steps.find((each) => each >= rangeSeconds / pointsWanted) ?? steps.at(-1) ?? 1;
}

const written = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?$/;

/** Milliseconds of a moment by UTC, as addresses have it; undefined for none. */
export function readMoment(text: string): number | undefined {
  const [, year = '', month = '', date = '', hour = '', minute = '', second = '00'] = written.exec(text.trim()) ?? [];
  const millis = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute), Number(second));
  // The 30th of February, or 25:00, is written otherwise.
  return year !== '' && momentText(millis) === `${year}-${month}-${date} ${hour}:${minute}:${second}` ? millis : undefined;
}

/** As addresses have it. */
export function momentText(millis: number): string {
  return new Date(millis).toISOString().slice(0, 19).replace('T', ' ');
}

/** Seconds of a step, which is a number of them or a duration; undefined for neither. */
export function readStep(text: string): number | undefined {
  const seconds = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : (parseDuration(text) ?? 0) / 1000;
  return seconds > 0 ? seconds : undefined;
}

export interface Instant {
  readonly kind: 'table';
  readonly expr: string;
  /** Seconds since 1970. */
  readonly time: number;
}

export interface Range {
  readonly kind: 'graph';
  readonly expr: string;
  /** Seconds since 1970, the step in seconds. */
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

export type Asked = Instant | Range;

/** What is wrong with a panel, in words; undefined if nothing is. */
export function wrongWith(panel: Panel): string | undefined {
  if (panel.tab === 'table') {
    return panel.moment !== '' && readMoment(panel.moment) === undefined ? `“${panel.moment}” is no moment such as 2026-01-02 15:04:05.` : undefined;
  }
  const range = parseDuration(panel.range);
  if (range === undefined) {
    return `“${panel.range}” is no range such as 30m, 6h or 2d.`;
  }
  if (panel.end !== '' && readMoment(panel.end) === undefined) {
    return `“${panel.end}” is no moment such as 2026-01-02 15:04:05.`;
  }
  const step = panel.step === '' ? usualStep(range / 1000) : readStep(panel.step);
  if (step === undefined) {
    return `“${panel.step}” is no step such as 15s or 5m.`;
  }
  const points = Math.floor(range / 1000 / step) + 1;
  return points > pointsMax ? `A step of ${step} s makes ${points} points of this range; at most ${pointsMax} can be had.` : undefined;
}

/**
 * What is asked now for a panel that has nothing wrong.
 *
 * @param now milliseconds
 */
export function askedBy(panel: Panel, now: number): Asked {
  const { expr } = panel;
  if (panel.tab === 'table') {
    return { kind: 'table', expr, time: (readMoment(panel.moment) ?? now) / 1000 };
  }
  const range = (parseDuration(panel.range) ?? 3_600_000) / 1000;
  const step = readStep(panel.step) ?? usualStep(range);
  // Not a step earlier: what has just begun is to be seen.
  const end = Math.floor((readMoment(panel.end) ?? now) / 1000);
  return { kind: 'graph', expr, start: end - Math.floor(range / step) * step, end, step };
}

const ranges = ['1m', '5m', '15m', '30m', '1h', '2h', '6h', '12h', '1d', '2d', '7d', '14d', '28d', '56d', '112d', '182d', '365d', '730d'] as const;

/** The next longer or shorter range of those that are offered; the same at the end of them. */
export function nextRange(range: string, isLonger: boolean): string {
  const millis = parseDuration(range) ?? 0;
  const lengths = ranges.map((each) => [each, parseDuration(each) ?? 0] as const);
  const found = isLonger ? lengths.find(([, each]) => each > millis) : lengths.findLast(([, each]) => each < millis);
  return found?.[0] ?? range;
}

/** The panel whose graph shows half a range earlier or later. One that would end after now ends now. */
export function shifted(panel: Panel, isLater: boolean, now: number): Panel {
  const half = (parseDuration(panel.range) ?? 0) / 2;
  const end = (readMoment(panel.end) ?? now) + (isLater ? half : -half);
  return { ...panel, end: end >= now ? '' : momentText(end) };
}
