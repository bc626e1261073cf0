import { alert } from './alerts';
import { expectNotTooWide } from './layout';
import { fingerprintOf } from './shop';
import { expect, sharedServer, test } from './test';

const readOnly = '--web.permit=*=read,post';
/** Turns what is written from right to left, and back. */
const override = '\u202Egpj.exe\u202C';
const longValue = `begin-${'0123456789'.repeat(1_000)}-end`;

/** What an alert could hold that is meant to harm whoever looks at it. */
const hostile = {
  labels: {
    alertname: '<img src=x onerror="document.title=1">',
    severity: '"><script>document.title=2</script>',
    __proto__x: 'not yet',
    ['__proto__']: 'polluted',
    constructor: 'polluted',
    toString: 'polluted',
    direction: override,
    long: longValue,
    link: 'javascript:document.title=3',
  },
  annotations: {
    summary: '<script>document.title=4</script> see javascript:document.title=5 or data:text/html,<script>alert(1)</script>',
    description: 'Read https://runbooks.example.com/good, not JaVaScRiPt:alert(1) and not https:javascript:alert(2)',
    runbook_url: 'javascript:document.title=6',
    dashboard: 'data:text/html,<script>document.title=7</script>',
    vb: 'vbscript:msgbox(1)',
    blank: ' \tjavascript:alert(8)',
    ['__proto__']: 'polluted annotation',
  },
  generatorURL: 'javascript:document.title=9',
};

const server = sharedServer(
  () => ({ flags: [] }),
  async (started) => {
    await started.post([hostile, alert(0)]);
    await started.silence({
      matchers: [{ name: 'alertname', value: '<img src=x onerror="document.title=10">' }],
      createdBy: '<b>eve</b>',
      comment: 'javascript:document.title=11 <img src=x onerror="document.title=12"> https://good.example.com/x',
    });
  },
);

test('what alerts and silences say is text, and only web addresses are links, on every screen', async ({ page }) => {
  const fingerprint = await fingerprintOf(server(), { labels: { link: hostile.labels.link } });
  const silences = (await server().get('/api/v2/silences')) as readonly { readonly id: string }[];
  const id = silences[0]?.id ?? '';
  const screens: readonly (readonly [string, string])[] = [
    ['#/alerts?silenced=true&view=cards', hostile.labels.alertname],
    ['#/alerts?silenced=true&view=table', hostile.labels.alertname],
    ['#/alerts?silenced=true&view=compact', hostile.labels.alertname],
    [`#/alerts/${fingerprint}?silenced=true`, hostile.annotations.runbook_url],
    ['#/silences', '<b>eve</b>'],
    [`#/silences/${id}`, '<b>eve</b>'],
    [`#/silences/${id}/edit`, 'What changes'],
    [`#/silences/new?filter={link=~"javascript.*"}&comment=${encodeURIComponent(hostile.annotations.summary)}`, '1 alert now'],
    [`#/alerts?filter=${encodeURIComponent('{link="<img src=x onerror=document.title=13>"}')}`, 'No alert matches'],
    ['#/status', 'team-x'],
    ['#/<img src=x onerror="document.title=14">', 'No such page'],
  ];
  for (const [path, shown] of screens) {
    await test.step(path, async () => {
      await page.goto('about:blank');
      await page.goto(`${server().url}/${path}`);
      await expect(page.getByText(shown).first()).toBeVisible();
      await expect(page).toHaveTitle(/Tocsin/);
      const found = await page.evaluate(() => ({
        links: [...document.querySelectorAll('a[href], area[href], iframe[src], object[data], form[action]')]
          .map((each) => each.getAttribute('href') ?? each.getAttribute('src') ?? each.getAttribute('data') ?? each.getAttribute('action') ?? '')
          .filter((target) => !/^(#|https?:\/\/)/.test(target)),
        strange: document.querySelectorAll('img[src="x"], [onerror], [onclick], [onload], b').length,
        outward: [...document.querySelectorAll<HTMLAnchorElement>('a[href^="http"]')]
          .filter((each) => new URL(each.href).origin !== location.origin)
          .filter((each) => !each.rel.includes('noopener') || each.target !== '_blank')
          .map((each) => each.outerHTML.slice(0, 120)),
        polluted: Object.hasOwn(Object.prototype, 'polluted') || typeof {}.toString !== 'function',
      }));
      expect(found).toEqual({ links: [], strange: 0, outward: [], polluted: false });
    });
  }
});

test('labels with names of the language’s own are labels like others', async ({ page }) => {
  const fingerprint = await fingerprintOf(server(), { labels: { link: hostile.labels.link } });
  await page.goto(`${server().url}/#/alerts/${fingerprint}?silenced=true`);
  const dialog = page.getByRole('dialog');
  for (const name of ['__proto__', 'constructor', 'toString']) {
    await expect(dialog.getByText(name, { exact: false }).first()).toBeVisible();
  }
  await expect(dialog.getByText('polluted annotation').first()).toBeVisible();
  await expect(dialog.locator('a[href="https://runbooks.example.com/good"]').first()).toBeVisible();
  // A long value does not widen the page.
  await expectNotTooWide(page);
  // The sign itself is shown instead of being obeyed.
  await expect(dialog.getByText('⟨U+202E⟩').first()).toBeVisible();
  // What runs from right to left ends with the value.
  const spills = await dialog.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (node.nodeValue?.includes('\u202E') === true && parent !== null && !/isolate|plaintext/.test(getComputedStyle(parent).unicodeBidi)) {
        found.push(parent.outerHTML.slice(0, 200));
      }
    }
    return found;
  });
  expect(spills, 'texts that may turn what stands beside them').toEqual([]);
});

