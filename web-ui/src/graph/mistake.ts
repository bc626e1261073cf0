/** Where in an expression a mistake is, by what the server says. Pure. */

export interface Mistake {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** In UTF-16 units of the expression. */
  readonly offset: number;
  readonly length: number;
}

const located = /^(?:invalid parameter "query": )?(\d+):(\d+): (?:parse error: )?([\s\S]*)$/;
const token = /^(?:[\p{L}_:][\p{L}\p{N}_:.]*|\d[\w.]*|"[^"\n]*"?|'[^'\n]*'?|[=!<>]=|[=!]~|[\s\S])/u;

/** How many UTF-16 units of the text are in its first so many bytes. */
function unitsOf(text: string, bytes: number): number {
  let left = bytes;
  let units = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (left < 0) {
      break;
    }
    units += sign.length;
  }
  return units;
}

/** Undefined for a failure that has no place, as of a query that is right but cannot be done. */
export function mistakeOf(expr: string, said: string): Mistake | undefined {
  const [, lineText, columnText, message] = located.exec(said) ?? [];
  if (lineText === undefined || columnText === undefined || message === undefined) {
    return undefined;
  }
  const [line, column] = [Number(lineText), Number(columnText)];
  const lines = expr.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  // Columns count bytes, from 1.
  const offset = Math.min(expr.length, before + unitsOf(lines[line - 1] ?? '', column - 1));
  const length = token.exec(expr.slice(offset))?.[0].length ?? 1;
  return { message, line, column, offset, length };
}
