/** Does the same to many, a few at a time, and keeps account of what failed. */

import { reasonOf } from '../server/request';

const atOnce = 6;

export interface Outcome<T, R> {
  readonly done: readonly { readonly item: T; readonly result: R }[];
  readonly failed: readonly { readonly item: T; readonly error: unknown }[];
}

/** Never rejects; what was done and what failed is in the order of the items. */
export async function forEachOf<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<Outcome<T, R>> {
  const results: (Outcome<T, R>['done'][number] | Outcome<T, R>['failed'][number])[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) {
        try {
          results[index] = { item, result: await run(item) };
        } catch (error) {
          results[index] = { item, error };
        }
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return {
    done: results.filter((each) => 'result' in each),
    failed: results.filter((each) => 'error' in each),
  };
}

/** Why they failed: each reason once, with how often, the most frequent first. */
export function reasonsOf(failed: Outcome<unknown, unknown>['failed']): string {
  const counts = new Map<string, number>();
  failed.forEach(({ error }) => counts.set(reasonOf(error), (counts.get(reasonOf(error)) ?? 0) + 1));
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => (counts.size === 1 ? reason : `${reason} (${count})`))
    .join('; ');
}
