import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Relative addresses, so that the page works below any --web.route-prefix and behind any proxy.
  base: './',
  build: {
    outDir: 'target/classes/io/tocsin/web',
    emptyOutDir: true,
    target: 'es2022',
    // Files of their own only: the page needs neither inline scripts nor data: addresses and runs under a strict content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': 'http://localhost:9093', '/-': 'http://localhost:9093' },
  },
  test: { include: ['test/**/*.test.ts'] },
});
