import type { Locator, Page, Request } from '@playwright/test';
import { alert } from './alerts';
import { stopClock } from './clock';
import { until } from './server';
import { expect, sharedServer, test } from './test';

/** Requests to the API, but for the stream of events. */
function countRequests(page: Page): { readonly asked: string[] } {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/') && !request.url().endsWith('/events')) {
      asked.push(request.url());
    }
  });
  return { asked };
}

/** For tests that do not stop it. */
const shared = sharedServer(() => ({}));
test.beforeEach(async () => shared().clear());

/** How far the page's clock is moved at a time, in milliseconds. */
const step = 100;

/**
 * A page whose clock goes on only as far as a test says, so that it is known what the page does in a time of its own, however long the
 * machine takes for it.
 */
class HeldTime {
  private readonly asked = new Set<Request>();

  private constructor(private readonly page: Page) {
    page.on('request', (request) => {
      if (!isStream(request)) {
        this.asked.add(request);
      }
    });
    page.on('requestfinished', (request) => this.asked.delete(request));
    page.on('requestfailed', (request) => this.asked.delete(request));
  }

  /** Stops the clock, which the test has installed before it opened the page. */
  static async of(page: Page): Promise<HeldTime> {
    const held = new HeldTime(page);
    await stopClock(page);
    return held;
  }

  /** @param waits whether what is asked meanwhile is waited for */
  async pass(millis: number, waits = true): Promise<void> {
    for (let passed = 0; passed < millis; passed += step) {
      await this.page.clock.runFor(step);
      if (waits) {
        await until('what the page asks for', async () => this.asked.size === 0);
      }
    }
  }

  /** Lets time pass until something is seen; gives up after so much of it. */
  async passUntilSeen(seen: Locator, maxMillis: number, waits = true): Promise<void> {
    for (let passed = 0; passed < maxMillis && !(await seen.isVisible()); passed += step) {
      await this.pass(step, waits);
    }
    await expect(seen, `within ${maxMillis} ms of the page`).toBeVisible();
  }
}

function isStream(request: Request): boolean {
  return request.url().endsWith('/events');
}

