import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { firstScreen, table, type Chunk } from '../build/budget';
import { packed } from '../build/compress';

const chunks: readonly Chunk[] = [
  { fileName: 'assets/index-1.js', code: 'entry'.repeat(10), imports: ['assets/shared-1.js'] },
  { fileName: 'assets/shared-1.js', code: 'shared', imports: ['assets/index-1.js', 'assets/deep-1.js'] },
  { fileName: 'assets/deep-1.js', code: 'deep', imports: [] },
  { fileName: 'assets/preloaded-1.js', code: 'preloaded', imports: [] },
  { fileName: 'assets/later-1.js', code: 'later', imports: [] },
];
const html = `<script nonce="x">inline</script>
  <script type="module" crossorigin src="./assets/index-1.js"></script>
  <link rel="modulepreload" crossorigin href="./assets/preloaded-1.js">
  <link rel="stylesheet" crossorigin href="./assets/index-1.css">`;

describe('what the first screen loads', () => {
  it('is what the page names and what that imports, each once', () => {
    expect(
      firstScreen(html, chunks)
        .map((each) => each.fileName)
        .sort(),
    ).toEqual(['assets/deep-1.js', 'assets/index-1.js', 'assets/preloaded-1.js', 'assets/shared-1.js']);
  });

  it('is measured as it is sent', () => {
    const [largest] = firstScreen(html, chunks);
    expect(largest?.gzipBytes).toBe(packed(Buffer.from('preloaded'))['.gz'].length);
  });

  it('must not be guessed', () => {
    expect(() => firstScreen('<script src="./assets/other.js">', chunks)).toThrow('assets/other.js');
  });

  it('is told as a table with the sum', () => {
    const loaded = [
      { fileName: 'a.js', gzipBytes: 120_040 },
      { fileName: 'b.js', gzipBytes: 960 },
    ];
    expect(table(loaded, 180_000).split('\n')).toEqual([
      '   120.0 kB  a.js',
      '     1.0 kB  b.js',
      '   121.0 kB  for the first screen, gzipped (at most 180 kB)',
    ]);
  });
});

describe('compressed forms', () => {
  it('hold what they were made of, and are smaller', () => {
    const content = Buffer.from('the same again, '.repeat(200));
    const forms = packed(content);
    expect(brotliDecompressSync(forms['.br'])).toEqual(content);
    expect(gunzipSync(forms['.gz'])).toEqual(content);
    expect(forms['.br'].length).toBeLessThan(content.length / 10);
    expect(forms['.gz'].length).toBeLessThan(content.length / 10);
  });
});
