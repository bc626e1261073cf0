import type { Page } from '@playwright/test';
import { alerts } from './alerts';
import { expectNoAxeViolations } from './axe';
import { fingerprintOf, shop, shopConfig, Webhooks } from './shop';
import { until } from './server';
import { expect, sharedServer, test } from './test';

const widths = [
  { name: 'desktop', size: { width: 1280, height: 800 } },
  { name: 'phone', size: { width: 390, height: 844 } },
] as const;

// Looking at everything twice takes its time where other things run, too.
test.describe.configure({ timeout: 120_000 });

let webhooks: Webhooks;
let fingerprint = '';
let silence = '';
let expired = '';
const server = sharedServer(
  async () => {
    webhooks = await Webhooks.start(400);
    return { config: shopConfig(webhooks.url) };
  },
  async (started) => {
    await started.post([...alerts(14), ...Object.values(shop)]);
    silence = await started.silence({ matchers: [{ name: 'till', value: 'till-8' }], comment: 'See https://tickets.example.com/OPS-17' });
    expired = await started.silence({ matchers: [{ name: 'region', value: 'eu-.*', isRegex: true }], comment: 'Over' });
    await started.expire(expired);
    await until('a notification', async () => webhooks.taken.length > 0);
    fingerprint = await fingerprintOf(started, shop.told);
  },
);
test.afterAll(async () => webhooks.close());

const h1 = (title: string) => async (page: Page) => expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
const text = (pattern: string | RegExp) => async (page: Page) => expect(page.getByText(pattern).first()).toBeVisible();

const anAlert = async (page: Page) => expect(page.locator('[data-fingerprint]').first()).toBeVisible();

interface Screen {
  readonly name: string;
  readonly path: () => string;
  /** Waits until there is something to look at. */
  readonly ready: (page: Page) => Promise<void>;
  /** The part that the frame's own checks are not for. */
  readonly isDialog?: true;
  /** Whether it is laid out in another way where there is little room. */
  readonly onPhone?: true;
}

const screens: readonly Screen[] = [
  { name: 'alerts as groups', path: () => '#/alerts?view=cards&silenced=true', ready: anAlert },
  { name: 'alerts as a table', path: () => '#/alerts?view=table&silenced=true', ready: anAlert, onPhone: true },
  { name: 'alerts as lines', path: () => '#/alerts?view=compact&silenced=true', ready: anAlert, onPhone: true },
  { name: 'no alert that matches', path: () => '#/alerts?search=nothing-has-this', ready: text('No alert matches') },
  { name: 'an alert', path: () => `#/alerts/${fingerprint}`, ready: text('Timeline'), isDialog: true, onPhone: true },
  { name: 'an alert that is unknown', path: () => '#/alerts/00000000000000aa', ready: text('No such alert'), isDialog: true },
  { name: 'silences', path: () => '#/silences?state=active,expired', ready: text('till-8') },
  { name: 'no silence that fits', path: () => '#/silences?search=nothing-has-this', ready: text('No silence fits') },
  { name: 'a silence', path: () => `#/silences/${silence}`, ready: text('OPS-17'), isDialog: true },
  { name: 'a silence that is over', path: () => `#/silences/${expired}`, ready: text('Silence again'), isDialog: true },
  { name: 'a silence that is unknown', path: () => '#/silences/00000000-0000-4000-8000-000000000000', ready: text(/There is no silence with the id/), isDialog: true },
  { name: 'a new silence', path: () => '#/silences/new?filter={team="tills"}', ready: text(/alerts now/) },
  { name: 'a silence that is changed', path: () => `#/silences/${silence}/edit`, ready: text('What changes') },
  { name: 'the status', path: () => '#/status', ready: text('tills') },
  { name: 'the settings', path: () => '#/settings', ready: h1('Settings') },
  { name: 'an address that leads nowhere', path: () => '#/nowhere', ready: async (page) => expect(page.getByRole('heading', { level: 1 })).toBeVisible() },
];

