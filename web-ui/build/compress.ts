import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Shorter files fit into one packet as they are. */
const minBytes = 1024;
const compressible = /\.(js|css|svg|json|webmanifest)$/;

/** A file as it is sent to browsers that take it compressed, by what is appended to its name. */
export function packed(content: Buffer): Readonly<Record<'.br' | '.gz', Buffer>> {
  return {
    '.br': brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    '.gz': gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
  };
}

/** Puts the compressed forms of the page's files beside them, from where the server takes them. */
export function compress(): Plugin {
  let folder = '';
  return {
    name: 'tocsin:compress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir, config.build.assetsDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder).filter((each) => compressible.test(each))) {
        const content = readFileSync(join(folder, name));
        if (content.length > minBytes) {
          Object.entries(packed(content)).forEach(([suffix, bytes]) => writeFileSync(join(folder, name + suffix), bytes));
        }
      }
    },
  };
}
