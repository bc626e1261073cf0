/** A text in three parts, the middle one of which is wrong; it is never empty, so that it can be marked. Pure. */
export function markedParts(text: string, offset: number, length: number): readonly [string, string, string] {
  const start = Math.min(Math.max(0, offset), text.length);
  const end = Math.min(text.length, start + Math.max(1, length));
  return [text.slice(0, start), text.slice(start, end) || ' ', text.slice(end)];
}
