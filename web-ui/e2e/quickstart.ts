/**
 * The page of the first command of the README, `examples/quickstart/run`, which `QuickstartIT` runs: it says where with
 * `TOCSIN_URL`, begins this before the server answers, and reports how long all of it took.
 */

import { until } from './server';
import { expect, test } from './test';

test('the page shows the rule, its alert, and that somebody was told', async ({ page, faults }) => {
  const url = process.env['TOCSIN_URL'] ?? 'http://127.0.0.1:9093';
  faults.expect(/ERR_CONNECTION_REFUSED/);
  const isThere = async (): Promise<boolean> =>
    page.goto(`${url}/#/rules`).then(
      (answer) => answer?.ok() === true,
      () => false,
    );
  await until('the page', isThere);

  const rule = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^JobRestarted/ }) });
  await expect(rule).toContainText(/\d firing/, { timeout: 60_000 });

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Alerts' }).click();
  const alert = page.locator('[data-fingerprint]').filter({ hasText: 'tocsin' }).filter({ hasText: 'was started' });
  await alert.first().click();
  const details = page.getByRole('dialog');
  await expect(details).toContainText('JobRestarted');
  await expect(details.locator('[data-happening="told"]').first()).toContainText('Told printer (webhook[0])');
});
