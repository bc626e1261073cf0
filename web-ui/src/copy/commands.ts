/** Command lines that people paste into a shell. Pure. */

/** A word of a POSIX shell that means just this text. */
export function shellQuoted(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command with its arguments. */
export function commandLine(words: readonly string[]): string {
  return words.map(shellQuoted).join(' ');
}

/** The page's own address without its fragment and query, ending in a slash: what the server's paths stand below. */
export function baseOf(location: string): string {
  const url = new URL('.', location);
  url.search = '';
  url.hash = '';
  return url.href;
}

/** The flag that has amtool ask the server at this address. */
export function amtoolServer(base: string): string {
  return `--alertmanager.url=${base.replace(/\/$/, '')}`;
}

/** Something that can be copied. */
export interface Copy {
  readonly label: string;
  /** What it is for. */
  readonly hint: string;
  readonly text: string;
}
