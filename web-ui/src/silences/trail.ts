/** What happened to a silence, told from its history. Pure. */

import type { HistoryEntry } from '../server/answers';

/** A fact of a silence that a change has changed. */
export interface Change {
  readonly what: 'matchers' | 'start' | 'end' | 'creator' | 'comment';
  readonly from: string;
  readonly to: string;
}

type Recorded = NonNullable<HistoryEntry['silence']>;

function sameMoment(a: string, b: string): boolean {
  return Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000);
}

function changesBetween(before: Recorded, after: Recorded): readonly Change[] {
  const changes: Change[] = [];
  const add = (what: Change['what'], from: string, to: string, isSame = from === to): void => {
    if (!isSame) {
      changes.push({ what, from, to });
    }
  };
  add('matchers', before.matchers.join(' or '), after.matchers.join(' or '));
  add('start', before.startsAt, after.startsAt, sameMoment(before.startsAt, after.startsAt));
  add('end', before.endsAt, after.endsAt, sameMoment(before.endsAt, after.endsAt));
  add('creator', before.createdBy, after.createdBy);
  add('comment', before.comment, after.comment);
  return changes;
}

/**
 * What an update has changed, as far as the history still knows what was before it.
 *
 * @param entries newest first, as the server answers them
 */
export function changesOf(entries: readonly HistoryEntry[], index: number): readonly Change[] {
  const entry = entries[index];
  const after = entry?.silence;
  if (entry?.action !== 'updated' || after === undefined) {
    return [];
  }
  const before = entries.slice(index + 1).find((each) => each.kind === 'silence' && each.silence?.id === after.id)?.silence;
  return before === undefined ? [] : changesBetween(before, after);
}

type Caller = HistoryEntry['by'];

export function isProven(by: Caller): boolean {
  return by !== undefined && by.identity !== 'anonymous';
}

/** Who it was, as far as the server knows: `user:alice from 192.0.2.7`. */
export function whoText(by: Caller): string {
  if (by === undefined) {
    return 'somebody';
  }
  const { identity, address } = by;
  const from = address === undefined || address === '' ? '' : ` from ${address}`;
  return `${isProven(by) ? identity : 'an unknown caller'}${from}`;
}

const verbs: Readonly<Record<string, string>> = {
  created: 'Created',
  updated: 'Changed',
  expired: 'Expired',
  imported: 'Taken over',
  replaced: 'Replaced',
};

/** What was done, as the beginning of a sentence. */
export function verbOf(action: string | undefined): string {
  return verbs[action ?? ''] ?? 'Changed';
}

/** The first one known to have made it: who that was is proved, whatever the silence says of its creator. */
export function makerOf(entries: readonly HistoryEntry[], id: string): HistoryEntry | undefined {
  return entries.findLast((each) => each.kind === 'silence' && each.action === 'created' && each.silence?.id === id);
}
