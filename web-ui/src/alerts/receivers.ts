/** Which receiver an address means. Pure. */

import { alternatives } from './filters';
import { receiverPattern } from './selection';

/** The name that a pattern stands for, if it is a single one. */
export function receiverName(pattern: string): string | undefined {
  const [only, ...others] = alternatives(pattern) ?? [];
  return others.length === 0 ? only : undefined;
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(text);
  } catch {
    return false;
  }
}

/**
 * The pattern that is meant. Templates write a receiver's name as it is where a regular expression is read, as `chat (eu)`: where that is
 * the name of a receiver that it does not match as an expression, it is the name that is meant.
 *
 * @param names of all receivers
 */
export function meantReceiver(pattern: string, names: readonly string[]): string {
  return names.includes(pattern) && !matches(pattern, pattern) ? receiverPattern(pattern) : pattern;
}
