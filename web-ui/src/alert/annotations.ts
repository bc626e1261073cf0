/** Which annotations are shown how. Pure. */

import { linkTarget } from '../address/links';
import type { Labels } from '../server/answers';

const runbookNames: readonly string[] = ['runbook_url', 'runbook', 'runbookUrl'];
const firstNames: readonly string[] = ['summary', 'description', 'message'];

/** The link of the runbook, if there is one that may be clicked. */
export function runbookOf(annotations: Labels): string | undefined {
  return runbookNames.map((name) => linkTarget(own(annotations, name))).find((each) => each !== undefined);
}

export interface NamedLink {
  readonly name: string;
  readonly target: string;
}

/** Annotations that are nothing but a link, other than the runbook: dashboards, logs, wikis. */
export function linksOf(annotations: Labels): readonly NamedLink[] {
  const runbook = runbookOf(annotations);
  return Object.entries(annotations).flatMap(([name, value]) => {
    const target = /\s/.test(value.trim()) ? undefined : linkTarget(value.trim());
    return target === undefined || target === runbook ? [] : [{ name, target }];
  });
}

/** What the links' buttons do not say already: summary and description first, then by name. */
export function textsOf(annotations: Labels): readonly (readonly [string, string])[] {
  const shown = new Set(linksOf(annotations).map(({ name }) => name));
  const runbook = runbookOf(annotations);
  const rank = (name: string): number => (firstNames.includes(name) ? firstNames.indexOf(name) : firstNames.length);
  return Object.entries(annotations)
    .filter(([name, value]) => value.trim() !== '' && !shown.has(name) && !(runbook !== undefined && linkTarget(value.trim()) === runbook))
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Such as `Grafana dashboard` of `grafana_dashboard_url`. */
export function linkName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '')
    .filter((word, index, all) => !(all.length > 1 && index === all.length - 1 && ['url', 'link'].includes(word)));
  const text = words.join(' ');
  return text === '' ? 'Link' : text.charAt(0).toUpperCase() + text.slice(1);
}

function own(annotations: Labels, name: string): string | undefined {
  return Object.hasOwn(annotations, name) ? annotations[name]?.trim() : undefined;
}
