import { describe, expect, test } from 'vitest';
import { equal, matcherText, type WrittenMatcher } from '../src/matchers/matchers';
import {
  blankRow,
  isBlank,
  isChosen,
  matcherOf,
  matchersOf,
  operatorText,
  problemOf,
  rowOf,
  rowsOf,
  unfinished,
  withOperator,
  withToggled,
} from '../src/silenceform/rows';

const pattern = (name: string, value: string, isEqual = true): WrittenMatcher => ({ name, value, isRegex: true, isEqual });

describe('rowOf', () => {
  test.each<readonly [WrittenMatcher, string, readonly string[]]>([
    [equal('a', 'b'), '=', ['b']],
    [equal('a', ''), '=', ['']],
    [{ ...equal('a', 'b'), isEqual: false }, '!=', ['b']],
    [pattern('a', 'b|c'), '=', ['b', 'c']],
    [pattern('a', 'b|c', false), '!=', ['b', 'c']],
    [pattern('a', 'c|b'), '=', ['c', 'b']],
    [pattern('a', 'b\\.x|c\\|d'), '=', ['b.x', 'c|d']],
    [pattern('a', 'b.*|c'), '=~', ['b.*|c']],
    [pattern('a', '(b|c)'), '=~', ['(b|c)']],
    [pattern('a', 'b'), '=~', ['b']],
    [pattern('a', 'b\\d|c'), '=~', ['b\\d|c']],
    [pattern('a', 'b.*', false), '!~', ['b.*']],
  ])('%j', (matcher, operator, values) => {
    const row = rowOf(matcher, 1);
    expect(row.operator).toBe(operator);
    expect(row.values).toEqual(values);
    // A silence that is edited must not become another one by being shown.
    expect(matcherText(matcherOf(row))).toBe(matcherText(matcher));
  });
});

describe('withOperator', () => {
  test('makes a pattern that matches just the values, and values of that again', () => {
    const row = { ...blankRow(1), name: 'a', values: ['b.c', 'd'] };
    const asPattern = withOperator(row, '=~');
    expect(asPattern.values).toEqual(['b\\.c|d']);
    expect(withOperator(asPattern, '!=').values).toEqual(['b.c', 'd']);
  });

  test('keeps what is no list of values', () => {
    expect(withOperator(rowOf(pattern('a', 'x.*'), 1), '=').values).toEqual(['x.*']);
    expect(withOperator(rowOf(pattern('a', 'x\\.y'), 1), '=').values).toEqual(['x.y']);
  });
});

describe('matchersOf', () => {
  test('leaves out what is off, blank or without a value', () => {
    const rows = [...rowsOf([equal('a', 'b')]), { ...rowOf(equal('c', 'd'), 2), isOn: false }, blankRow(3), { ...blankRow(4), name: 'e' }];
    expect(matchersOf(rows).map(matcherText)).toEqual(['a="b"']);
  });

  test('several values are one pattern', () => {
    expect(matchersOf([{ ...blankRow(1), name: ' a ', operator: '!=', values: ['x+', 'y'] }]).map(matcherText)).toEqual(['a!~"x\\\\+|y"']);
  });
});

test('a blank row is none; a begun one is unfinished', () => {
  expect(isBlank(blankRow(1))).toBe(true);
  expect(unfinished([blankRow(1)])).toBeUndefined();
  const begun = { ...blankRow(2), name: 'job' };
  expect(unfinished([blankRow(1), begun])).toBe(begun);
  expect(problemOf(begun)).toBe('Choose a value.');
  expect(problemOf({ ...blankRow(3), values: ['x'] })).toBe('Choose a label.');
  expect(unfinished([{ ...begun, isOn: false }])).toBeUndefined();
});

describe('withToggled', () => {
  test('adds a row, a second value, and takes both away', () => {
    const one = withToggled([], 'team', 'db');
    expect(matchersOf(one).map(matcherText)).toEqual(['team="db"']);
    const two = withToggled(one, 'team', 'web');
    expect(matchersOf(two).map(matcherText)).toEqual(['team=~"db|web"']);
    expect(isChosen(two, 'team', 'web')).toBe(true);
    expect(withToggled(withToggled(two, 'team', 'db'), 'team', 'web')).toEqual([]);
  });

  test('a row that is off is begun anew', () => {
    const rows = withToggled([], 'team', 'db').map((row) => ({ ...row, isOn: false }));
    expect(isChosen(rows, 'team', 'db')).toBe(false);
    expect(matchersOf(withToggled(rows, 'team', 'web')).map(matcherText)).toEqual(['team="web"']);
  });

  test('leaves another operator on the label alone', () => {
    const rows = rowsOf([pattern('team', 'd.*')]);
    expect(matchersOf(withToggled(rows, 'team', 'db')).map(matcherText)).toEqual(['team=~"d.*"', 'team="db"']);
  });
});

test('an operator says whether it is about one value or any of several', () => {
  expect([operatorText('=', 0), operatorText('=', 1), operatorText('=', 2)]).toEqual(['= is', '= is', '= is one of']);
  expect([operatorText('!=', 3), operatorText('=~', 1), operatorText('!~', 1)]).toEqual(['!= is none of', '=~ fits', '!~ fits not']);
});
