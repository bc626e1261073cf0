import { expect, type Locator, type Page } from '@playwright/test';

const tabsMax = 80;

/** Presses Tab until `target` has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < tabsMax; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${tabsMax} times Tab did not lead to ${String(target)}`);
}

/** Presses keys that belong together, such as `g s`, at once: a busy machine may take longer between two presses than the page waits. */
export async function pressSequence(page: Page, ...keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
}

/** Presses a key again and again until `target` has the focus. */
export async function pressUntilFocused(page: Page, key: string, target: Locator, pressesMax = 20): Promise<void> {
  for (let presses = 0; presses < pressesMax; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}
