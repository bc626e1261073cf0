/** Finds the addresses in a text that people wrote. Pure. */

import { linkTarget } from './links';

export interface Piece {
  readonly text: string;
  /** Where a click on it leads; undefined for plain text. */
  readonly target: string | undefined;
}

const candidate = /https?:\/\/[^\s<>"'`]+/gi;
/** What ends a sentence or a bracket around an address, not the address. */
const tail = /[.,;:!?)\]}]+$/;

/** A closing bracket that was opened within the address belongs to it. */
function trimmed(address: string): string {
  let end = address.replace(tail, '');
  while (end.length < address.length && address[end.length] === ')' && opened(end)) {
    end += ')';
  }
  return end;
}

function opened(text: string): boolean {
  return text.split('(').length > text.split(')').length;
}

/** The text in order, in pieces: those that are http or https addresses, and what is between. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(candidate)) {
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
