import { expectNoAxeViolations } from './axe';
import { expectLowerThan, expectNotTooWide } from './layout';
import { shop, shopConfig, fingerprintOf, Webhooks } from './shop';
import { until } from './server';
import { expect, sharedServer, test } from './test';

/** Told apart by one label, whose name is as long as its values. */
const twins = ['a', 'b', 'c'].map((end) => ({
  labels: {
    alertname: 'PersistentVolumeFillingUp',
    severity: 'warning',
    cluster: 'eu-central-1',
    namespace: 'monitoring',
    persistentvolumeclaim: `prometheus-${end}`,
  },
  annotations: { summary: `Volume ${end} is full in four hours` },
}));

let webhooks: Webhooks;
const server = sharedServer(
  async () => {
    webhooks = await Webhooks.start();
    return { config: shopConfig(webhooks.url) };
  },
  async (started) => {
    await started.silence({ matchers: [{ name: 'till', value: 'till-8' }] });
    await started.post([...Object.values(shop), ...twins]);
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
  await expectLowerThan(56, card);

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

test('in windows of all widths the rows of the table are told apart', async ({ page }) => {
  await page.goto(`${server().url}/#/alerts?view=table&silenced=true&inhibited=true&muted=true&search=persistentvolumeclaim`);
  for (const width of [390, 800, 900, 1100, 1101, 1280, 1400, 1920]) {
    await test.step(`${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 800 });
      for (const { labels } of twins) {
        const value = page.locator('[data-row]').getByText(`=${labels.persistentvolumeclaim}`, { exact: true });
        await expect(value).toBeVisible();
        const isWhole = (): Promise<boolean> =>
          value.evaluate((element) => {
            const { top, bottom, right } = element.getBoundingClientRect();
            const cell = element.closest('td')?.getBoundingClientRect();
            return element.scrollWidth <= element.clientWidth && cell !== undefined && right <= cell.right && top >= cell.top && bottom <= cell.bottom;
          });
        await expect.poll(isWhole, { message: `${labels.persistentvolumeclaim} is not cut off` }).toBe(true);
      }
      await expectNotTooWide(page);
    });
  }
});

test('within the page, too, a filter that is refused leaves nothing of the list before', async ({ page, faults }) => {
  await page.goto(`${server().url}/#/alerts?view=cards`);
  await expect(page.locator('[data-row]').first()).toBeVisible();
  faults.expect(/filter=.*: 400$/);
  await page.goto(`${server().url}/#/alerts?view=cards&filter={team=~"tills("}`);
  await expect(page.getByText(/missing closing/)).toBeVisible();
  await expect(page.locator('[data-row]')).toHaveCount(0);
  await expectNoAxeViolations(page);
  await page.goBack();
  await expect(page.locator('[data-row]').first()).toBeVisible();
});

test('a receiver that cannot be read is said, with a way out', async ({ page, faults }) => {
  faults.expect(/receiver=.*: 400$/);
  await page.goto(`${server().url}/#/alerts?receiver=(`);
  await expect(page.getByText('No receiver can be found by (')).toBeVisible();
  await page.getByRole('link', { name: 'Show all receivers' }).click();
  await expect(page.locator('[data-row]').first()).toBeVisible();
});

test('on a phone severities are behind the funnel, too, however they are written', async ({ page }) => {
  await server().post([{ labels: { alertname: 'Shouting', severity: 'WARNING', team: 'tills' } }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server().url}/#/alerts?view=compact&silenced=true&inhibited=true&filter={team="tills"}`);
  await page.getByRole('button', { name: 'Labels', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Labels' });
  await sheet.getByRole('button', { name: /^warning 3$/i }).click();
  await expect(page).toHaveURL(/severity=~%22WARNING\|warning%22/);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(page.locator('[data-row]')).toHaveCount(3);
});

test('what has just begun to fire is marked in every form', async ({ page }) => {
  await server().post([{ labels: { alertname: 'JustNow', team: 'tills' }, startsAt: new Date().toISOString() }]);
  for (const view of ['cards', 'table', 'compact'] as const) {
    await page.goto(`${server().url}/#/alerts?view=${view}&filter={alertname=~"JustNow|PaymentsFail"}`);
    const row = (name: string) => page.locator('[data-row]').filter({ has: page.getByRole('link', { name: new RegExp(name) }) });
    await expect(row('JustNow').getByText('new', { exact: true }), view).toBeVisible();
    await expect(row('PaymentsFail|Cards are refused').getByText('new', { exact: true }), view).toHaveCount(0);
  }
});

test('a matcher that the filter has already is dropped, and it is said, also before the alerts are there', async ({ page }) => {
  let show = (): void => undefined;
  const shown = new Promise<void>((resolve) => (show = resolve));
  await page.route(/\/api\/tocsin\/v1\/alert(s|-groups)\?/, async (route) => {
    await shown;
    await route.continue();
  });
  await page.goto(`${server().url}/#/alerts?filter={team="tills"}`);
  const field = page.getByRole('combobox', { name: 'Filter alerts' });
  const said = page.getByText('The filter has team="tills" already');
  for (const isShown of [false, true]) {
    await field.fill('team="tills"');
    await field.press('Enter');
    await expect(said).toBeVisible();
    await expect(field).toHaveValue('');
    if (!isShown) {
      show();
      await expect(page.locator('[data-row]').first()).toBeVisible();
      await field.fill('t');
      await expect(said).toHaveCount(0);
    }
  }
});

test('what is typed while a matcher is read stays, and Enter twice is once', async ({ page }) => {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/tocsin/v1/completions?*', async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto(`${server().url}/#/alerts?view=compact`);
  const field = page.getByRole('combobox', { name: 'Filter alerts' });
  await field.fill('team="tills"');
  await field.press('Enter');
  await field.press('Enter');
  await field.pressSequentially(' refused till');
  answer();
  await expect(field).toHaveValue('refused till');
  await expect(page).toHaveURL(/filter=\{?team=%22tills%22\}?&search=refused/);
  await expect(page.getByRole('link', { name: /^PaymentsFail/ })).toBeVisible();
  await expect(page.getByText(/^The filter has/)).toHaveCount(0);
});

test('clicks on what is still the list before count for the filter that is asked for', async ({ page }) => {
  await page.goto(`${server().url}/#/alerts?view=compact&silenced=true`);
  await expect(page.getByRole('link', { name: /^PaymentsFail/ })).toBeVisible();
  const label = page.getByRole('navigation', { name: 'Labels' }).getByRole('button', { name: /^tills/ });
  await expect(label).toBeVisible();
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/api\/tocsin\/v1\/alerts\?/, async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto(`${server().url}/#/alerts?view=compact&silenced=true&filter={branch=~"ul."}`);
  await label.click();
  await expect(page).toHaveURL(/branch=~%22ul\.%22,team=%22tills%22/);
  await page.goto(`${server().url}/#/alerts?view=compact&silenced=true&filter={branch=~"u.m"}`);
  await page.getByRole('button', { name: /^critical/i }).click();
  await expect(page).toHaveURL(/branch=~%22u\.m%22,severity=%22critical%22/);
  answer();
  await expect(page.locator('[data-row]')).toHaveCount(1);
  await expect(page.getByRole('link', { name: /^PaymentsFail/ })).toBeVisible();
});

test('a matcher is typed again where the filter that it belongs to cannot be read', async ({ page, faults }) => {
  faults.expect(/failed: GET|net::ERR/);
  // Nothing says what the address means: the list is on its way, and who asks for it finds nobody.
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/api\/tocsin\/v1\/alerts\?/, async (route) => {
    await answered;
    await route.continue();
  });
  const ofFilter = /\/completions\?text=[^&]*branch/;
  await page.route(ofFilter, async (route) => route.abort());
  await page.goto(`${server().url}/#/alerts?view=compact&silenced=true&filter={branch=~"ul."}`);
  const field = page.getByRole('combobox', { name: 'Filter alerts' });
  await field.fill('team="tills"');
  await field.press('Enter');
  await expect(page.getByText('The filter could not be changed').first()).toBeVisible();
  await expect(field).toHaveValue('team="tills"');
  await page.unroute(ofFilter);
  await field.press('Enter');
  await expect(page).toHaveURL(/branch=~%22ul\.%22,team=%22tills%22/);
  await expect(field).toHaveValue('');
  answer();
});

test('what is selected is still so after the form was left, and no longer after other screens', async ({ page }) => {
  await page.goto(`${server().url}/#/alerts?view=compact&filter={persistentvolumeclaim=~".%2B"}`);
  await page.getByRole('checkbox').first().check();
  await page.getByRole('checkbox').nth(1).check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('link', { name: 'Silence selected' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toContainText('2 alerts selected');
  await page.getByRole('link', { name: 'Status' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Status' })).toBeVisible();
  await page.goBack();
  await expect(page.locator('[data-row]').first()).toBeVisible();
  await expect(bar).toHaveCount(0);
});

test('times said both ways are said whole in every form', async ({ page }) => {
  await page.goto(`${server().url}/#/settings`);
  await page.getByText('Both', { exact: true }).click();
  for (const width of [390, 800, 1400]) {
    await page.setViewportSize({ width, height: 800 });
    for (const view of ['cards', 'table', 'compact'] as const) {
      await page.goto(`${server().url}/#/alerts?view=${view}&filter={team="tills"}`);
      const time = page.locator('[data-row] time').first();
      await expect(time).toContainText(/\d\s(min|s) · \d\d:\d\d/);
      const isHidden = (): Promise<boolean> =>
        time.evaluate((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const around = (element.closest('td') ?? element.closest('li'))?.getBoundingClientRect();
          return around === undefined || left < around.left || right > around.right || top < around.top || bottom > around.bottom;
        });
      await expect.poll(isHidden, { message: `${view}, ${width} pixels` }).toBe(false);
    }
  }
});

test('a theme that changes under an open alert changes all of it', async ({ page }) => {
  // Colours on their way are neither.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const fingerprint = await fingerprintOf(server(), shop.told);
  await page.goto(`${server().url}/#/alerts/${fingerprint}`);
  const drawer = page.getByRole('dialog');
  await expect(drawer.locator('time').first()).toBeVisible();
  const colours = async (): Promise<readonly string[]> => {
    // Both answers that the drawer waits for.
    await expect(drawer.getByText('Began to fire')).toBeVisible();
    await expect(drawer.getByText('All routes, and how each decided')).toBeVisible();
    return drawer.evaluate((element) => [...element.querySelectorAll('*')].map((each) => `${each.tagName} ${getComputedStyle(each).color}`));
  };
  const light = await colours();
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const dark = await colours();
  expect(dark).not.toEqual(light);
  await page.reload();
  await expect.poll(colours).toEqual(dark);
});

test('very long texts take a few lines of the list, and labels that divide nothing are not said to be alike', async ({ page }) => {
  const long = 'a long story '.repeat(800);
  const alikes = Array.from({ length: 12 }, (_, i) => ({ labels: { alertname: 'Alike', kind: 'alike', copy: `${i}` } }));
  await server().post([{ labels: { alertname: 'Story', text: long }, annotations: { summary: long } }, ...alikes]);
  await page.goto(`${server().url}/#/alerts?view=cards&filter={alertname="Story"}`);
  const row = page.locator('li[data-row]');
  await expect(row).toBeVisible();
  await expectLowerThan(220, row);
  await page.goto(`${server().url}/#/silences/new?filter={alertname="Story"}`);
  const narrow = page.getByRole('button', { name: /^a long story/ });
  await expect(narrow).toBeVisible();
  await expectLowerThan(80, narrow);
  await page.goto(`${server().url}/#/alerts?view=cards&filter={kind="alike"}`);
  await expect(page.getByText('No label divides these alerts')).toBeVisible();
});
