/** What somebody types into the filter: words to look for, or a matcher in the making. Pure. */

export type DraftKind = 'nothing' | 'words' | 'matcher';

/** Words are searched for while they are typed; a matcher is used once it is finished. */
export function draftKind(text: string): DraftKind {
  return text.trim() === '' ? 'nothing' : /[=!~{}"]/.test(text) ? 'matcher' : 'words';
}

/** The words to search for. */
export function searchOf(text: string): string {
  return draftKind(text) === 'words' ? text.trim() : '';
}

/** How long typing must rest before the server is asked, in milliseconds: at once where nothing is left to narrow by. */
export function restBeforeSearch(text: string): number {
  return draftKind(text) === 'nothing' ? 0 : 120;
}

/** The text and the cursor after a suggestion is taken. */
export function withSuggestion(
  text: string,
  suggestion: { readonly from: number; readonly to: number; readonly insert: string },
): { readonly text: string; readonly cursor: number } {
  const before = text.slice(0, suggestion.from);
  return { text: before + suggestion.insert + text.slice(suggestion.to), cursor: before.length + suggestion.insert.length };
}

/** A text in three parts, the middle one of which is wrong; it is never empty, so that it can be marked. */
export function markedParts(text: string, offset: number, length: number): readonly [string, string, string] {
  const start = Math.min(Math.max(0, offset), text.length);
  const end = Math.min(text.length, start + Math.max(1, length));
  return [text.slice(0, start), text.slice(start, end) || ' ', text.slice(end)];
}