test('an outage is told with the age of what is shown, and over by itself', async ({ page, faults, startServer }) => {
  faults.expect(/failed: GET|net::ERR/);
  await page.clock.install();
  const server = await startServer();
  await server.post([alert(0)]);
  await page.goto(server.url);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();

  const time = await HeldTime.of(page);
  const cut = Promise.race([page.waitForEvent('requestfinished', isStream), page.waitForEvent('requestfailed', isStream)]);
  await server.stop();
  await cut;
  const notices = page.getByRole('region', { name: 'Notices' });
  const title = notices.getByText('Not up to date: the server cannot be reached');
  await time.pass(1_000);
  await expect(title, 'a restart is no outage').toHaveCount(0);
  await time.passUntilSeen(title, 10_000);
  await expect(notices.getByText(/\d+ ?(s|seconds|min|minutes?).* ago/)).toBeVisible();
  await expect(page.getByText('HighErrorRate').first(), 'what is known stays').toBeVisible();

  await page.clock.resume();
  await server.startAgain();
  await server.post([alert(1)]);
  await expect(async () => {
    await page.clock.runFor(6_000);
    await expect(page.getByText('HighLatency').first()).toBeVisible({ timeout: 500 });
    await expect(page.getByText('Live', { exact: true }).first()).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(notices.getByText('Not up to date')).toHaveCount(0);
});

test('a server that takes requests and answers none is told, too', async ({ page, startServer }) => {
  await page.clock.install();
  const server = await startServer();
  await server.post([alert(0)]);
  await page.goto(server.url);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();

  const time = await HeldTime.of(page);
  server.hang();
  const title = page.getByRole('region', { name: 'Notices' }).getByText('Not up to date: the server cannot be reached');
  await time.pass(15_000, false);
  await expect(title, 'some seconds are no outage').toHaveCount(0);
  await time.passUntilSeen(title, 30_000, false);
  await expect(page.getByText('HighErrorRate').first(), 'what is known stays').toBeVisible();
});

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' });

test('a screen that an outage has kept away comes by itself, with its looks, once the server is heard', async ({ page, faults, startServer }) => {
  faults.expect(/failed: GET|net::ERR|PartMissing/);
  // So that nothing is there ahead.
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  const server = await startServer();
  await server.post([alert(0)]);
  await page.goto(server.url);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();

  await server.stop();
  await navigation(page).getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'This screen could not be loaded' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByText('The shortcuts cannot be shown')).toBeVisible();

  await server.startAgain();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible({ timeout: 90_000 });
  const isStyled = (): Promise<boolean> =>
    page.getByRole('radio', { name: 'Dark' }).evaluate((radio) => getComputedStyle(radio.closest('label') ?? radio).borderTopStyle === 'solid');
  await expect.poll(isStyled).toBe(true);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('an outage finds all screens there, fetched while there was nothing else to do', async ({ page, faults, startServer }) => {
  faults.expect(/failed: GET|net::ERR/);
  const server = await startServer();
  await server.post([alert(0)]);
  const scripts: string[] = [];
  page.on('requestfinished', (request) => scripts.push(request.url()));
  await page.goto(server.url);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();
  for (const part of ['SilencesScreen', 'SilenceFormScreen', 'StatusScreen', 'SettingsScreen', 'ConfigurationText', 'AlertDrawer', 'HelpDialog']) {
    await expect.poll(() => scripts.some((url) => url.includes(`/${part}-`) && url.endsWith('.js')), { message: part }).toBe(true);
  }

  await server.stop();
  await navigation(page).getByRole('link', { name: 'Status' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Status' })).toBeVisible();
  await navigation(page).getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('a change is seen at once, without a reload', async ({ page }) => {
  const server = shared();
  await server.post([alert(0)]);
  await page.goto(server.url);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();

  await server.post([alert(1)]);
  await expect(page.getByText('HighLatency').first()).toBeVisible();
  await server.resolve([alert(0)]);
  await expect(page.getByText('HighErrorRate')).toHaveCount(0);
  // While it is live, the page asks for nothing that it was not told of.
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
});

/** The page finds out by asking every ten seconds, of its clock, which a test moves. */
async function expectAsked(page: Page): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(10_000);
    await expect(page.getByText('HighLatency').first()).toBeVisible({ timeout: 500 });
  }).toPass();
}

test('without a stream of events the page asks by itself', async ({ page, faults, startServer }) => {
  faults.expect(/events: 503/);
  await page.clock.install();
  const server = await startServer({ flags: ['--web.max-event-streams=0'] });
  await server.post([alert(0)]);
  await page.goto(server.url);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();

  await server.post([alert(1)]);
  await expectAsked(page);
  await expect(page.getByText('Every 10 s').first()).toBeVisible();
});

test('behind a proxy that keeps events back the page asks by itself', async ({ page }) => {
  await page.clock.install();
  const server = shared();
  await server.post([alert(0)]);
  // It takes the request and says nothing, as proxies that wait for the whole answer do.
  await page.route('**/events', () => undefined);
  await page.goto(server.url);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();

  await server.post([alert(1)]);
  await expectAsked(page);
});

test('a page that nobody sees asks for nothing, and is right when it is seen again', async ({ page }) => {
  await page.clock.install();
  const server = shared();
  await server.post([alert(0)]);
  await page.goto(server.url);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();

  const hide = (hidden: boolean): Promise<void> =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (isHidden ? 'hidden' : 'visible') });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, hidden);
  await hide(true);
  const { asked } = countRequests(page);
  await server.post([alert(1)]);
  await page.clock.runFor(120_000);
  expect(asked).toEqual([]);
  await expect(page.getByText('HighLatency')).toHaveCount(0);

  await hide(false);
  await expect(page.getByText('HighLatency').first()).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
});
