/** How matchers are written. They are read by the server alone: `completions` and every `filter` tell what they mean. */

import type { Labels } from '../server/answers';

export interface WrittenMatcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

const plainName = /^[A-Za-z_:][A-Za-z0-9_:]*$/;

/** In quotes, with what would end them or the line escaped. */
export function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

export function operatorOf({ isRegex, isEqual }: Pick<WrittenMatcher, 'isRegex' | 'isEqual'>): '=' | '!=' | '=~' | '!~' {
  return isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
}

/** Such as `severity="page"`. */
export function matcherText(matcher: WrittenMatcher): string {
  const name = plainName.test(matcher.name) ? matcher.name : quoted(matcher.name);
  return `${name}${operatorOf(matcher)}${quoted(matcher.value)}`;
}

/** Such as `{a="b",c=~"d|e"}`; empty for none. */
export function matchersText(matchers: readonly WrittenMatcher[]): string {
  return matchers.length === 0 ? '' : `{${matchers.map(matcherText).join(',')}}`;
}

export function equal(name: string, value: string): WrittenMatcher {
  return { name, value, isRegex: false, isEqual: true };
}

/** Every label as it is. */
export function equalTo(labels: Labels): readonly WrittenMatcher[] {
  return Object.entries(labels).map(([name, value]) => equal(name, value));
}

/** The text as a part of a regular expression that matches just it (RE2). */
export function regexQuoted(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** One value, or any of several. */
export function anyOf(name: string, values: readonly string[]): WrittenMatcher {
  const distinct = [...new Set(values)].sort();
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined
    ? equal(name, only)
    : { name, value: distinct.map(regexQuoted).join('|'), isRegex: true, isEqual: true };
}

/** Labels in reading order: alertname first, then by name; those in `without` are left out where their value is the same. */
export function labelPairs(labels: Labels, without: Labels = {}): readonly (readonly [string, string])[] {
  return Object.entries(labels)
    .filter(([name, value]) => !(Object.hasOwn(without, name) && without[name] === value))
    .sort(([a], [b]) => (a === b ? 0 : a === 'alertname' ? -1 : b === 'alertname' ? 1 : a < b ? -1 : 1));
}
