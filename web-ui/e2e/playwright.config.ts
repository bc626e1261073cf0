import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';

/** The browser of the machine: `CHROMIUM`, or `chromium` on the PATH. Playwright downloads none here. */
function chromium(): string {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    return named;
  }
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromium'))
    .find((program) => {
      try {
        accessSync(program, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  if (found === undefined) {
    throw new Error('chromium is not on the PATH; CHROMIUM=/path/to/chromium names another browser of its kind');
  }
  return found;
}

export default defineConfig({
  testDir: '.',
  globalSetup: './archive.ts',
  outputDir: '../target/e2e',
  // One more than the cores of a small machine, as tests wait a third of their time.
  workers: 3,
  // Limits on what hangs: machines that run tests may be several times slower than those that tests are written on.
  timeout: 180_000,
  globalTimeout: 40 * 60_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'off',
    video: 'off',
    actionTimeout: 45_000,
    launchOptions: {
      executablePath: chromium(),
      // Without a sandbox, as builds often run as root in a container, where Chromium has none.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
});
