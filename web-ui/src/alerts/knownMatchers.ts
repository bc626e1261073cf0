/** Which matchers a filter's text stands for, as far as that is known: the server reads them, the page only writes. */

import { matchersText, type WrittenMatcher } from '../matchers/matchers';

const most = 200;
const nothing: readonly WrittenMatcher[] = [];
const known = new Map<string, readonly WrittenMatcher[]>();

/** Keeps what the server said that a text means; the oldest is forgotten. */
export function learn(text: string, matchers: readonly WrittenMatcher[]): void {
  known.delete(text);
  known.set(text, matchers);
  const [oldest] = known.keys();
  if (known.size > most && oldest !== undefined) {
    known.delete(oldest);
  }
}

export function meaningOf(text: string): readonly WrittenMatcher[] | undefined {
  return text.trim() === '' ? nothing : known.get(text);
}

/** The text of matchers, whose meaning is known from then on. */
export function writtenFilter(matchers: readonly WrittenMatcher[]): string {
  const text = matchersText(matchers);
  learn(text, matchers);
  return text;
}
