/** How series are written and found. Pure. */

import type { Labels } from '../server/answers';

const plainMetric = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const plainLabel = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A name or a value as PromQL reads it. */
export function quoted(value: string): string {
  return `"${value.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`;
}

export function labelName(name: string): string {
  return plainLabel.test(name) ? name : quoted(name);
}

/** Labels in the order of their names, without that of the metric. */
export function sortedLabels(labels: Labels): readonly (readonly [string, string])[] {
  return Object.entries(labels)
    .filter(([name]) => name !== '__name__')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The series as a selector, such as `up{job="node"}`; `{}` for one without labels. */
export function seriesName(labels: Labels): string {
  const metric = labels['__name__'] ?? '';
  const isPlain = plainMetric.test(metric);
  const matchers = sortedLabels(labels).map(([name, value]) => `${labelName(name)}=${quoted(value)}`);
  const inside = (metric === '' || isPlain ? matchers : [quoted(metric), ...matchers]).join(', ');
  const front = isPlain ? metric : '';
  return inside === '' && front !== '' ? front : `${front}{${inside}}`;
}

/** The labels, the metric's name among them, that all of several series have in common; none of a single one, which has nothing to be told from. */
export function sharedLabels(all: readonly Labels[]): Labels {
  const [first, ...others] = all;
  return first === undefined || others.length === 0
    ? {}
    : Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((each) => each[name] === value)));
}

/** What a series has beyond what is shared. */
export function ownLabels(labels: Labels, shared: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !Object.hasOwn(shared, name)));
}

/** Words, each of which has to occur; lower case. */
export function wordsOf(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter((word) => word !== '');
}

/** Whether each word occurs in one of the texts. */
export function hasWords(words: readonly string[], texts: readonly string[]): boolean {
  const lower = texts.map((text) => text.toLowerCase());
  return words.every((word) => lower.some((text) => text.includes(word)));
}

/** As they are looked for: `name=value`. */
export function labelTexts(labels: Labels): readonly string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}
