import { describe, expect, test } from 'vitest';
import { groupsAddress, linkTarget, selectionOf } from '../src/links';

describe('linkTarget', () => {
  test.each([
    ['http://prometheus:9090/graph?g0.expr=up', 'http://prometheus:9090/graph?g0.expr=up'],
    ['HTTPS://runbooks.example/x', 'https://runbooks.example/x'],
    ['javascript:alert(1)', undefined],
    [' java\nscript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['//example.com/x', undefined],
    ['plain words', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j becomes %j', (address, expected) => {
    expect(linkTarget(address)).toBe(expected);
  });
});

describe('selectionOf', () => {
  test.each([
    ['', undefined],
    ['#/alerts', undefined],
    ['#/alerts?receiver=team-X', 'team-X'],
    ['#/alerts?receiver=a%5C.b', 'a\\.b'],
    ['#/alerts?silenced=true&receiver=x+y', 'x y'],
    ['#/alerts?receiver=', undefined],
    ['#/silences?receiver=x', undefined],
  ])('%j selects %j', (fragment, receiver) => {
    expect(selectionOf(fragment)).toEqual({ receiver });
  });
});

describe('groupsAddress', () => {
  test('is relative, so that every prefix works', () => {
    expect(groupsAddress({ receiver: undefined })).toBe('api/v2/alerts/groups');
  });

  test('carries the receiver as one parameter', () => {
    expect(groupsAddress({ receiver: 'a\\.b&x' })).toBe('api/v2/alerts/groups?receiver=a%5C.b%26x');
  });
});