/**
 * Both themes: what may differ between them is the contrast.
 *
 * @param again what leads back to the same state after the page was loaded anew; without it the theme changes under the open page
 */
async function expectGoodInBothThemes(page: Page, again?: (page: Page) => Promise<void>): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  if (again !== undefined) {
    await page.reload();
    await again(page);
  }
  await expectNoAxeViolations(page, undefined, ['color-contrast']);
}

async function expectFrame(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('banner')).toHaveCount(1);
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(1);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(tooWide, 'pixels beyond the right edge').toBeLessThanOrEqual(0);
}

for (const width of widths) {
  test.describe(`on a ${width.name}`, () => {
    test.use({ viewport: width.size });

    for (const screen of screens.filter(({ onPhone }) => width.name === 'desktop' || onPhone === true)) {
      test(`${screen.name}: nothing for axe to object to`, async ({ page }) => {
        await page.goto(`${server().url}/${screen.path()}`);
        await screen.ready(page);
        if (screen.isDialog === undefined) {
          await expectFrame(page);
        }
        await expectGoodInBothThemes(page, screen.ready);
      });
    }

    test('the help: nothing for axe to object to', async ({ page }) => {
      await page.goto(`${server().url}/#/status`);
      await h1('Status')(page);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await expectGoodInBothThemes(page);
    });

    test('an outage: nothing for axe to object to', async ({ page, faults }) => {
      faults.expect(/./);
      await page.route('**/api/**', (route) => route.abort('connectionrefused'));
      await page.goto(`${server().url}/#/alerts`);
      await text('The alerts cannot be shown')(page);
      await expectGoodInBothThemes(page);
    });
  });
}

test('a first visit tells what to do next, and axe has nothing to object to', async ({ page, startServer }) => {
  const fresh = await startServer();
  for (const { size } of widths) {
    await page.setViewportSize(size);
    await page.goto(`${fresh.url}/`);
    await expect(page.getByRole('heading', { name: 'Waiting for the first alert' })).toBeVisible();
    await expect(page.getByText('alertmanagers:').first()).toBeVisible();
    await expect(page.getByText(/amtool.*alert add/).first()).toBeVisible();
    await expectFrame(page);
    await expectGoodInBothThemes(page);
  }
  await page.goto(`${fresh.url}/#/silences`);
  await expect(page.getByText('No silences')).toBeVisible();
  await expectGoodInBothThemes(page);
});

test('whatever has the focus can be seen to have it', async ({ page }) => {
  for (const [path, title] of [['#/alerts?view=cards', 'Alerts'], ['#/silences', 'Silences'], ['#/status', 'Status'], ['#/settings', 'Settings']] as const) {
    await page.goto(`${server().url}/${path}`);
    await h1(title)(page);
    const unseen: string[] = [];
    for (let tabs = 0; tabs < 25; tabs += 1) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate(() => {
        const focused = document.activeElement;
        if (!(focused instanceof HTMLElement) || focused === document.body) {
          return undefined;
        }
        // The mark may be drawn around what holds it: a field's box, a switch's label.
        let element: Element | null = focused;
        for (let up = 0; element !== null && up < 4; up += 1, element = element.parentElement) {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
          if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') {
            return undefined;
          }
          const sibling: Element | null = element.nextElementSibling;
          if (sibling !== null && getComputedStyle(sibling).outlineStyle !== 'none') {
            return undefined;
          }
        }
        return focused.outerHTML.slice(0, 160);
      });
      if (found !== undefined) {
        unseen.push(found);
      }
    }
    expect(unseen, `focus that cannot be seen at ${path}`).toEqual([]);
  }
});

test('the focus comes back from drawers and dialogs', async ({ page }) => {
  await page.goto(`${server().url}/#/alerts?view=table`);
  const row = page.getByRole('link', { name: /^PaymentsFail/ });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row).toBeFocused();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row).toBeFocused();

  await page.goto(`${server().url}/#/silences`);
  const silenceRow = page.getByRole('link', { name: /till-8/ }).first();
  await silenceRow.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(silenceRow).toBeFocused();
});
