/**
 * Signs that cannot be seen, made visible. Labels and annotations come from anywhere, and with the signs that turn the direction of
 * writing `exe.txt live` is shown where `evil txt.exe` is meant. What writing needs is left alone: marks of direction, and what joins
 * letters. Only what is shown is changed, never what is copied, asked for or sent. Pure.
 */

/** Controls but tabulators and ends of lines; embeddings, overrides and isolates of direction; what has no width or ends lines unseen. */
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

function codeOf(sign: string): string {
  return `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** A text of several lines. */
export function visibleText(text: string): string {
  return text.replace(unseen, codeOf);
}

const breaks: Readonly<Record<string, string>> = { '\n': '↵', '\r': '␍', '\t': '⇥' };

/** A text of one line, in which the end of a line is a sign like others. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/[\n\r\t]/g, (sign) => breaks[sign] ?? sign);
}

/** The value of a label or a matcher. */
export function visibleValue(value: string): string {
  return value === '' ? '""' : visibleLine(value);
}
