import { describe, expect, test } from 'vitest';
import { changesHeld, itemAt, knownItems, merge, offsetsFor, pagesKept, type Arrived, type Merged } from '../../src/alerts/pages';

interface Item {
  readonly id: string;
  readonly state: string;
}

const size = 3;
const idOf = (item: Item): string => item.id;

function items(...ids: readonly string[]): readonly Item[] {
  return ids.map((id) => ({ id, state: 'active' }));
}

function arrived(key: string, total: number, ...pages: readonly (readonly [number, readonly Item[]])[]): Arrived<Item> {
  return { key, total, pages: new Map(pages) };
}

function shownIds(merged: Merged<Item>): readonly string[] {
  return knownItems(merged.shown).map(([, item]) => item.id);
}

describe('offsetsFor', () => {
  test.each([
    [0, 2, [0]],
    [0, 3, [0, 3]],
    [4, 10, [3, 6, 9]],
    [-1, 0, [0]],
  ])('%i to %i', (first, last, offsets) => {
    expect(offsetsFor(first, last, size)).toEqual(offsets);
  });
});

describe('merge, while nobody reads', () => {
  test('the first page', () => {
    const merged = merge(undefined, arrived('k', 5, [0, items('a', 'b', 'c')]), false, idOf);
    expect(merged.shown.total).toBe(5);
    expect(itemAt(merged.shown, 1, size)?.id).toBe('b');
    expect(itemAt(merged.shown, 4, size)).toBeUndefined();
    expect(changesHeld(merged, idOf)).toBe(0);
  });

  test('pages that are seen no more are kept, those beyond the end are not', () => {
    const one = merge(undefined, arrived('k', 9, [0, items('a', 'b', 'c')], [6, items('g', 'h', 'i')]), false, idOf);
    const two = merge(one, arrived('k', 5, [3, items('d', 'e')]), false, idOf);
    expect(shownIds(two)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('only so many are kept, the nearest', () => {
    let merged: Merged<Item> | undefined;
    for (let page = 0; page < pagesKept + 10; page++) {
      merged = merge(merged, arrived('k', 1000, [page * size, items(`p${page}`)]), false, idOf);
    }
    expect(merged?.shown.pages.size).toBe(pagesKept);
    expect(merged?.shown.pages.has(0)).toBe(false);
    expect(merged?.shown.pages.has((pagesKept + 9) * size)).toBe(true);
  });

  test('another list replaces everything', () => {
    const one = merge(undefined, arrived('k', 9, [0, items('a')], [3, items('d')]), false, idOf);
    expect(shownIds(merge(one, arrived('l', 1, [0, items('x')]), false, idOf))).toEqual(['x']);
  });
});

describe('merge, while somebody reads', () => {
  const before = merge(undefined, arrived('k', 3, [0, items('a', 'b', 'c')]), false, idOf);

  test('rows keep their places, and what changed is counted', () => {
    const merged = merge(before, arrived('k', 4, [0, items('new', 'a', 'b')], [3, items('c')]), true, idOf);
    expect(shownIds(merged).slice(0, 3)).toEqual(['a', 'b', 'c']);
    expect(merged.shown.total).toBe(3);
    expect(changesHeld(merged, idOf)).toBe(1);
  });

  test('a row that is still there is as fresh as it is known', () => {
    const silenced: readonly Item[] = [{ id: 'new', state: 'active' }, { id: 'a', state: 'silenced' }];
    const merged = merge(before, arrived('k', 3, [0, [...silenced, ...items('b')]]), true, idOf);
    expect(itemAt(merged.shown, 0, size)).toEqual({ id: 'a', state: 'silenced' });
  });

  test('what moves nothing is shown at once', () => {
    const changed: readonly Item[] = [{ id: 'a', state: 'silenced' }, ...items('b', 'c')];
    const merged = merge(before, arrived('k', 3, [0, changed]), true, idOf);
    expect(itemAt(merged.shown, 0, size)?.state).toBe('silenced');
    expect(changesHeld(merged, idOf)).toBe(0);
  });

  test('an item in which something moved is held back as it is', () => {
    const places = (item: Item): string => `${item.id} ${item.state}`;
    const fresh: readonly Item[] = [{ id: 'a', state: 'x, y' }, ...items('b', 'c')];
    const merged = merge(before, arrived('k', 3, [0, fresh]), true, idOf, places);
    expect(itemAt(merged.shown, 0, size)?.state).toBe('active');
    expect(changesHeld(merged, idOf)).toBe(1);
  });

  test('another list is shown at once', () => {
    expect(shownIds(merge(before, arrived('l', 1, [0, items('x')]), true, idOf))).toEqual(['x']);
  });

  test('it is all shown when the reading ends', () => {
    const held = merge(before, arrived('k', 2, [0, items('b', 'c')]), true, idOf);
    expect(shownIds(held)).toEqual(['a', 'b', 'c']);
    expect(changesHeld(held, idOf)).toBe(1);
    const released = merge(held, arrived('k', 2, [0, items('b', 'c')]), false, idOf);
    expect(shownIds(released)).toEqual(['b', 'c']);
    expect(changesHeld(released, idOf)).toBe(0);
  });
});
