import type { Page } from '@playwright/test';
import { alert } from './alerts';
import { expectNoAxeViolations } from './axe';
import { evaluatorOn } from './evaluator';
import { expect, sharedServer, test } from './test';

test.describe('rules, targets and expressions', () => {
  const server = sharedServer(
    () => ({}),
    async (shared) => shared.post([{ ...alert(0), labels: { alertname: 'InstanceDown', instance: 'db-1:9100', job: 'node', severity: 'critical' } }]),
  );

  const open = async (page: Page, path: string): Promise<void> => {
    await page.goto(`${server().url}/${path}`);
  };

  test('without the evaluator nothing leads there, and the address says how to turn it on', async ({ page }) => {
    await open(page, '#/rules');
    await expect(page.getByRole('heading', { level: 1, name: 'Rules' })).toBeVisible();
    await expect(page.getByText('--prometheus.config.file=prometheus.yml')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rules' })).toHaveCount(0);
    await expectNoAxeViolations(page);
  });

  test('rules: what each is, what it found, and where its alerts are', async ({ page }) => {
    await evaluatorOn(page);
    await open(page, '');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rules' }).click();
    const firing = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^InstanceDown/ }) });
    await expect(firing.getByRole('button', { name: /1 firing, 1 pending/ })).toHaveAttribute('aria-expanded', 'true');
    const [first, second] = [firing.getByRole('row').nth(1), firing.getByRole('row').nth(2)];
    await expect(first).toContainText('db-1:9100');
    await expect(second.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
    await expect(second).toContainText(/fires in 7 min/);
    await expect(page.getByRole('button', { name: /^DiskFull/ })).toHaveAttribute('aria-expanded', 'false');
    await expect(page.getByText('many-to-many matching not allowed').first()).toBeVisible();
    await expectNoAxeViolations(page);

    await firing.getByRole('link', { name: 'Alert' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
    await expect(page.locator('[data-fingerprint]').first()).toBeVisible();
  });

  test('rules: kinds and words narrow the list, and the address keeps them', async ({ page }) => {
    await evaluatorOn(page);
    await open(page, '#/rules');
    await page.getByRole('button', { name: 'No series 1' }).click();
    await expect(page).toHaveURL(/kind=empty/);
    await expect(page.getByRole('button', { name: /^(InstanceDown|DiskFull|Ambiguous)/ })).toHaveCount(1);
    await page.getByRole('button', { name: /^DiskFull/ }).click();
    await expect(page.getByText('Fits no series:')).toContainText('disk_free_bytes');
    await page.getByRole('button', { name: 'No series 1' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('sum by');
    await expect(page).toHaveURL(/search=sum%20by/);
    await expect(page.getByRole('button', { name: /^job:requests:rate5m/ })).toBeVisible();
    await expect(page.getByRole('heading', { level: 3 })).toHaveCount(1);
    await page.keyboard.type(' nowhere');
    await expect(page.getByRole('heading', { name: 'No rule fits' })).toBeVisible();
  });

  test('targets: which are down and why, and what relabelling dropped', async ({ page }) => {
    await evaluatorOn(page);
    await open(page, '#/targets');
    const node = page.getByRole('region', { name: 'Job node' });
    await expect(node).toContainText('1 of 3 up');
    await expect(node.getByRole('row').nth(1)).toContainText('Down');
    await expect(node).toContainText('Nothing listens at this address and port');
    await expect(node).toContainText('connection refused');
    await expect(node).not.toContainText('old-1:9100');
    await node.getByRole('button', { name: 'Discovered labels' }).first().click();
    await expect(node).toContainText('__metrics_path__');
    await page.getByRole('button', { name: 'Dropped 1' }).click();
    await expect(node).toContainText('old-1:9100');
    await expectNoAxeViolations(page);

    await page.getByRole('button', { name: 'Up 2' }).click();
    await expect(page.getByRole('region', { name: 'Job tocsin' })).toHaveCount(0);
    await expect(page).toHaveURL(/health=down,unknown,dropped/);
  });
});
