import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { budget } from './build/budget.ts';
import { compress } from './build/compress.ts';
import { licences, listed } from './build/licences.ts';

/** What the first screen's JavaScript may take, gzipped. */
const firstScreenMaxBytes = 180_000;

export default defineConfig({
  plugins: [react(), budget(firstScreenMaxBytes), compress(), licences('target/classes/META-INF/licenses')],
  // Relative addresses, so that the page works below any --web.route-prefix and behind any proxy.
  base: './',
  build: {
    outDir: 'target/classes/io/tocsin/web',
    emptyOutDir: true,
    target: 'es2022',
    // The first browsers with light-dark(), on which every colour rests; older targets would have it rewritten into something that needs more.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Files of their own only: nothing inline but what carries the nonce, so that the page runs under a strict content policy.
    assetsInlineLimit: 0,
    license: { fileName: listed },
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What changes rarely has a file of its own, which browsers keep across updates.
        codeSplitting: {
          groups: [{ name: 'libraries', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|@mantine[\\/]hooks)[\\/]/ }],
        },
      },
    },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:9093', '/-': 'http://127.0.0.1:9093', '/prometheus': 'http://127.0.0.1:9093' },
  },
  test: { include: ['test/**/*.test.{ts,tsx}'], environment: 'node' },
});
