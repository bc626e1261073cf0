import type { Page } from '@playwright/test';
import { alerts } from './alerts';
import { StrippingProxy } from './proxy';
import { AlertmanagerServer } from './server';
import { fingerprintOf, shop } from './shop';
import { expect, test } from './test';

/** Where the same page is reached. */
const places = [
  { name: 'at the root', prefix: '', stripped: undefined },
  { name: 'below a route prefix', prefix: '/team/am', stripped: undefined },
  { name: 'behind a proxy that takes a path off', prefix: '', stripped: '/tools/alerts' },
] as const;

const config = `global: {resolve_timeout: 1h}
route:
  receiver: nobody
  group_by: [alertname]
  routes:
    - {matchers: [team="tills"], receiver: "tills: day & night/ulm"}
    - {matchers: [team="payments"], receiver: team-x}
    - {matchers: [team="search"], receiver: search (eu), continue: true}
    - {matchers: [team="search"], receiver: nobody}
receivers: [{name: nobody}, {name: team-x}, {name: search (eu)}, {name: "tills: day & night/ulm"}]
`;

/** As Go templates escape for a query: spaces become plus signs. */
function urlquery(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+').replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** How many alerts the list says it shows. */
async function expectShown(page: Page, count: string | RegExp): Promise<void> {
  await expect(page.getByText(count).first()).toBeVisible();
}

for (const place of places) {
  test.describe(place.name, () => {
    let server: AlertmanagerServer;
    let proxy: StrippingProxy | undefined;
    let base = '';
    let silence = '';

    test.beforeAll(async () => {
      server = await AlertmanagerServer.start({ config, prefix: place.prefix });
      proxy = place.stripped === undefined ? undefined : await StrippingProxy.start(place.stripped, server.url);
      base = proxy?.url ?? server.url;
      await server.post([...alerts(100), ...Object.values(shop)]);
      silence = await server.silence({ matchers: [{ name: 'till', value: 'till-8' }], comment: 'The reader is exchanged' });
    });
    test.afterAll(async () => {
      await proxy?.close();
      await server.close();
    });

    /** At the root each link is followed from elsewhere, as from a message; at the other places within the page, which is quicker. */
    const follow = async (page: Page, link: string): Promise<void> => {
      if (place.prefix === '' && place.stripped === undefined) {
        await page.goto('about:blank');
      }
      await page.goto(`${base}/${link}`);
    };

    test('links of the list of alerts, as the original and its templates write them', async ({ page }) => {
      const receiver = 'tills: day & night/ulm';
      const cases: readonly { readonly link: string; readonly shown: string | RegExp; readonly also?: (page: Page) => Promise<void> }[] = [
        // Without anything: active ones only, so that the silenced one is left out.
        { link: '', shown: '104 alerts' },
        { link: '#/', shown: '104 alerts' },
        { link: '#/alerts', shown: '104 alerts' },
        { link: '#/alerts?silenced=true', shown: '105 alerts' },
        { link: '#/alerts?silenced=false&inhibited=false&muted=false&active=true', shown: '104 alerts' },
        { link: '#/alerts?silenced=true&active=false', shown: '1 alert' },
        {
          link: '#/alerts?silenced=false&inhibited=false&muted=false&active=false',
          shown: 'No state is switched on',
          also: async (shown) => {
            await expect(shown.locator('[data-row]')).toHaveCount(0);
            await shown.getByRole('link', { name: 'Show active alerts' }).click();
            await expectShown(shown, '104 alerts');
          },
        },
        { link: '#/alerts?filter={till="till-7"}', shown: '1 alert' },
        { link: '#/alerts?filter=%7Btill%3D%22till-7%22%2Cteam%3D~%22ti.*%22%7D', shown: '1 alert' },
        { link: '#/alerts?silenced=false&inhibited=false&active=true&filter=%7Bbranch%3D%22ulm%22%2C%20severity%21%3D%22critical%22%7D', shown: '1 alert' },
        { link: '#/alerts?filter=till%3D%22till-7%22', shown: '1 alert' },
        // {{ .ExternalURL }}/#/alerts?receiver={{ .Receiver | urlquery }}
        { link: `#/alerts?receiver=${urlquery(receiver)}`, shown: '4 alerts' },
        { link: '#/alerts?receiver=team%2Dx', shown: '21 alerts' },
        { link: '#/alerts?receiver=team-x%7Cnobody', shown: '100 alerts' },
        { link: '#/alerts?receiver=nobody-else', shown: 'No alert matches' },
        // A name as it is, though it reads as an expression that matches none.
        { link: `#/alerts?receiver=${urlquery('search (eu)')}`, shown: '21 alerts' },
        {
          link: '#/alerts?customGrouping=true&group=team,severity&filter={team="tills"}',
          shown: '4 alerts',
          also: async (shown) => {
            await expect(shown.getByText(/in 3 groups/)).toBeVisible();
          },
        },
      ];
      for (const { link, shown, also } of cases) {
        await test.step(link, async () => {
          await follow(page, link);
          await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
          await expectShown(page, shown);
          await also?.(page);
        });
      }
    });

    test('links to silences, to the form, to the status and the settings', async ({ page }) => {
      const dialog = page.getByRole('dialog');
      const comment = page.getByRole('textbox', { name: 'Comment' });
      const cases: readonly { readonly link: string; readonly title: string; readonly check: () => Promise<void> }[] = [
        { link: '#/silences', title: 'Silences', check: async () => expect(page.getByRole('link', { name: /till-8/ }).first()).toBeVisible() },
        { link: '#/silences?filter=%7Btill%3D%22till-8%22%7D', title: 'Silences', check: async () => expect(page.getByRole('link', { name: /till-8/ }).first()).toBeVisible() },
        { link: '#/silences?filter={till="till-1"}', title: 'Silences', check: async () => expect(page.getByText('No silence fits')).toBeVisible() },
        { link: `#/silences/${silence}`, title: 'Silences', check: async () => expect(dialog.getByText('The reader is exchanged').first()).toBeVisible() },
        { link: `#/silences/${silence}/edit`, title: 'Edit silence', check: async () => expect(comment).toHaveValue('The reader is exchanged') },
        { link: '#/silences/new', title: 'New silence', check: async () => expect(comment).toHaveValue('') },
        {
          link: '#/silences/new?filter={alertname="PaymentsFail",till=~"till-.%2B"}&comment=in+progress%3A+%23%31%37',
          title: 'New silence',
          check: async () => {
            await expect(page.getByText('1 alert now', { exact: true })).toBeVisible();
            await expect(comment).toHaveValue('in progress: #17');
          },
        },
        {
          link: '#/silences/new?filter=%7Balertname%3D%22PaymentsFail%22%2C%20branch%3D%22ulm%22%7D',
          title: 'New silence',
          check: async () => expect(page.getByText('1 alert now', { exact: true })).toBeVisible(),
        },
        { link: '#/status', title: 'Status', check: async () => expect(page.getByText('tills: day & night/ulm').first()).toBeVisible() },
        { link: '#/settings', title: 'Settings', check: async () => expect(page.getByText('Theme').first()).toBeVisible() },
        // Paths of later versions of the original.
        { link: 'ui/alerts', title: 'Alerts', check: async () => expectShown(page, '104 alerts') },
        { link: 'ui/alerts?filter=%7Btill%3D%22till-7%22%7D', title: 'Alerts', check: async () => expectShown(page, '1 alert') },
        { link: 'ui/silences', title: 'Silences', check: async () => expect(page.getByRole('link', { name: /till-8/ }).first()).toBeVisible() },
        { link: `ui/silences/${silence}`, title: 'Silences', check: async () => expect(dialog.getByText('The reader is exchanged').first()).toBeVisible() },
        { link: `ui/silences/${silence}/edit`, title: 'Edit silence', check: async () => expect(comment).toHaveValue('The reader is exchanged') },
        { link: 'ui/status', title: 'Status', check: async () => expect(page.getByText('tills: day & night/ulm').first()).toBeVisible() },
      ];
      for (const { link, title, check } of cases) {
        await test.step(link, async () => {
          await follow(page, link);
          // Hidden from readers while a drawer is before it.
          await expect(page.getByRole('heading', { level: 1, name: title, includeHidden: true })).toBeVisible();
          await check();
        });
      }
    });

    test('Back leads through what was looked at: form, drawer, filter, all', async ({ page }) => {
      const fingerprint = await fingerprintOf(server, shop.told);
      await page.goto(`${base}/#/alerts`);
      await expectShown(page, '104 alerts');
      await page.getByRole('combobox', { name: 'Filter alerts' }).fill('till="till-7"');
      await page.getByRole('combobox', { name: 'Filter alerts' }).press('Enter');
      await expectShown(page, /^1 alert$/);
      const filtered = page.url();
      await page.getByRole('link', { name: /Cards are refused/ }).click();
      await expect(page).toHaveURL(new RegExp(`#/alerts/${fingerprint}\\?filter=`));
      await page.getByRole('dialog').getByRole('link', { name: 'Silence', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'New silence' })).toBeVisible();

      await page.goBack();
      await expect(page.getByRole('dialog').getByRole('heading', { name: 'PaymentsFail', level: 2 })).toBeVisible();
      await page.goBack();
      await expect(page).toHaveURL(filtered);
      await expect(page.getByRole('dialog')).toBeHidden();
      await expectShown(page, /^1 alert$/);
      await page.goBack();
      await expectShown(page, '104 alerts');
      await page.goForward();
      await expectShown(page, /^1 alert$/);
    });

    test('everything is asked for below the same path', async ({ page }) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${base}/`);
      await expectShown(page, '104 alerts');
      await page.getByRole('link', { name: 'Status' }).first().click();
      await expect(page.getByRole('heading', { level: 1, name: 'Status' })).toBeVisible();
      expect(asked.filter((url) => !url.startsWith(`${base}/`) && !url.startsWith('data:'))).toEqual([]);
    });
  });
}

test('the root leads to the prefix', async ({ page, startServer }) => {
  const server = await startServer({ prefix: '/team/am' });
  await page.goto(`${server.origin}/`);
  await expect(page).toHaveURL(new RegExp(`^${server.url}/`));
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  expect((await page.request.get(`${server.url}/favicon.ico`)).ok()).toBe(true);
});
