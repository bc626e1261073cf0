/** Parts of a line of YAML for colours. No reader of YAML: what it takes for something else is merely coloured otherwise. Pure. */

export type Kind = 'plain' | 'key' | 'text' | 'number' | 'comment' | 'secret' | 'mark';

export interface Piece {
  readonly kind: Kind;
  readonly text: string;
}

const line = /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s"'#[{][^#:]*?))?(:)(?=\s|$)(\s*)(.*)$/;
const item = /^(\s*(?:- +)+|\s*)(.*)$/;

function valueKind(value: string): Kind {
  if (value === '') {
    return 'plain';
  }
  if (value === '<secret>') {
    return 'secret';
  }
  if (/^(true|false|null|~|-?\d+(\.\d+)?(ms|[smhdwy]|[KMG]i?B)?)+$/.test(value)) {
    return 'number';
  }
  return /^[|>[{&*!]/.test(value) ? 'plain' : 'text';
}

/** Where a comment begins: a `#` behind a blank, outside of quotes. */
function commentAt(value: string): number {
  let quote = '';
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (quote !== '') {
      quote = character === quote ? '' : quote;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '#' && (at === 0 || /\s/.test(value.charAt(at - 1)))) {
      return at;
    }
  }
  return value.length;
}

function valuePieces(value: string): readonly Piece[] {
  const at = commentAt(value);
  const content = value.slice(0, at).trimEnd();
  return [
    { kind: valueKind(content), text: content },
    { kind: 'plain', text: value.slice(content.length, at) },
    { kind: 'comment', text: value.slice(at) },
  ];
}

/** The pieces joined are the line. */
export function pieces(text: string): readonly Piece[] {
  const [, indent = '', key = '', colon = '', blank = '', value = ''] = line.exec(text) ?? [];
  const [, marks = '', rest = ''] = item.exec(text) ?? [];
  const found: readonly Piece[] =
    colon === ''
      ? [{ kind: 'mark', text: marks }, ...valuePieces(rest)]
      : [
          { kind: 'mark', text: indent },
          { kind: 'key', text: key },
          { kind: 'mark', text: colon + blank },
          ...valuePieces(value),
        ];
  return found.filter((piece) => piece.text !== '');
}

/** The numbers of the lines, from 0, that contain the words, whatever their case; none for no words. */
export function linesWith(lines: readonly string[], words: string): readonly number[] {
  const sought = words.trim().toLowerCase();
  return sought === '' ? [] : lines.flatMap((each, index) => (each.toLowerCase().includes(sought) ? [index] : []));
}
