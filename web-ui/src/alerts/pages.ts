/** A long list of which some pages are known. Pure. */

export interface Paged<T> {
  /** What is listed, in which order: lists of other keys have nothing to do with this one. */
  readonly key: string;
  readonly total: number;
  /** Pages by their offset. */
  readonly pages: ReadonlyMap<number, readonly T[]>;
}

/** The offsets of the pages that hold the items from `first` to `last`. */
export function offsetsFor(first: number, last: number, size: number): readonly number[] {
  const offsets: number[] = [];
  for (let offset = Math.floor(Math.max(0, first) / size) * size; offset <= last; offset += size) {
    offsets.push(offset);
  }
  return offsets;
}

export function itemAt<T>(paged: Paged<T>, index: number, size: number): T | undefined {
  return paged.pages.get(Math.floor(index / size) * size)?.[index % size];
}

/** The known items in order, each with its index. */
export function knownItems<T>(paged: Paged<T>): readonly (readonly [number, T])[] {
  return [...paged.pages]
    .sort(([a], [b]) => a - b)
    .flatMap(([offset, items]) => items.map((item, at) => [offset + at, item] as const));
}

/** So many pages are kept: what was looked at long ago is asked for again. */
export const pagesKept = 24;

export interface Arrived<T> {
  readonly key: string;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly T[]>;
}

export interface Merged<T> {
  readonly shown: Paged<T>;
  /** What {@link Paged} would be if nobody was reading; the same as `shown` if nothing is held back. */
  readonly fresh: Paged<T>;
}

/** The freshest pages: those that arrived, and of the others the nearest to them. */
function freshest<T>(before: Paged<T> | undefined, arrived: Arrived<T>): Paged<T> {
  const pages = new Map(arrived.pages);
  if (before !== undefined && before.key === arrived.key) {
    const [middle = 0] = arrived.pages.keys();
    [...before.pages]
      .filter(([offset]) => !pages.has(offset) && offset < arrived.total)
      .sort(([a], [b]) => Math.abs(a - middle) - Math.abs(b - middle))
      .slice(0, Math.max(0, pagesKept - pages.size))
      .forEach(([offset, items]) => pages.set(offset, items));
  }
  return { key: arrived.key, total: arrived.total, pages };
}

/**
 * Takes in what arrived. While somebody reads (`isHeld`), rows keep their places: a page that is shown keeps its items in their
 * order, each as fresh as it is known, and only pages that were not there are new.
 *
 * @param idOf what an item is known by between answers
 * @param placesOf what stands where within an item: as long as that is the same, a fresh one takes the place of the old
 */
export function merge<T>(
  before: Merged<T> | undefined,
  arrived: Arrived<T>,
  isHeld: boolean,
  idOf: (item: T) => string,
  placesOf: (item: T) => string = idOf,
): Merged<T> {
  const fresh = freshest(before?.fresh, arrived);
  const shown = before?.shown;
  if (!isHeld || shown === undefined || shown.key !== fresh.key) {
    return { shown: fresh, fresh };
  }
  const latest = new Map(knownItems(fresh).map(([, item]) => [idOf(item), item]));
  const pages = new Map<number, readonly T[]>();
  for (const [offset, items] of fresh.pages) {
    const kept = shown.pages.get(offset);
    pages.set(offset, kept === undefined ? items : kept.map((item) => freshened(item, latest.get(idOf(item)), placesOf)));
  }
  const held = { key: fresh.key, total: shown.total, pages };
  return isSameOrder(held, fresh, placesOf) ? { shown: fresh, fresh } : { shown: held, fresh };
}

function freshened<T>(item: T, latest: T | undefined, placesOf: (item: T) => string): T {
  return latest !== undefined && placesOf(latest) === placesOf(item) ? latest : item;
}

function isSameOrder<T>(a: Paged<T>, b: Paged<T>, placesOf: (item: T) => string): boolean {
  return (
    a.total === b.total &&
    [...a.pages].every(([offset, items]) => {
      const others = b.pages.get(offset);
      return others?.length === items.length && items.every((item, at) => placesOf(item) === placesOf(others[at] ?? item));
    })
  );
}

/** How many items come, go or move when what is held back is shown; 0 if nothing is. */
export function changesHeld<T>({ shown, fresh }: Merged<T>, idOf: (item: T) => string): number {
  if (shown === fresh) {
    return 0;
  }
  const here = new Set(knownItems(shown).map(([, item]) => idOf(item)));
  const there = new Set(knownItems(fresh).map(([, item]) => idOf(item)));
  const come = [...there].filter((id) => !here.has(id)).length;
  const gone = [...here].filter((id) => !there.has(id)).length;
  return Math.max(1, come, gone, Math.abs(shown.total - fresh.total));
}
