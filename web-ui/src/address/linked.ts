/** Finds the addresses in a text that people wrote. Pure. */

import { linkTarget } from './links';

export interface Piece {
  readonly text: string;
  /** Where a click on it leads; undefined for plain text. */
  readonly target: string | undefined;
}

const candidate = /https?:\/\/[^\s<>"'`]+/gi;

/** Beyond this many characters nothing is looked for: annotations can be as long as a request. */
const searchedMax = 20_000;

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Without what ends a sentence, or a bracket around the address; a closing bracket that was opened within it belongs to it. */
function trimmed(address: string): string {
  const surplus: Record<string, number> = {};
  for (const [closer, opener] of Object.entries(openers)) {
    surplus[closer] = address.split(closer).length - address.split(opener).length;
  }
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const left = surplus[last];
    if (left !== undefined && left > 0) {
      surplus[last] = left - 1;
    } else if (!/[.,;:!?*…]/.test(last)) {
      break;
    }
  }
  return address.slice(0, end);
}

/** The text in order, in pieces: those that are http or https addresses, and what is between. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.slice(0, searchedMax).matchAll(candidate)) {
    const address = trimmed(match[0]);
    const target = linkTarget(address);
    if (target !== undefined) {
      if (match.index > end) {
        found.push({ text: text.slice(end, match.index), target: undefined });
      }
      found.push({ text: address, target });
      end = match.index + address.length;
    }
  }
  if (end < text.length) {
    found.push({ text: text.slice(end), target: undefined });
  }
  return found;
}
