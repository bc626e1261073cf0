// @vitest-environment happy-dom
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentAddress } from '../../src/address/useAddress';
import { currentMatchers, editMatchers } from '../../src/alerts/filterEdit';
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

test('two edits that wait for the same answer are both there', async () => {
  window.location.hash = '#/alerts?filter=fourth%3D4';
  const add = (name: string) => editMatchers(client, (before) => [...before, equal(name, 'x')]);
  expect(await Promise.all([add('a'), add('b')])).toEqual([true, true]);
  expect(currentAddress()).toMatchObject({ filter: '{read="fourth=4",a="x",b="x"}' });
});

test('an edit says whether there was anything to change, and a server that cannot be asked', async () => {
  window.location.hash = '#/alerts?filter=fifth%3D5';
  const edited = editMatchers(client, (before) => before);
  window.location.hash = '#/settings';
  expect(await edited).toBe(false);
  window.location.hash = '#/alerts?filter=sixth%3D6';
  vi.stubGlobal('fetch', vi.fn(async () => Promise.reject(new TypeError('no network'))));
  await expect(editMatchers(client, () => [])).rejects.toThrow();
  expect(currentAddress()).toMatchObject({ filter: 'sixth=6' });
});
