import { expect, type Locator, type Page } from '@playwright/test';

/** Fails the test if the page, once it rests, can be scrolled to the side. */
export async function expectNotTooWide(page: Page): Promise<void> {
  const tooWide = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(tooWide, { message: 'pixels beyond the right edge' }).toBeLessThanOrEqual(0);
}

/** Fails the test if an element, once the page rests, is not lower than so many pixels. */
export async function expectLowerThan(pixels: number, element: Locator): Promise<void> {
  await expect.poll(async () => (await element.boundingBox())?.height, { message: 'height in pixels' }).toBeLessThan(pixels);
}
