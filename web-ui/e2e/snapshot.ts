/** The file `silences` of an Alertmanager's storage, which a server imports when it starts: the way in for what API v2 cannot make. */

import type { Matcher } from './server';

export interface SnapshotSilence {
  readonly id: string;
  /** Any of these sets is enough. */
  readonly matcherSets: readonly (readonly Matcher[])[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly createdBy: string;
  readonly comment: string;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + 128);
  }
  return [...bytes, rest];
}

/** A field of a Protocol Buffers message that has a length. */
function field(number: number, content: readonly number[] | Uint8Array): number[] {
  return [...varint(number * 8 + 2), ...varint(content.length), ...content];
}

function text(number: number, value: string): number[] {
  return field(number, new TextEncoder().encode(value));
}

function count(number: number, value: number): number[] {
  return [...varint(number * 8), ...varint(value)];
}

function time(number: number, at: Date): number[] {
  return field(number, count(1, Math.floor(at.getTime() / 1000)));
}

/** Equal, regex, not equal, not regex: as the original numbers them. */
function type({ isRegex = false, isEqual = true }: Matcher): number {
  return (isEqual ? 0 : 2) + (isRegex ? 1 : 0);
}

function matchers(number: number, set: readonly Matcher[]): number[] {
  return set.flatMap((each) => field(number, [...count(1, type(each)), ...text(2, each.name), ...text(3, each.value)]));
}

export function silenceSnapshot(silences: readonly SnapshotSilence[]): Uint8Array {
  const messages = silences.map(({ id, matcherSets, startsAt, endsAt, createdBy, comment }) => {
    const [first = []] = matcherSets;
    const silence = [
      ...text(1, id),
      ...matchers(2, first),
      ...time(3, startsAt),
      ...time(4, endsAt),
      ...time(5, startsAt),
      ...text(8, createdBy),
      ...text(9, comment),
      ...matcherSets.flatMap((set) => field(11, matchers(1, set))),
    ];
    return [...field(1, silence), ...time(2, new Date(endsAt.getTime() + 86_400_000))];
  });
  return Uint8Array.from(messages.flatMap((message) => [...varint(message.length), ...message]));
}
