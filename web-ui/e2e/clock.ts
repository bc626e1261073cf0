import { expect, type Page } from '@playwright/test';

const frameMillis = 300;

/** Draws the page late, as where there is much to do; keys are not late. To be called before it is opened. */
export async function lateFrames(page: Page): Promise<void> {
  await page.addInitScript((millis) => {
    window.requestAnimationFrame = (draw) => window.setTimeout(() => draw(performance.now()), millis);
    window.cancelAnimationFrame = (handle) => window.clearTimeout(handle);
  }, frameMillis);
}

/** Stops the clock of a page, which the test has installed before it opened the page, within a second or so of the page. */
export async function stopClock(page: Page): Promise<void> {
  let ahead = 250;
  // Only times to come can be stopped at; how long it takes to say so depends on the machine.
  await expect(async () => {
    ahead *= 2;
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + ahead);
  }).toPass();
}
