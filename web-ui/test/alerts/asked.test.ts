import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { parseAddress } from '../../src/address/address';
import { alertPageQuery, askAhead, groupPageQuery, headerQuery } from '../../src/alerts/asked';
import { selectionOf } from '../../src/alerts/selection';

function keysAskedFor(hash: string, preferred: 'cards' | 'table'): unknown {
  const client = new QueryClient();
  const asked = vi.spyOn(client, 'prefetchQuery').mockResolvedValue();
  const address = parseAddress(hash);
  if (address.screen !== 'alerts') {
    throw new Error(address.screen);
  }
  askAhead(client, address, preferred);
  return asked.mock.calls.map(([{ queryKey }]) => queryKey);
}

function selection(hash: string): ReturnType<typeof selectionOf> {
  const address = parseAddress(hash);
  if (address.screen !== 'alerts') {
    throw new Error(address.screen);
  }
  return selectionOf(address);
}

test('groups are asked for as the screen asks for them, before anything else', () => {
  const hash = '#/alerts?search=disk&sort=severity';
  const wanted = selection(hash);
  expect(wanted).toMatchObject({ search: 'disk' });
  expect(keysAskedFor(hash, 'cards')).toEqual([groupPageQuery(wanted, [], 'severity', 0).queryKey, headerQuery(wanted).queryKey]);
});

test('groups of the own choice', () => {
  const hash = '#/alerts?customGrouping=true&group=team';
  expect(keysAskedFor(hash, 'cards')).toEqual([groupPageQuery(selection(hash), ['team'], 'labels', 0).queryKey, headerQuery(selection(hash)).queryKey]);
});

test('the view of the address counts more than the preferred one', () => {
  const table = '#/alerts?view=table';
  expect(keysAskedFor(table, 'cards')).toEqual([alertPageQuery(selection(table), '-startsAt', 0).queryKey, headerQuery(selection(table)).queryKey]);
  expect(keysAskedFor('#/alerts', 'table')).toEqual(keysAskedFor(table, 'table'));
});

test('without a state no list is asked for: to the server none means all', () => {
  const hash = '#/alerts?active=false';
  expect(keysAskedFor(hash, 'cards')).toEqual([headerQuery(selection(hash)).queryKey]);
});
