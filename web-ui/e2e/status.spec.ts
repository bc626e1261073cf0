import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { pressSequence } from './keys';
import { expect, sharedServer, test } from './test';

/** Takes notifications at `/good`, and refuses them elsewhere. */
async function receiver(): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.statusCode = request.url === '/good' ? 200 : 404;
      response.end('no such channel');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the listener has no port');
  }
  return { url: `http://127.0.0.1:${address.port}`, server };
}

function configOf(url: string): string {
  return `route: {receiver: team-x, group_by: [alertname], group_wait: 1s, group_interval: 1h}
receivers:
  - name: team-y
    webhook_configs: [{url: '${url}/good'}]
  - name: team-x
    webhook_configs: [{url: '${url}/bad'}, {url: '${url}/good', send_resolved: false}]
`;
}

test('it is said at which receivers notifications arrive, the worst first, and a test can be sent', async ({ page, startServer }) => {
  const { url, server: hooks } = await receiver();
  try {
    const server = await startServer({ config: configOf(url), flags: ['--web.permit=*=all'] });
    await page.goto(`${server.url}/#/status/receivers`);
    await expect(page.getByRole('article')).toHaveCount(2);
    await server.post([{ labels: { alertname: 'DiskFull' } }]);

    const failing = page.getByRole('article', { name: 'Receiver team-x' });
    await expect(failing.getByRole('row', { name: /webhook\[0\]/ })).toContainText(/Failing.*404/s);
    await expect(failing.getByRole('row', { name: /webhook\[1\]/ })).toContainText('Works');
    await expect(page.getByRole('article').first()).toHaveAccessibleName('Receiver team-x');

    await page.getByRole('button', { name: 'Send a test to team-y' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Send a test to team-y' });
    await dialog.getByRole('button', { name: 'Send the test' }).press('Enter');
    await expect(dialog.getByRole('status')).toContainText(/webhook\[0\].*Delivered/s);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Send a test to team-y' })).toBeFocused();
  } finally {
    hooks.close();
  }
});

test('the configuration in force can be read and searched, without its secrets', async ({ page, startServer }) => {
  const server = await startServer({ config: configOf('http://127.0.0.1:9/s3cret') });
  await page.goto(`${server.url}/#/status/configuration`);
  await expect(page.getByRole('heading', { name: 'Configuration' })).toBeFocused();

  await page.getByRole('button', { name: /Show the text/ }).press('Enter');
  const text = page.getByRole('region', { name: 'The configuration in force' });
  await expect(text).toContainText('url: <secret>');
  await expect(text).not.toContainText('s3cret');

  await page.getByRole('textbox', { name: 'Find in the configuration' }).fill('send_resolved: false');
  await expect(page.getByText('line 1 of 1')).toBeVisible();
  await expect(text.locator('[data-hit=now]')).toContainText('send_resolved: false');
});

test('who may not reload or test is not offered it', async ({ page, startServer }) => {
  const server = await startServer({ flags: ['--web.permit=*=read'] });
  await page.goto(`${server.url}/#/status`);
  await page.getByRole('button', { name: 'You: Anonymous, read-only' }).click();
  await expect(page.getByText('May not: Reload the configuration')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reload' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Send a test/ })).toHaveCount(0);
});

const quiet = sharedServer(() => ({}));

test('settings hold at once, are kept, and go to another browser as a file', async ({ page, newWindow }) => {
  await page.addInitScript(() => localStorage.setItem('defaultCreator', 'alice'));
  await page.goto(`${quiet().url}/#/settings`);
  await expect(page.getByRole('textbox', { name: 'Creator of new silences' })).toHaveValue('alice');
  await expect(page.getByText('these are as they were there: the creator of new silences')).toBeVisible();

  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('radio', { name: 'Another' }).check();
  await page.getByRole('combobox', { name: 'Zone' }).fill('kolkata');
  await expect(page.getByRole('option', { name: /Kolkata/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/There it is .* GMT\+5:30/)).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export to a file' }).click(),
  ]);
  const file = await readFile(await download.path());

  const other = await newWindow();
  await other.goto(`${quiet().url}/#/settings`);
  const input = other.getByLabel('A file of settings');
  await input.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{"theme":"pink"}') });
  await expect(other.getByRole('alert')).toContainText('“theme” cannot be "pink"');
  await expect(other.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await input.setInputFiles({ name: 'b.json', mimeType: 'application/json', buffer: file });
  await expect(other.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(other.getByRole('textbox', { name: 'Creator of new silences' })).toHaveValue('alice');
});

test('shortcuts of single keys can be turned off', async ({ page }) => {
  await page.goto(`${quiet().url}/#/settings`);
  const off = page.getByRole('switch', { name: /Shortcuts of single keys/ });
  await off.press('Space');
  await expect(off).not.toBeChecked();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('?');
  await pressSequence(page, 'g', 'a');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await off.press('Space');
  await page.getByRole('heading', { level: 1 }).focus();
  await pressSequence(page, 'g', 'a');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Alerts');
});
