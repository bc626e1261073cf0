/** What somebody types into the filter: words to look for, a matcher in the making, or one after the other. Pure. */

export interface Draft {
  /** The words to search for; empty for none. */
  readonly words: string;
  /** Where the matcher begins that follows the words; undefined if there is none. */
  readonly matcherFrom: number | undefined;
}

/** A label's name and an operator after it, or a brace and at most the beginning of a name: nothing else is meant as a matcher. */
const matcherStart = /(^|\s)(?:(?:\{\s*)?(?:"(?:[^"\\]|\\.)*"|[\p{L}_:][\p{L}\p{N}_:.-]*)\s*(?:=|!=|!~)|\{\s*(?:"[^"]*|[\p{L}_:][\p{L}\p{N}_:.-]*)?$)/gu;

function matcherAt(text: string, from: number): number | undefined {
  matcherStart.lastIndex = from;
  const found = matcherStart.exec(text);
  return found === null ? undefined : found.index + (found[1] ?? '').length;
}

/**
 * Words are searched for while they are typed; a matcher is used once it is finished.
 *
 * @param given words that were not typed, such as those of a link: as long as they stand in front they are words, whatever they look like
 * @param isMatcher whether all behind them is a matcher, such as one that is put right, whatever it looks like
 */
export function draftOf(text: string, given = '', isMatcher = false): Draft {
  const isKept = text.startsWith(given);
  if (isKept && isMatcher) {
    return { words: given.trim(), matcherFrom: text.length - text.slice(given.length).trimStart().length };
  }
  const at = matcherAt(text, isKept && matcherAt(given, 0) !== undefined ? given.length : 0);
  return { words: text.slice(0, at).trim(), matcherFrom: at };
}

/** The text of a draft with these words and a matcher after them. */
export function draftText(words: string, matcher: string): string {
  return words === '' || matcher === '' ? words + matcher : `${words} ${matcher}`;
}

/** How long typing must rest before the server is asked, in milliseconds: at once where nothing is left to narrow by. */
export function restBeforeSearch(text: string): number {
  return text.trim() === '' ? 0 : 120;
}

/**
 * The text and the cursor after a suggestion is taken.
 *
 * @param start where the part of the text begins that the suggestion is for
 */
export function withSuggestion(
  text: string,
  suggestion: { readonly from: number; readonly to: number; readonly insert: string },
  start = 0,
): { readonly text: string; readonly cursor: number } {
  const before = text.slice(0, start + suggestion.from);
  return { text: before + suggestion.insert + text.slice(start + suggestion.to), cursor: before.length + suggestion.insert.length };
}
