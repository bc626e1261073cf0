import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

const { globalSetup: _archive, ...browser } = tests;

/** Looks at a server that somebody else has started: see quickstart.ts. */
export default defineConfig(browser, { testMatch: 'quickstart.ts', workers: 1, outputDir: '../target/e2e-quickstart' });
