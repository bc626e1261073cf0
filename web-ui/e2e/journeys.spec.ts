import type { Locator, Page } from '@playwright/test';
import { alerts } from './alerts';
import { stopClock } from './clock';
import { pressSequence, pressUntilFocused, tabTo } from './keys';
import { until, type AlertmanagerServer } from './server';
import { fingerprintOf, shop, shopConfig, Webhooks } from './shop';
import { expect, sharedServer, test } from './test';

let webhooks: Webhooks;
let silence = '';
const server = sharedServer(
  async () => {
    webhooks = await Webhooks.start();
    return { config: shopConfig(webhooks.url) };
  },
  async (started) => {
    await started.post(alerts(10_000));
    silence = await started.silence({
      matchers: [{ name: 'till', value: 'till-8' }],
      createdBy: 'kim',
      comment: 'The reader is exchanged on Monday, see https://tickets.example.com/OPS-17',
    });
    await started.post(Object.values(shop));
    await until('a notification', async () => webhooks.taken.some((body) => body.includes('till-7')));
    await until('the mute', async () => (await stateOf(started, 'till-9')) === 'muted');
  },
);
test.afterAll(async () => webhooks.close());

/** What the page's own list says of the alert of a till. */
async function stateOf(of: AlertmanagerServer, till: string): Promise<string> {
  const page = (await of.get(`/api/tocsin/v1/alerts?filter=${encodeURIComponent(`till="${till}"`)}`)) as {
    readonly alerts: readonly { readonly state: string }[];
  };
  return page.alerts[0]?.state ?? 'none';
}

function drawer(page: Page): Locator {
  return page.getByRole('dialog');
}

async function openAlert(page: Page, alert: (typeof shop)[keyof typeof shop]): Promise<void> {
  await page.goto(`${server().url}/#/alerts/${await fingerprintOf(server(), alert)}`);
  await expect(drawer(page).getByRole('heading', { name: alert.labels['alertname'] ?? '', level: 2 })).toBeVisible();
}

test('an alert among 10 000 is found by typing, and it is said who was told of it', async ({ page }) => {
  await page.goto(server().url);
  await expect(page.getByText(/^10,00\d alerts$/)).toBeVisible();

  await page.getByRole('combobox', { name: 'Filter alerts' }).fill('refused till');

  const found = page.getByRole('link', { name: /Cards are refused at till 7/ });
  await expect(found).toBeVisible();
  await expect(page.getByText('1 alert', { exact: true }).first()).toBeVisible();
  await expect(page).toHaveURL(/search=refused/);
  await found.click();
  await expect(drawer(page).getByText(/tills was told/).first()).toBeVisible();
  await expect(drawer(page).getByRole('link', { name: 'Runbook' })).toHaveAttribute('href', 'https://runbooks.example.com/PaymentsFail');
  await expect(drawer(page).getByRole('link', { name: 'Source' })).toHaveAttribute('href', /^https:\/\/prometheus\.example\.com\/graph/);
  await page.getByRole('button', { name: /^Close/ }).click();
  await expect(drawer(page)).toBeHidden();
  await expect(found).toBeFocused();
});

test('it is said who silenced an alert and why, with the way to the silence', async ({ page }) => {
  await openAlert(page, shop.silenced);

  await expect(drawer(page).getByText(/Nobody is told: it is silenced/)).toBeVisible();
  await expect(drawer(page).getByText('The reader is exchanged on Monday').first()).toBeVisible();
  await expect(drawer(page).getByRole('link', { name: 'https://tickets.example.com/OPS-17' }).first()).toHaveAttribute('rel', /noopener/);
  await drawer(page).locator(`a[href="#/silences/${silence}"]`).first().click();
  await expect(page).toHaveURL(new RegExp(`#/silences/${silence}$`));
  await expect(drawer(page).getByText('till-8').first()).toBeVisible();
  // And from there to the alerts that it matches.
  await drawer(page).getByRole('link', { name: 'ReaderSlow' }).click();
  await expect(page).toHaveURL(new RegExp(`#/alerts/${await fingerprintOf(server(), shop.silenced)}`));
});

