/** How facts are said. Pure: what the clock and the server say comes in, text comes out. */

import type { AlertGroup, GroupAlert, LabelMap } from './api';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of time in its two largest units, such as `3 h 5 min`; below a second and in the future it is `0 s`. */
export function spanText(millis: number): string {
  const span = Math.max(0, Math.floor(millis));
  const units: readonly (readonly [string, number])[] = [
    ['d', day],
    ['h', hour],
    ['min', minute],
    ['s', second],
  ];
  const first = units.findIndex(([, size]) => span >= size);
  if (first < 0) {
    return '0 s';
  }
  let rest = span;
  return units
    .slice(first, first + 2)
    .map(([name, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? '' : `${count} ${name}`;
    })
    .filter((part) => part !== '')
    .join(' ');
}

/** The labels in reading order: alertname first, then by name; those in `without` are left out when their value is the same. */
export function labelPairs(labels: LabelMap, without: LabelMap = {}): readonly (readonly [string, string])[] {
  return Object.entries(labels)
    .filter(([name, value]) => !(Object.hasOwn(without, name) && without[name] === value))
    .sort(([a], [b]) => (a === b ? 0 : a === 'alertname' ? -1 : b === 'alertname' ? 1 : a < b ? -1 : 1));
}

/** What an alert is called in a list. */
export function alertTitle(alert: GroupAlert): string {
  return alert.labels['alertname'] ?? '(no alertname)';
}

/** Why an alert is not notified, in words; undefined when it is. */
export function suppressionText(alert: GroupAlert): string | undefined {
  const causes = [
    count(alert.silencedBy.length, 'silenced by 1 silence', (n) => `silenced by ${n} silences`),
    count(alert.inhibitedBy.length, 'inhibited by 1 alert', (n) => `inhibited by ${n} alerts`),
    alert.mutedBy.length === 0 ? undefined : `muted by ${alert.mutedBy.join(', ')}`,
  ].filter((cause) => cause !== undefined);
  if (causes.length > 0) {
    return causes.join('; ');
  }
  return alert.state === 'suppressed' ? 'suppressed' : undefined;
}

function count(n: number, one: string, many: (n: number) => string): string | undefined {
  return n === 0 ? undefined : n === 1 ? one : many(n);
}

/** The line above the list, such as `3 alerts in 2 groups, 1 of them suppressed.` */
export function summaryText(groups: readonly AlertGroup[]): string {
  // An alert that matches several routes stands in several groups and is still one alert.
  const alerts = new Map(groups.flatMap((group) => group.alerts).map((alert) => [alert.fingerprint, alert]));
  if (alerts.size === 0) {
    return 'No alerts.';
  }
  const suppressed = [...alerts.values()].filter((alert) => suppressionText(alert) !== undefined).length;
  const size = `${alerts.size} ${alerts.size === 1 ? 'alert' : 'alerts'}`;
  const place = `${groups.length} ${groups.length === 1 ? 'group' : 'groups'}`;
  return suppressed === 0 ? `${size} in ${place}.` : `${size} in ${place}, ${suppressed} of them suppressed.`;
}

/** The cluster in a few words. */
export function clusterText(status: string, peers: number): string {
  return status === 'disabled' ? 'not clustered' : `${status}, ${peers} ${peers === 1 ? 'member' : 'members'}`;
}
