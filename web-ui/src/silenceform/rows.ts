/** The matchers of the form: each a row that can be switched off and on. Pure. */

import { matcherText, operatorOf, regexQuoted, type WrittenMatcher } from '../matchers/matchers';

export const operators = ['=', '!=', '=~', '!~'] as const;
export type Operator = (typeof operators)[number];

export interface Row {
  /** Tells it from the others while they are edited. */
  readonly key: number;
  readonly name: string;
  readonly operator: Operator;
  /** For `=` and `!=` any of these, each as it is; for `=~` and `!~` the one regular expression. */
  readonly values: readonly string[];
  readonly isOn: boolean;
}

/** What stands for each value in a regular expression is what the form makes of several, so that it reads them again. */
function alternatives(pattern: string): readonly string[] | undefined {
  const values: string[] = [];
  let value = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '\\') {
      at += 1;
      value += pattern.charAt(at);
    } else if (character === '|') {
      values.push(value);
      value = '';
    } else {
      value += character;
    }
  }
  values.push(value);
  return values.length > 1 && joined(values) === pattern ? values : undefined;
}

function joined(values: readonly string[]): string {
  return values.map(regexQuoted).join('|');
}

/** The row that makes just this matcher. */
export function rowOf(matcher: WrittenMatcher, key: number): Row {
  const operator = operatorOf(matcher);
  const values = matcher.isRegex ? alternatives(matcher.value) : undefined;
  return values === undefined
    ? { key, name: matcher.name, operator, values: [matcher.value], isOn: true }
    : { key, name: matcher.name, operator: matcher.isEqual ? '=' : '!=', values, isOn: true };
}

const meanings: Readonly<Record<Operator, readonly [ofOne: string, ofMany: string]>> = {
  '=': ['= is', '= is one of'],
  '!=': ['!= is not', '!= is none of'],
  '=~': ['=~ fits', '=~ fits'],
  '!~': ['!~ fits not', '!~ fits not'],
};

/** An operator in words, for so many values. */
export function operatorText(operator: Operator, values: number): string {
  return meanings[operator][values > 1 ? 1 : 0];
}

export function isPattern(operator: Operator): boolean {
  return operator === '=~' || operator === '!~';
}

export function matcherOf({ name, operator, values }: Row): WrittenMatcher {
  const isEqual = operator === '=' || operator === '=~';
  return !isPattern(operator) && values.length > 1
    ? { name: name.trim(), value: joined(values), isRegex: true, isEqual }
    : { name: name.trim(), value: values[0] ?? '', isRegex: isPattern(operator), isEqual };
}

/** A row with another operator; a value stays the same value, also where it becomes a pattern. */
export function withOperator(row: Row, operator: Operator): Row {
  if (isPattern(row.operator) === isPattern(operator)) {
    return { ...row, operator };
  }
  const [pattern = ''] = row.values;
  const values = isPattern(operator)
    ? [joined(row.values)]
    : (alternatives(pattern) ?? (regexQuoted(unquoted(pattern)) === pattern ? [unquoted(pattern)] : [pattern]));
  return { ...row, operator, values };
}

function unquoted(pattern: string): string {
  return pattern.replaceAll(/\\(.)/g, '$1');
}

/** What is missing in a row, as a sentence; undefined if nothing is. */
export function problemOf(row: Row): string | undefined {
  if (row.name.trim() === '') {
    return 'Choose a label.';
  }
  return row.values.length === 0 ? 'Choose a value.' : undefined;
}

/** A row that nobody has begun to fill in: as good as none. */
export function isBlank(row: Row): boolean {
  return row.name.trim() === '' && row.values.every((each) => each === '');
}

/** The matchers of the rows that are on and say something. */
export function matchersOf(rows: readonly Row[]): readonly WrittenMatcher[] {
  return rows.filter((row) => row.isOn && problemOf(row) === undefined).map(matcherOf);
}

/** The first row that is on, begun, and not complete. */
export function unfinished(rows: readonly Row[]): Row | undefined {
  return rows.find((row) => row.isOn && !isBlank(row) && problemOf(row) !== undefined);
}

export function blankRow(key: number): Row {
  return { key, name: '', operator: '=', values: [], isOn: true };
}

export function nextKey(rows: readonly Row[]): number {
  return rows.reduce((highest, { key }) => Math.max(highest, key), 0) + 1;
}

export function rowsOf(matchers: readonly WrittenMatcher[], from = 1): readonly Row[] {
  return matchers.map((matcher, index) => rowOf(matcher, from + index));
}

/** The row by which `name="value"` is asked for, on or off. */
function rowFor(rows: readonly Row[], name: string): Row | undefined {
  return rows.find((row) => row.name === name && row.operator === '=');
}

export function isChosen(rows: readonly Row[], name: string, value: string): boolean {
  const row = rowFor(rows, name);
  return row !== undefined && row.isOn && row.values.includes(value);
}

/** Asks for this value of a label too, or no more. */
export function withToggled(rows: readonly Row[], name: string, value: string): readonly Row[] {
  const row = rowFor(rows, name);
  if (row === undefined) {
    return [...rows, { key: nextKey(rows), name, operator: '=', values: [value], isOn: true }];
  }
  const values = !row.isOn ? [value] : row.values.includes(value) ? row.values.filter((each) => each !== value) : [...row.values, value];
  return values.length === 0 ? rows.filter((each) => each !== row) : rows.map((each) => (each === row ? { ...row, values, isOn: true } : each));
}

/** Whether the rows ask for the same, in the same order. */
export function isSame(a: readonly WrittenMatcher[], b: readonly WrittenMatcher[]): boolean {
  return a.length === b.length && a.every((each, index) => matcherText(each) === matcherText(b[index] ?? each));
}
