/** Turns facts into elements. Text enters the page only as text nodes, so no label can become markup. */

import type { AlertGroup, GroupAlert, LabelMap, Status } from './api';
import { linkTarget } from './links';
import { alertTitle, clusterText, labelPairs, spanText, suppressionText } from './wording';

/** At most this many alerts are drawn; the page stays quick in a storm and says what it leaves out. */
export const alertsShownMax = 500;

type Child = Node | string;

export function element(name: string, attributes: Readonly<Record<string, string>>, ...children: Child[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function link(address: string, ...children: Child[]): HTMLElement {
  return element('a', { href: address, rel: 'noopener noreferrer' }, ...children);
}

function fact(name: string, ...value: Child[]): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', {}, ...value));
}

function moment(instant: string, now: number, before: string, after: string): Child {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis)) {
    return instant;
  }
  const time = element('time', { datetime: instant, title: new Date(millis).toLocaleString() });
  time.append(`${before}${spanText(now - millis)}${after}`);
  return time;
}

/** The facts about the server. */
export function serverFacts(status: Status, ready: boolean, now: number): readonly HTMLElement[] {
  const facts = [
    fact('Version', status.version),
    fact('Up for', moment(status.startedAt, now, '', '')),
    fact('Configuration', ready ? 'loaded, ready' : 'loaded, not ready'),
    fact('Cluster', clusterText(status.clusterStatus, status.peers.length)),
  ];
  if (status.clusterName !== undefined) {
    facts.push(fact('This member', status.clusterName));
  }
  if (status.peers.length > 1) {
    const names = status.peers.map((peer) => element('li', {}, `${peer.name} (${peer.address})`));
    facts.push(fact('Members', element('ul', {}, ...names)));
  }
  return facts;
}

function chips(pairs: ReturnType<typeof labelPairs>): HTMLElement {
  const items = pairs.map(([name, value]) =>
    element('li', {}, element('span', { class: 'name' }, name), '=', element('span', {}, JSON.stringify(value))),
  );
  return element('ul', { class: 'labels', 'aria-label': 'Labels' }, ...items);
}

function annotationValue(value: string): Child {
  const target = linkTarget(value);
  return target === undefined ? value : link(target, value);
}

function annotations(pairs: LabelMap): HTMLElement {
  const items = labelPairs(pairs).map(([name, value]) => fact(name, annotationValue(value)));
  return element('dl', { class: 'annotations' }, ...items);
}

function alertItem(alert: GroupAlert, group: AlertGroup, now: number): HTMLElement {
  const suppression = suppressionText(alert);
  const heading = element('p', { class: 'alert-title' }, element('strong', {}, alertTitle(alert)), ' ');
  heading.append(element('span', { class: `state ${suppression === undefined ? 'active' : 'suppressed'}` }, suppression ?? 'active'), ' ');
  heading.append(moment(alert.startsAt, now, 'started ', ' ago'));
  const source = linkTarget(alert.generatorUrl);
  if (source !== undefined) {
    heading.append(' ', link(source, 'Source'));
  }
  const item = element('li', { class: 'alert' }, heading);
  const labels = labelPairs(alert.labels, group.labels).filter(([name]) => name !== 'alertname');
  if (labels.length > 0) {
    item.append(chips(labels));
  }
  if (Object.keys(alert.annotations).length > 0) {
    item.append(annotations(alert.annotations));
  }
  return item;
}

/** The groups, each with its alerts, as far as they fit. */
export function groupList(groups: readonly AlertGroup[], now: number): readonly HTMLElement[] {
  const drawn: HTMLElement[] = [];
  let left = alertsShownMax;
  for (const group of groups) {
    if (left <= 0) {
      break;
    }
    const alerts = group.alerts.slice(0, left);
    left -= alerts.length;
    const common = labelPairs(group.labels);
    drawn.push(
      element(
        'article',
        { class: 'group' },
        element('h3', {}, `Receiver ${group.receiver}`),
        common.length > 0 ? chips(common) : element('p', { class: 'quiet' }, 'not grouped by any label'),
        element('ul', { class: 'alerts' }, ...alerts.map((alert) => alertItem(alert, group, now))),
      ),
    );
  }
  const hidden = groups.reduce((sum, group) => sum + group.alerts.length, 0) - (alertsShownMax - left);
  if (hidden > 0) {
    drawn.push(element('p', { class: 'quiet' }, `${hidden} more not shown here; api/v2/alerts/groups has them all.`));
  }
  return drawn;
}
