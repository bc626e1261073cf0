// @vitest-environment happy-dom
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentMatchers } from '../../src/alerts/filterEdit';
import { writtenFilter } from '../../src/alerts/knownMatchers';
import { equal } from '../../src/matchers/matchers';

const asked: string[] = [];

function answer(input: unknown): Response {
  const text = new URL(String(input), 'http://page/').searchParams.get('text') ?? '';
  asked.push(text);
  return new Response(
    JSON.stringify(
      text === 'bad'
        ? { matchers: [], error: { message: 'no operator', offset: 3, length: 0 }, suggestions: [] }
        : { matchers: [{ name: 'read', value: text, isRegex: false, isEqual: true, text }], suggestions: [] },
    ),
    { headers: { 'Content-Type': 'application/json' } },
  );
}

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });

beforeEach(() => {
  asked.length = 0;
  client.clear();
  vi.stubGlobal('fetch', vi.fn(async (input: unknown) => answer(input)));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('what the page has written itself is known at once', async () => {
  window.location.hash = `#/alerts?filter=${writtenFilter([equal('a', 'b')])}`;
  expect(await currentMatchers(client)).toEqual([equal('a', 'b')]);
  expect(asked).toEqual([]);
});

test('the meaning is that of the address at the end', async () => {
  window.location.hash = '#/alerts?filter=first%3D1';
  const matchers = currentMatchers(client);
  window.location.hash = '#/alerts?filter=second%3D2';
  expect(await matchers).toMatchObject([{ value: 'second=2' }]);
});

test('what cannot be read means nothing', async () => {
  window.location.hash = '#/alerts?filter=bad';
  expect(await currentMatchers(client)).toEqual([]);
});

test('who has gone elsewhere changes nothing', async () => {
  window.location.hash = '#/alerts?filter=third%3D3';
  const matchers = currentMatchers(client);
  window.location.hash = '#/settings';
  expect(await matchers).toBeUndefined();
});
