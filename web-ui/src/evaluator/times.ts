/** Moments and durations of Prometheus's API, in words. Pure. */

import { durationText, spanText } from '../time/spans';

/** What Go writes for a moment that never was. */
export function isNever(at: string): boolean {
  return at === '' || at.startsWith('0001-01-01');
}

/** How long something took: `0.4 ms`, `12 ms`, `3.2 s`, `2 min`. */
export function tookText(seconds: number): string {
  const millis = seconds * 1000;
  if (millis < 10) {
    return `${millis.toFixed(1)} ms`;
  }
  if (millis < 1_000) {
    return `${Math.round(millis)} ms`;
  }
  return seconds < 60 ? `${seconds.toFixed(1)} s` : spanText(millis);
}

/** A duration as the configuration has it: `1h30m`, `500ms`. */
export function settingText(seconds: number): string {
  return seconds > 0 && seconds < 1 ? `${Math.round(seconds * 1000)}ms` : durationText(seconds * 1000);
}
