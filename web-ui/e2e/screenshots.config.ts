import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Takes pictures of the screens: they are to be looked at, and no test. */
export default defineConfig(tests, { testMatch: 'screenshots.ts', workers: 1, globalTimeout: 0, outputDir: '../target/screenshots-run' });
