import type { Page } from '@playwright/test';
import { alerts } from './alerts';
import { fingerprintOf, shop, shopConfig, Webhooks } from './shop';
import { until } from './server';
import { expect, sharedServer, test } from './test';

let webhooks: Webhooks;
let silence = '';
const server = sharedServer(
  async () => {
    webhooks = await Webhooks.start();
    return { config: shopConfig(webhooks.url) };
  },
  async (started) => {
    await started.post([...alerts(14), ...Object.values(shop)]);
    silence = await started.silence({ matchers: [{ name: 'till', value: 'till-8' }], comment: 'The reader is exchanged' });
    await until('a notification', async () => webhooks.taken.length > 0);
  },
);
test.afterAll(async () => webhooks.close());

const alertRow = (page: Page) => page.getByRole('link', { name: /^PaymentsFail/ });
const silenceRow = (page: Page) => page.getByRole('link', { name: /till-8/ }).first();

test('the focus comes back from drawers and dialogs', async ({ page }) => {
  await page.goto(`${server().url}/#/alerts?view=table`);
  await alertRow(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(alertRow(page)).toBeFocused();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(alertRow(page)).toBeFocused();

  await page.goto(`${server().url}/#/silences`);
  await silenceRow(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(silenceRow(page)).toBeFocused();
});

test('the focus comes back from details that Back closes, or that a link had opened', async ({ page }) => {
  const fingerprint = await fingerprintOf(server(), shop.told);
  const cases = [
    { list: '#/alerts?view=table', details: `#/alerts/${fingerprint}?view=table`, row: alertRow(page) },
    { list: '#/silences', details: `#/silences/${silence}`, row: silenceRow(page) },
  ];
  for (const { list, details, row } of cases) {
    await page.goto(`${server().url}/${list}`);
    await row.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(row).toBeFocused();

    await page.goto('about:blank');
    await page.goto(`${server().url}/${details}`);
    await expect(page.getByRole('dialog')).toBeVisible();
    // Readers do not have the row while the dialog is before it.
    await expect(page.locator('[data-fingerprint], [data-silence]').first()).toBeAttached();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(row).toBeFocused();
  }
});

declare global {
  interface Window {
    /** Keeps what tells the page of another address back. */
    holdAddress: () => void;
    /** Tells the page of it. */
    letAddressGo: () => void;
  }
}

test('the focus comes back from details that take it once more before they close', async ({ page }) => {
  await page.addInitScript(() => {
    let isHeld = false;
    window.holdAddress = () => (isHeld = true);
    window.letAddressGo = () => {
      isHeld = false;
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    };
    window.addEventListener('hashchange', (event) => {
      if (isHeld) {
        event.stopImmediatePropagation();
      }
    });
  });
  await page.goto(`${server().url}/#/silences`);
  await silenceRow(page).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await page.evaluate(() => window.holdAddress());
  await page.keyboard.press('Escape');
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  // As the drawer's own timers do, which are late where there is much to do.
  await dialog.getByRole('button', { name: 'Close' }).focus();
  await page.evaluate(() => window.letAddressGo());
  await expect(dialog).toBeHidden();
  await expect(silenceRow(page)).toBeFocused();
});

test('who wants no motion sees none, also where cards leave a list that is scrolled', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${server().url}/#/alerts?view=cards&silenced=true`);
  await expect(page.locator('[data-fingerprint]').first()).toBeVisible();
  const moved = await page.evaluate(async () => {
    const found = new Set<string>();
    document.addEventListener('transitionrun', ({ target, propertyName }) => found.add(`${target instanceof Element ? target.className : ''}: ${propertyName}`));
    const first = document.querySelector('[data-index="0"]');
    // Until the first card is drawn no more, and its place is kept free.
    for (let screens = 0; first?.isConnected === true && screens < 500; screens += 1) {
      window.scrollBy(0, 100);
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }
    return { moves: [...found], hasLeft: first?.isConnected === false };
  });
  expect(moved).toEqual({ moves: [], hasLeft: true });
});
