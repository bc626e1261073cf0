import { expect, type Page } from '@playwright/test';

/** Stops the clock of a page, which the test has installed before it opened the page, within a second or so of the page. */
export async function stopClock(page: Page): Promise<void> {
  let ahead = 250;
  // Only times to come can be stopped at; how long it takes to say so depends on the machine.
  await expect(async () => {
    ahead *= 2;
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + ahead);
  }).toPass();
}