test('it is said which alert inhibits another one, with the way to it', async ({ page }) => {
  await openAlert(page, shop.inhibited);

  await expect(drawer(page).getByText(/Nobody is told: it is inhibited by/)).toBeVisible();
  await expect(drawer(page).getByText('branch-offline')).toBeVisible();
  await drawer(page).getByRole('link', { name: 'BranchOffline' }).first().click();
  await expect(drawer(page).getByRole('heading', { name: 'BranchOffline', level: 2 })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(await fingerprintOf(server(), shop.source)));
});

test('it is said which time interval mutes an alert', async ({ page }) => {
  await openAlert(page, shop.muted);

  await expect(drawer(page).getByText(/Nobody is told: it is muted by the time interval always/)).toBeVisible();
});

test('an alert is found, silenced, freed again and watched in a second window, by keys alone', async ({ page, newWindow }) => {
  const search = '#/alerts?search=till-7&silenced=true&view=table';
  const other = await newWindow();
  await other.goto(`${server().url}/${search}`);
  const row = other.getByRole('row').filter({ hasText: 'PaymentsFail' });
  await expect(row.getByText('Active').first()).toBeVisible();
  const loaded = await other.evaluate(() => performance.timeOrigin);

  // From here on: only keys.
  await page.clock.install();
  await page.goto(server().url);
  await expect(page.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('till-7');
  const found = page.getByRole('link', { name: /Cards are refused at till 7/ });
  await expect(page.getByText('1 alert', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Filter alerts' })).not.toBeFocused();
  await pressUntilFocused(page, 'j', found);
  await page.keyboard.press('Enter');
  await expect(drawer(page).getByText(/tills was told/).first()).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: 'New silence', level: 1 })).toBeVisible();
  await expect(page.getByText('1 alert now', { exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Creator' })).toBeFocused();
  await page.keyboard.type('robin');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.type('The bank looks into it');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('The silence is in force.').first()).toBeVisible();
  await expect(drawer(page).getByText(/Nobody is told: it is silenced/)).toBeVisible();

  // What was done can be taken back for some seconds of this window, however long the other one takes.
  await stopClock(page);
  await expect(row.getByText('Silenced').first()).toBeVisible();
  expect(await stateOf(server(), 'till-7')).toBe('silenced');
  await page.clock.resume();

  await page.keyboard.press('u');
  await expect(page.getByText('The silence has expired.').first()).toBeVisible();
  await expect(row.getByText('Active').first()).toBeVisible();
  await expect(row.getByText('Silenced')).toHaveCount(0);

  // Once more, and ended from the list of silences.
  await expect(drawer(page).getByText(/Nobody is told/)).toHaveCount(0);
  await page.keyboard.press('s');
  await expect(page.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.type('The bank has asked for another hour');
  await page.keyboard.press('Control+Enter');
  await expect(row.getByText('Silenced').first()).toBeVisible();
  await expect(drawer(page)).toBeVisible();
  await pressSequence(page, 'g', 's');
  await expect(page.getByRole('heading', { name: 'Silences', level: 1 })).toBeVisible();
  await pressUntilFocused(page, 'j', page.getByRole('row').filter({ hasText: 'another hour' }).getByRole('link', { name: /till-7/ }).first());
  await page.keyboard.press('Enter');
  await expect(drawer(page).getByText('The bank has asked for another hour').first()).toBeVisible();
  await tabTo(page, drawer(page).getByRole('button', { name: 'Expire now' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('The silence has expired.').last()).toBeVisible();
  await expect(row.getByText('Active').first()).toBeVisible();
  expect(await stateOf(server(), 'till-7')).toBe('active');
  expect(await other.evaluate(() => performance.timeOrigin)).toBe(loaded);
});

test('a silence is changed, and it is said what changes', async ({ page }) => {
  const id = await server().silence({ matchers: [{ name: 'till', value: 'till-99' }], createdBy: 'kim', comment: 'Stocktaking' });
  await page.goto(`${server().url}/#/silences/${id}`);
  await drawer(page).getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('heading', { name: 'Edit silence', level: 1 })).toBeVisible();
  const changes = page.getByRole('region', { name: 'What changes' });
  await expect(changes.getByText('Nothing yet.')).toBeVisible();

  await page.getByRole('textbox', { name: 'Comment' }).fill('Stocktaking, until the end of the week');
  await expect(changes.getByText('The silence keeps its id.')).toBeVisible();
  await page.getByRole('button', { name: 'Save changes' }).click();

  await expect(page.getByText('The silence is changed.').first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`#/silences/${id}$`));
  await expect(drawer(page).getByText('Stocktaking, until the end of the week').first()).toBeVisible();
});

test('several alerts are selected and silenced together', async ({ page }) => {
  await page.goto(`${server().url}/#/alerts?filter={alertname="NodeDown",team="payments"}&view=table`);
  const rows = page.getByRole('row').filter({ has: page.getByRole('link', { name: /NodeDown/ }) });
  for (const index of [0, 1, 2]) {
    await rows.nth(index).getByRole('checkbox').check();
  }
  await expect(page.getByText('3 alerts selected')).toBeVisible();
  await page.getByRole('link', { name: 'Silence selected' }).click();

  await expect(page.getByText('3 alerts now', { exact: true })).toBeVisible();
  // What has to be filled in has the focus, and what is silenced is in sight with it.
  await expect(page.getByRole('textbox', { name: 'Creator' })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  await expect(page.getByRole('checkbox', { name: /^Use / }).first()).toBeInViewport();
  await page.getByRole('textbox', { name: 'Creator' }).fill('kim');
  await page.getByRole('textbox', { name: 'Comment' }).fill('These three are being replaced');
  await page.getByRole('button', { name: 'Create silence' }).click();

  await expect(page.getByText(/^The silence is in force\. It ends at [-\d ]*\d\d:\d\d and keeps back 3 alerts now\./).first()).toBeVisible();
  await expect(page.getByText('3 alerts selected'), 'what is silenced is done with').toHaveCount(0);
  const silenced = (await server().get('/api/v2/alerts?active=false&inhibited=false&filter=alertname="NodeDown"')) as readonly unknown[];
  expect(silenced).toHaveLength(3);
});

test('the table of a group has the filter, too, however late it is known what that means', async ({ page }) => {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/api\/tocsin\/v1\/alerts\?/, async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto(`${server().url}/#/alerts?view=cards&filter={team=~"pay.*"}`);
  await expect(page.locator('[data-row]').first()).toBeVisible();
  const table = page.getByRole('link', { name: /^All .* as a table$/ });
  await expect(table).toHaveCount(0);
  answer();
  await expect(table.first()).toHaveAttribute('href', /filter=\{team=~"pay\.\*",/);
});

test('a file that cannot be loaded is told with its place and a way out, until it is mended', async ({ page }) => {
  const good = shopConfig(webhooks.url);
  await page.goto(server().url);
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
  await server().writeConfig(good.replace('group_wait: 1s', 'group_wait: 1 sec'));

  expect((await server().reload()).ok).toBe(false);

  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices.getByText('The configuration file could not be loaded')).toBeVisible();
  await expect(notices.getByText(/alertmanager\.yml:4:15: .*group_wait/)).toBeVisible();
  await notices.getByRole('link', { name: 'Show the problems' }).click();
  const status = page.getByRole('main');
  await expect(page.getByRole('heading', { name: 'Status', level: 1 })).toBeVisible();
  await expect(status.getByText('The configuration file could not be loaded')).toBeVisible();
  await expect(status.getByText(/alertmanager\.yml:4:15$/)).toBeVisible();
  await expect(status.getByText(/did you mean "1s"/)).toBeVisible();

  await server().writeConfig(good);
  expect((await server().reload()).ok).toBe(true);
  await expect(status.getByText('could not be loaded')).toHaveCount(0);
  await page.goto(`${server().url}/#/alerts`);
  await expect(notices.getByText('could not be loaded')).toHaveCount(0);
});
