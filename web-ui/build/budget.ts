import { gzipSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

/** What the build knows of one script. */
export interface Chunk {
  readonly fileName: string;
  readonly code: string;
  /** Files that it cannot run without. */
  readonly imports: readonly string[];
}

export interface Loaded {
  readonly fileName: string;
  readonly gzipBytes: number;
}

const scriptOrPreload = /<(?:script\b[^>]*\bsrc|link\b[^>]*\brel="modulepreload"[^>]*\bhref)="(?:\.\/)?([^"]+)"/g;

/** The scripts that a browser loads before it can show anything: those that the page names, and what they import. */
export function firstScreen(html: string, chunks: readonly Chunk[]): Loaded[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Map<string, Loaded>();
  const open = [...html.matchAll(scriptOrPreload)].map((match) => match[1] ?? '');
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const chunk = byName.get(name);
    if (chunk === undefined) {
      throw new Error(`index.html loads ${name}, which is no script of this build`);
    }
    if (!loaded.has(name)) {
      const gzipBytes = gzipSync(chunk.code, { level: constants.Z_BEST_COMPRESSION }).length;
      loaded.set(name, { fileName: name, gzipBytes });
      open.push(...chunk.imports);
    }
  }
  return [...loaded.values()].sort((a, b) => b.gzipBytes - a.gzipBytes);
}

/** One line for each script and one for all of them; kB are 1000 bytes. */
export function table(loaded: readonly Loaded[], maxBytes: number): string {
  const total = loaded.reduce((sum, each) => sum + each.gzipBytes, 0);
  const line = (bytes: number, text: string): string => `${(bytes / 1000).toFixed(1).padStart(8)} kB  ${text}`;
  return [
    ...loaded.map((each) => line(each.gzipBytes, each.fileName)),
    line(total, `for the first screen, gzipped (at most ${maxBytes / 1000} kB)`),
  ].join('\n');
}

/** Fails the build when the first screen needs more script than people should wait for. */
export function budget(maxBytes: number): Plugin {
  return {
    name: 'tocsin:budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const files = Object.values(bundle);
      const html = files.find((file) => file.type === 'asset' && file.fileName === 'index.html');
      if (html?.type !== 'asset') {
        this.error('there is no index.html to measure');
      }
      const loaded = firstScreen(
        html.source.toString(),
        files.filter((file) => file.type === 'chunk'),
      );
      const text = `JavaScript of the first screen:\n${table(loaded, maxBytes)}`;
      if (loaded.reduce((sum, each) => sum + each.gzipBytes, 0) > maxBytes) {
        this.error(`${text}\nThat is too much: load what it does not need at first later (lazy, import()), or take it out.`);
      }
      this.info(text);
    },
  };
}
