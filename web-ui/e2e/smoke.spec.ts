import { alert } from './alerts';
import type { AlertmanagerServer } from './server';
import { expect, sharedServer, test } from './test';

/** Where a page may be reached: at the root, below a prefix, and behind a proxy that takes a path off. */
const places = [
  { name: 'at the root', prefix: '', stripped: undefined },
  { name: 'below a route prefix', prefix: '/team/am', stripped: undefined },
  { name: 'behind a proxy that takes a path off', prefix: '', stripped: '/tools/alerts' },
] as const;

/** What an alert could hold that is meant to harm whoever looks at it. */
const hostile = {
  labels: { alertname: 'TargetDown', severity: 'critical', instance: '<img src=x onerror="document.title=1">' },
  annotations: {
    summary: '<script>document.title = 1</script>',
    runbook_url: 'https://runbooks.example.com/down',
    trap: 'javascript:alert(1)',
  },
  generatorURL: 'javascript:alert(2)',
};

for (const place of places) {
  test.describe(place.name, () => {
    const server = sharedServer(
      () => ({ prefix: place.prefix }),
      async (started) => started.post([alert(0)]),
    );

    test(`the page loads ${place.name}`, async ({ page, startProxy }) => {
      const url = place.stripped === undefined ? server().url : (await startProxy(place.stripped, server())).url;

      const answer = await page.goto(`${url}/`);

      expect(answer?.headers()['content-security-policy']).toContain("script-src 'self' 'nonce-");
      await expect(page).toHaveTitle(/Tocsin/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Alerts');
      await expect(page.getByText('HighErrorRate').first()).toBeVisible();
      const elsewhere = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map((entry) => entry.name)
          .filter((name) => !name.startsWith(new URL('.', location.href).href)),
      );
      expect(elsewhere).toEqual([]);
    });

    test(`addresses of later versions lead to the page ${place.name}`, async ({ page, startProxy }) => {
      const url = place.stripped === undefined ? server().url : (await startProxy(place.stripped, server())).url;

      await page.goto(`${url}/ui/status`);

      await expect(page).toHaveURL(`${url}/#/status`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Status');
    });
  });
}

test('texts of alerts are text, and only web addresses are links', async ({ page, startServer }) => {
  const server = await startServer();
  await server.post([hostile]);

  await page.goto(`${server.url}/#/alerts/${await fingerprint(server)}`);

  await expect(page.getByText(hostile.annotations.summary).first()).toBeVisible();
  await expect(page.getByText(hostile.labels.instance).first()).toBeVisible();
  await expect(page.locator(`a[href="${hostile.annotations.runbook_url}"]`).first()).toBeVisible();
  await expect(page.locator('a[href^="javascript" i]')).toHaveCount(0);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  await expect(page).toHaveTitle(/Tocsin/);
});

async function fingerprint(server: AlertmanagerServer): Promise<string> {
  const [first] = (await server.get('/api/v2/alerts')) as readonly { readonly fingerprint: string }[];
  return first?.fingerprint ?? '';
}

test('the policy keeps out what is not the page’s own', async ({ page, faults, startServer }) => {
  const server = await startServer();
  await page.goto(`${server.url}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(faults.take()).toEqual([]);

  await page.evaluate(async () => {
    const directives = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => {
      directives.add(event.effectiveDirective);
      document.documentElement.dataset['refused'] = [...directives].sort().join(' ');
    });
    const attempts: (() => unknown)[] = [
      () => {
        const style = document.createElement('style');
        style.textContent = 'body { display: none }';
        document.body.append(style);
      },
      () => {
        const frame = document.createElement('iframe');
        frame.src = 'https://example.com/';
        document.body.append(frame);
      },
      () => {
        const image = document.createElement('img');
        image.src = 'https://example.com/';
        document.body.append(image);
      },
      () => fetch('https://example.com/'),
      () => (document.body.innerHTML = '<img src="x" onerror="document.title=1">'),
      () => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "taken over"';
        document.body.append(script);
      },
    ];
    for (const attempt of attempts) {
      try {
        await attempt();
      } catch {
        // Refused at once.
      }
    }
  });

  // The page's own policy throws at markup itself, so that innerHTML is no violation.
  const refused = ['connect-src', 'frame-src', 'img-src', 'require-trusted-types-for', 'style-src-elem'];
  await expect(page.locator('html')).toHaveAttribute('data-refused', refused.join(' '));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/Tocsin/);
  // This is also what shows that no other test can overlook a violation.
  await expect.poll(() => faults.found.filter((fault) => /Content Security Policy|Trusted/.test(fault)).length).toBeGreaterThanOrEqual(refused.length);
  // Some may still be on their way.
  faults.expect(/Content Security Policy|Trusted|failed: GET https:\/\/example\.com\/:/);
});
