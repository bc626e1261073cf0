import { shop, shopConfig, fingerprintOf, Webhooks } from './shop';
import { until } from './server';
import { expect, sharedServer, test } from './test';

let webhooks: Webhooks;
const server = sharedServer(
  async () => {
    webhooks = await Webhooks.start();
    return { config: shopConfig(webhooks.url) };
  },
  async (started) => {
    await started.silence({ matchers: [{ name: 'till', value: 'till-8' }] });
    await started.post(Object.values(shop));
    await until('a notification', async () => webhooks.taken.length > 0);
  },
);
test.afterAll(async () => webhooks.close());

test.use({ viewport: { width: 1280, height: 800 } });

test('every form of the list says how old an alert is and when it is looked at next', async ({ page }) => {
  await page.goto(`${server().url}/#/alerts?view=cards&silenced=true`);
  const card = page.locator('[data-row]').filter({ has: page.getByRole('button', { name: 'PaymentsFail' }) });
  await expect(card).toContainText(/next look in \d+ min/);
  // The facts stand beside the name, not below it.
  expect((await card.boundingBox())?.height).toBeLessThan(56);

  await page.setViewportSize({ width: 1440, height: 800 });
  for (const view of ['table', 'compact'] as const) {
    await page.goto(`${server().url}/#/alerts?view=${view}&silenced=true`);
    const row = (name: string) => page.locator('[data-row]').filter({ has: page.getByRole('link', { name: new RegExp(`^${name}`) }) });
    const next = (name: string) => row(name).locator('[title^="When the group is looked at next"]');
    await expect(row('PaymentsFail')).toContainText(/2\d min/);
    await expect(next('PaymentsFail')).toHaveText(/^in \d+ min$/);
    await expect(row('ReaderSlow')).toContainText(/2\d min/);
    await expect(next('ReaderSlow'), 'nobody is told of it then').toHaveText('');
  }
});

test('a theme that changes under an open alert changes all of it', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const fingerprint = await fingerprintOf(server(), shop.told);
  await page.goto(`${server().url}/#/alerts/${fingerprint}`);
  const drawer = page.getByRole('dialog');
  await expect(drawer.locator('time').first()).toBeVisible();
  const colours = async (): Promise<readonly string[]> => {
    await expect(drawer.getByText('Began to fire')).toBeVisible();
    return drawer.evaluate((element) => [...element.querySelectorAll('*')].map((each) => `${each.tagName} ${getComputedStyle(each).color}`));
  };
  const light = await colours();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await colours();
  expect(dark).not.toEqual(light);
  await page.reload();
  await expect.poll(colours).toEqual(dark);
});
