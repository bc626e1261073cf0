/** Which silences are selected. Pure; by id, since rows move while one looks at them. */

import type { Silence } from '../server/answers';

export type Selection = ReadonlyMap<string, Silence>;

export const nothing: Selection = new Map();

export function toggled(selection: Selection, silence: Silence): Selection {
  const next = new Map(selection);
  if (!next.delete(silence.id)) {
    next.set(silence.id, silence);
  }
  return next;
}

export function withAll(selection: Selection, silences: readonly Silence[]): Selection {
  return new Map([...selection, ...silences.map((each) => [each.id, each] as const)]);
}

export function withoutIds(selection: Selection, ids: readonly string[]): Selection {
  const left = new Map(selection);
  ids.forEach((id) => left.delete(id));
  return left;
}

/** How many of the selected ones are not among `listed`, as after the list was narrowed. */
export function countUnlisted(selection: Selection, listed: readonly Silence[]): number {
  return withoutIds(selection, listed.map(({ id }) => id)).size;
}

/** Those that can still be ended or extended. */
export function open(selection: Selection): readonly Silence[] {
  return [...selection.values()].filter(({ state }) => state !== 'expired');
}