test('the policy is on the page, and no screen breaks it', async ({ page, faults }) => {
  const answer = await page.goto(`${server().url}/`);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri", /script-src 'self' 'nonce-[^']+'/]) {
    expect(policy).toMatch(part);
  }
  expect(policy).not.toContain('unsafe-eval');
  expect(policy.split(';').find((part) => part.trim().startsWith('script-src'))).not.toContain('unsafe-inline');
  const again = await page.request.get(`${server().url}/`);
  expect(again.headers()['content-security-policy'], 'a nonce is used once').not.toBe(policy);
  for (const path of ['#/alerts', '#/silences', '#/silences/new', '#/status', '#/settings']) {
    await page.goto(`${server().url}/${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(faults.found).toEqual([]);
});

test('who may only read sees no way to silence, and the server refuses', async ({ page, startServer }) => {
  const guarded = await startServer({ flags: [readOnly] });
  await guarded.post([alert(0), alert(1)]);
  const fingerprint = await fingerprintOf(guarded, alert(0));
  const silenceWords = /^Silence( |$)/;

  await page.goto(`${guarded.url}/#/alerts?view=cards`);
  await expect(page.getByText('HighErrorRate').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'You: Anonymous, read-only' })).toBeVisible();
  const inMain = page.getByRole('main');
  await expect(inMain.getByRole('link', { name: silenceWords })).toHaveCount(0);
  await expect(inMain.getByRole('button', { name: silenceWords })).toHaveCount(0);
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Alerts');

  await page.goto(`${guarded.url}/#/alerts/${fingerprint}`);
  await expect(page.getByText('You may look, but not silence.')).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Silence', exact: true })).toHaveCount(0);

  await page.goto(`${guarded.url}/#/silences`);
  await expect(page.getByText('No silences').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'New silence' })).toHaveCount(0);

  await page.goto(`${guarded.url}/#/silences/new?filter={alertname="HighErrorRate"}`);
  await expect(page.getByText('You may not make silences')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create silence' })).toHaveCount(0);

  const refused = await fetch(`${guarded.url}/api/v2/silences`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tocsin-page': '1' },
    body: JSON.stringify({
      matchers: [{ name: 'a', value: 'b', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 60_000).toISOString(),
      createdBy: 'eve',
      comment: 'no',
    }),
  });
  expect(refused.status).toBe(403);
  expect((await fetch(`${guarded.url}/api/v2/silence/00000000-0000-4000-8000-000000000000`, { method: 'DELETE' })).status).toBe(403);
  expect((await fetch(`${guarded.url}/-/reload`, { method: 'POST' })).status).toBe(403);
});

test('pages of other origins change nothing', async ({ page, faults, startServer }) => {
  faults.expect(/./);
  const before = (await server().get('/api/v2/silences')) as readonly unknown[];
  // Another server's page is one of another origin, by its port.
  const elsewhere = await startServer();
  await page.goto(`${elsewhere.url}/api/v2/status`);
  const outcomes = await page.evaluate(async (target) => {
    const body = JSON.stringify({
      matchers: [{ name: 'a', value: 'b', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 60_000).toISOString(),
      createdBy: 'eve',
      comment: 'from elsewhere',
    });
    const attempts: readonly RequestInit[] = [
      { headers: { 'content-type': 'application/json' } },
      // What needs no preflight.
      { headers: { 'content-type': 'text/plain' } },
      { headers: { 'content-type': 'text/plain' }, mode: 'no-cors' },
      { headers: { 'content-type': 'application/json', 'x-tocsin-page': '1' } },
    ];
    return Promise.all(
      attempts.map((attempt) =>
        fetch(`${target}/api/v2/silences`, { ...attempt, method: 'POST', body }).then(
          (answer) => (answer.ok ? 'done' : 'refused'),
          () => 'refused',
        ),
      ),
    );
  }, server().url);
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
  expect(await server().get('/api/v2/silences')).toHaveLength(before.length);
});
