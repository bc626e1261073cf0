import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** A package whose code is in the bundle, as Vite lists it. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly identifier?: string | null;
  /** The text that the package carries. */
  readonly text?: string | null;
}

/** Licences that let the page be passed on with no more than their text. */
const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/**
 * What the distribution says of the packages in the page.
 *
 * @param texts of packages that carry none, by name
 * @throws Error if a package's licence is not one of those above, or its text is nowhere
 */
export function licencesText(packages: readonly Bundled[], texts: ReadonlyMap<string, string>): string {
  const sorted = [...packages].sort((a, b) => (a.name < b.name ? -1 : 1));
  const problems: string[] = [];
  const entries = sorted.map(({ name, version, identifier, text }) => {
    const licence = identifier ?? 'none';
    if (!allowed.includes(licence)) {
      problems.push(`${name} ${version}: its licence is ${licence}, expected one of ${allowed.join(', ')}`);
    }
    const words = (text ?? '').trim() || texts.get(name)?.trim();
    if (words === undefined) {
      problems.push(`${name} ${version} carries no licence text; add build/licences/${name.replaceAll('/', '__')}.txt`);
    }
    return { title: `(${licence}) ${name} ${version}`, words };
  });
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  const line = '-'.repeat(80);
  return [
    `The web page contains these ${entries.length} third-party packages.`,
    ...entries.map(({ title }) => `     ${title}`),
    ...entries.flatMap(({ title, words }) => ['', line, title, '', words]),
    '',
  ].join('\n');
}

function textsIn(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder).map((file) => [file.replace(/\.txt$/, '').replaceAll('__', '/'), readFileSync(join(folder, file), 'utf8')]),
  );
}

/**
 * Writes the licences of everything in the bundle where the jar and the distribution take them from; the page itself does not
 * carry them. Needs `build.license` with {@link listed} as its file.
 */
export function licences(target: string): Plugin {
  let root = '';
  let page = '';
  return {
    name: 'tocsin:licences',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      page = join(root, config.build.outDir);
    },
    closeBundle() {
      const list = join(page, listed);
      const packages: readonly Bundled[] = JSON.parse(readFileSync(list, 'utf8'));
      rmSync(list);
      const text = licencesText(packages, textsIn(join(root, 'build/licences')));
      mkdirSync(join(root, target), { recursive: true });
      writeFileSync(join(root, target, 'web-ui.txt'), text);
    },
  };
}

/** Where Vite lists the packages. */
export const listed = 'licences.json';
