import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { alert } from './alerts';
import { expectGoodInBothThemes, expectNoAxeViolations } from './axe';
import { lateFrames } from './clock';
import { evaluatorOn, rulesOf } from './evaluator';
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

  test('thousands of rules: alerts are asked for only where they are in sight, and some at a time', async ({ page }) => {
    const asked: URLSearchParams[] = [];
    const rule = (index: number) => ({
      type: 'alerting',
      state: index === 0 ? 'firing' : 'inactive',
      name: `Rule${index}`,
      query: `metric_${index} > ${index}`,
      duration: 0,
      health: 'ok',
      lastEvaluation: new Date().toISOString(),
      alerts: Array.from({ length: index === 0 ? 10_000 : 0 }, (_, host) => ({
        labels: { alertname: 'Rule0', host: `host-${host}` },
        state: 'firing',
        activeAt: new Date(Date.now() - host * 1_000).toISOString(),
        value: '1e+00',
      })),
      evaluations: [],
    });
    const groups = Array.from({ length: 20 }, (_, group) => ({
      name: `group-${group}`,
      file: 'many.yml',
      interval: 15,
      lastEvaluation: new Date().toISOString(),
      rules: Array.from({ length: 100 }, (_, index) => rule(group * 100 + index)),
    }));
    await evaluatorOn(page, {
      rules: (request) => {
        const parameters = new URL(request.url()).searchParams;
        asked.push(parameters);
        return { body: { status: 'success', data: rulesOf(groups, parameters) } };
      },
    });
    await open(page, '#/rules');
    // Its place is a shorter way to it than its role among thousands, which takes seconds where there is much to do.
    const firing = page.locator('section[aria-label="Group group-0"] li').first();
    await expect(firing.getByRole('button', { name: /^Rule0 .*10,000 firing/ })).toBeVisible({ timeout: 90_000 });
    await expect(firing.getByRole('row')).toHaveCount(11);
    await firing.getByRole('button', { name: 'Show 200 more of 10,000 instances' }).click();
    await expect(firing.getByRole('row')).toHaveCount(211);
    expect(asked.filter((each) => !each.has('rule_name[]')).every((each) => each.get('exclude_alerts') === 'true')).toBe(true);
    expect([...new Set(asked.flatMap((each) => each.getAll('rule_name[]')))]).toEqual(['Rule0']);

    // Out of sight it is left alone.
    const lists = (): number => asked.filter((each) => !each.has('rule_name[]')).length;
    await firing.evaluate(async (rule) => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      // The page is told of it by an observer, too, which had to wait for the same frame.
      await new Promise<void>((gone) => {
        new IntersectionObserver((entries, observer) => {
          if (entries.at(-1)?.isIntersecting === false) {
            observer.disconnect();
            gone();
          }
        }, { rootMargin: '300px' }).observe(rule);
      });
    });
    const before = lists();
    await expect.poll(lists).toBeGreaterThan(before);
    const ofRules = asked.length - lists();
    await expect.poll(lists).toBeGreaterThan(before + 1);
    expect(asked.length - lists()).toBe(ofRules);
  });

  test('what needs somebody is told beside the ways to it, and on the status screen', async ({ page }) => {
    await evaluatorOn(page);
    await open(page, '#/status/evaluator');
    const navigation = page.getByRole('navigation', { name: 'Main' });
    await expect(navigation.getByRole('link', { name: 'Rules 1 failing' })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Targets 1 down' })).toBeVisible();
    const part = page.getByRole('region', { name: 'Scrapes and rules' });
    await expect(part).toContainText('1 rule fails, 1 target is down');
    await expect(part.getByRole('meter', { name: 'Series stored' })).toHaveAttribute('aria-valuetext', '38,200 of 250,000');
    await expectGoodInBothThemes(page);
    await part.getByRole('link', { name: '1 without series' }).click();
    await expect(page.getByRole('button', { name: /^DiskFull/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^InstanceDown/ })).toHaveCount(0);
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

  test('an expression: completed while it is typed, run by Enter, its answer as a table', async ({ page }) => {
    await lateFrames(page);
    await evaluatorOn(page);
    await open(page, '#/graph');
    await expect(page.getByRole('heading', { name: 'Ask for something' })).toBeVisible();
    await page.keyboard.press('/');
    await page.keyboard.type('rat');
    await expect(page.getByRole('option').first()).toContainText('rate');
    await page.keyboard.press('Tab');
    await page.keyboard.type('requests_t');
    await expect(page.getByRole('option', { name: /requests_total/ })).toBeVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.type('{job="w');
    await expect(page.getByRole('option', { name: /web/ })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('}[5m])');
    await expect(page.getByRole('textbox', { name: 'Expression' })).toHaveValue('rate(requests_total{job="web"}[5m])');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row')).toHaveCount(4);
    await expect(page.getByText(/^PromQL info: metric might not be a counter/)).toBeVisible();
    await expect(page).toHaveURL(/g0\.expr=rate\(requests_total\{job="web"\}%5B5m%5D\)|g0\.expr=rate\(requests_total\{job=%22web%22\}%5B5m%5D\)/);
    await page.getByRole('button', { name: 'Value' }).click();
    await expect(page.getByRole('row').nth(1)).toContainText('db');
    await expectNoAxeViolations(page);
  });

  test('an expression that is wrong is underlined at its place', async ({ page, faults }) => {
    faults.expect(/\/query: 400$/);
    await evaluatorOn(page);
    await open(page, '#/graph?g0.expr=rate%28up%29&g0.tab=1');
    await expect(page.getByRole('alert')).toContainText('expected type range vector in call to function "rate", got instant vector (line 1, column 6)');
    await expect(page.getByRole('alert').locator('mark')).toHaveText('up');
    await expect(page.getByRole('textbox', { name: 'Expression' })).toHaveAttribute('aria-invalid', 'true');
    await page.getByRole('textbox', { name: 'Expression' }).fill('up');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('a graph: its moments by the keyboard, its series shown and hidden, in both themes', async ({ page }) => {
    await evaluatorOn(page);
    await open(page, '#/graph?g0.expr=requests_total&g0.tab=0&g0.range_input=1h&g0.end_input=2026-01-02%2015%3A00%3A00');
    const slider = page.getByRole('slider', { name: 'Graph: moments' });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(slider).toHaveAttribute('aria-valuetext', /^2026-01-02 14:00:00 UTC; requests_total\{job="web"\} 1; requests_total\{job="api"\} 2\.841; /);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    // The gap of the second.
    await expect(slider).toHaveAttribute('aria-valuetext', /requests_total\{job="api"\} none; /);
    await expect(page.getByText('All have requests_total')).toBeVisible();
    const shows = (job: string): Locator => page.getByRole('button', { name: `Show requests_total{job="${job}"}` });
    const name = (job: string): Locator => page.getByRole('button', { name: `{job="${job}"}`, exact: true });
    const expectShown = async (...jobs: readonly string[]): Promise<void> => {
      for (const job of ['web', 'api', 'db']) {
        await expect(shows(job)).toHaveAttribute('aria-pressed', String(jobs.includes(job)));
      }
    };
    await shows('api').click();
    await expectShown('web', 'db');
    await expect(slider).not.toHaveAttribute('aria-valuetext', /"api"/);
    await name('db').click();
    await expectShown('db');
    await name('api').click({ modifiers: ['ControlOrMeta'] });
    await expectShown('api', 'db');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expectShown('web', 'api', 'db');
    await name('web').click();
    await name('web').click();
    await expectShown('web', 'api', 'db');
    await page.getByRole('button', { name: 'Stacked' }).click();
    await expect(page).toHaveURL(/g0\.display_mode=stacked/);
    await expectGoodInBothThemes(page);
    await expect(slider.locator('canvas')).toBeVisible();

    await page.getByRole('button', { name: 'Earlier' }).click();
    await expect(page).toHaveURL(/g0\.end_input=2026-01-02%2014:30:00/);
    await page.getByRole('button', { name: 'Longer range' }).click();
    await expect(page).toHaveURL(/g0\.range_input=2h/);
  });

  test('a stretch of the graph that is dragged over is what it shows next', async ({ page }) => {
    await evaluatorOn(page);
    await open(page, '#/graph?g0.expr=requests_total&g0.tab=0&g0.range_input=1h&g0.end_input=2026-01-02%2015%3A00%3A00');
    const canvas = page.getByRole('slider', { name: 'Graph: moments' }).locator('canvas');
    await expect(canvas).toBeVisible();
    const box = await canvas.boundingBox();
    if (box === null) {
      throw new Error('the graph has no place');
    }
    await page.mouse.move(box.x + box.width * 0.4, box.y + 100);
    await expect(page.getByText(/^Values at 2026-01-02 14:2\d:/)).toBeVisible();
    // Somewhere on the way down there is a line, which is named beside the pointer.
    const tip = page.locator('[aria-hidden=true]', { hasText: /2026-01-02 14:2\d:.*requests_total\{job=/ });
    let down = 20;
    await expect
      .poll(async () => {
        down = (down % 240) + 12;
        await page.mouse.move(box.x + box.width * 0.4, box.y + down);
        return tip.count();
      })
      .toBe(1);
    await page.mouse.move(box.x + box.width * 0.4, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 100, { steps: 4 });
    await page.mouse.up();
    await expect(page).toHaveURL(/g0\.range_input=1[0-9]m/);
    await expect(page).toHaveURL(/g0\.end_input=2026-01-02%2014:3/);
  });

  test('several expressions below each other, each with its answer, all in the address', async ({ page }) => {
    await evaluatorOn(page, {
      format_query: () => ({ body: { status: 'success', data: 'sum by (job) (\n  requests_total\n)' } }),
    });
    await open(page, '#/graph?g0.expr=requests_total&g0.tab=0');
    await page.getByRole('button', { name: 'Add an expression' }).click();
    const second = page.getByRole('region', { name: 'Query 2' });
    await second.getByRole('textbox', { name: 'Expression 2' }).fill('sum by (job) (requests_total)');
    await second.getByRole('button', { name: 'Lay out the expression' }).click();
    await expect(second.getByRole('textbox', { name: 'Expression 2' })).toHaveValue('sum by (job) (\n  requests_total\n)');
    await second.getByRole('button', { name: 'Run' }).click();
    await second.getByRole('button', { name: 'Table' }).click();
    await expect(second.getByRole('row')).toHaveCount(4);
    await expect(page.getByRole('region', { name: 'Query 1' }).getByRole('slider')).toBeVisible();
    await expect(page).toHaveURL(/g0\.expr=requests_total&g0\.tab=0&g1\.expr=sum/);
    await expectNoAxeViolations(page);
    await page.reload();
    await expect(second.getByRole('row')).toHaveCount(4);
    await page.getByRole('button', { name: 'Remove expression 1' }).click();
    await expect(page).toHaveURL(/graph\?g0\.expr=sum[^&]*$/);
    await expect(page.getByRole('row')).toHaveCount(4);
  });

  test('what is pressed before the page is drawn again counts, all of it', async ({ page }) => {
    await evaluatorOn(page);
    await open(page, '#/graph?g0.expr=up&g1.expr=requests_total');
    const tabs = page.getByRole('button', { name: 'Graph', exact: true });
    await expect(tabs).toHaveCount(2);
    await tabs.evaluateAll((buttons) => buttons.forEach((button) => button instanceof HTMLElement && button.click()));
    await expect(page).toHaveURL(/g0\.expr=up&g0\.tab=0&g1\.expr=requests_total&g1\.tab=0/);
    const longer = page.getByRole('region', { name: 'Query 2' }).getByRole('button', { name: 'Longer range' });
    await longer.evaluate((button) => button instanceof HTMLElement && [1, 2].forEach(() => button.click()));
    await expect(page).toHaveURL(/g1\.range_input=6h/);
    await page.getByRole('button', { name: 'Remove expression 1' }).evaluate((button) => button instanceof HTMLElement && [1, 2].forEach(() => button.click()));
    await expect(page).toHaveURL(/graph\?g0\.expr=requests_total/);
  });

  test('a query that takes too long is cancelled', async ({ page }) => {
    await evaluatorOn(page, { query: () => undefined });
    await open(page, '#/graph?g0.expr=up');
    await expect(page.getByText(/Running for \d+ s/)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('The query was cancelled')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run' })).toBeEnabled();
  });
});

test.describe('a server that scrapes itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-e2e-evaluator-'));
  const server = sharedServer(
    () => {
      writeFileSync(
        join(folder, 'prometheus.yml'),
        `global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [rules.yml]
scrape_configs:
  - job_name: tocsin
    metrics_path: /am/metrics
    file_sd_configs: [{files: [targets.json], refresh_interval: 1s}]
  - job_name: nobody
    static_configs: [{targets: ['127.0.0.1:9']}]
`,
      );
      writeFileSync(
        join(folder, 'rules.yml'),
        `groups:
  - name: targets
    rules:
      - {alert: TargetDown, expr: up == 0, labels: {severity: critical}, annotations: {summary: '{{ $labels.job }} does not answer'}}
      - {alert: Misspelt, expr: upp == 0}
      - {record: 'job:up:sum', expr: sum by (job) (up)}
`,
      );
      return { prefix: '/am', flags: [`--prometheus.config.file=${join(folder, 'prometheus.yml')}`] };
    },
    // Its own port is not known before.
    async (shared) => writeFileSync(join(folder, 'targets.json'), JSON.stringify([{ targets: [new URL(shared.url).host] }])),
  );
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a target that is down, the rule that finds it, its alert, and the expression behind it', async ({ page }) => {
    await page.goto(`${server().url}/#/targets`);
    await expect(page.getByRole('region', { name: 'Job tocsin' })).toContainText('1 of 1 up', { timeout: 30_000 });
    await expect(page.getByRole('region', { name: 'Job nobody' })).toContainText('Nothing listens at this address and port', { timeout: 30_000 });

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rules' }).click();
    const rule = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^TargetDown/ }) });
    await expect(rule.getByRole('button', { name: /1 firing/ })).toBeVisible({ timeout: 30_000 });
    await expect(rule.getByText(/^Last \d+ evaluations?$/)).toBeVisible();
    await expect(page.getByRole('button', { name: /^Misspelt/ })).toContainText('No series');
    await rule.getByRole('link', { name: 'Alert' }).click();
    const details = page.getByRole('dialog', { name: 'TargetDown' });
    await expect(details).toContainText('nobody does not answer');
    await details.getByRole('link', { name: 'Rule' }).click();
    await expect(page).toHaveURL(/#\/rules\?rule=TargetDown&group=targets&file=/);
    await expect(page.getByRole('button', { name: /^(TargetDown|Misspelt|job:up:sum)/ })).toHaveCount(1);
    await expect(rule.getByRole('link', { name: 'Alert' })).toBeVisible();
    await page.goBack();
    await details.getByRole('link', { name: 'Query' }).click();
    await expect(page.getByRole('textbox', { name: 'Expression' })).toHaveValue('up == 0');

    // As the alert's own link to its source has it.
    await page.goto(`${server().url}/prometheus/graph?g0.expr=up+%3D%3D+0&g0.tab=1`);
    await expect(page).toHaveURL(/\/am\/#\/graph\?g0\.expr=/);
    await expect(page.getByRole('textbox', { name: 'Expression' })).toHaveValue('up == 0');
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.getByRole('textbox', { name: 'Expression' }).fill('job:up:sum');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Graph' }).click();
    await expect(page.getByRole('button', { name: '{job="tocsin"}', exact: true })).toBeVisible();
  });

  test('mistakes have their place, and failures their words', async ({ page, faults }) => {
    faults.expect(/\/query: 4\d\d$/);
    await page.goto(`${server().url}/#/graph?g0.expr=${encodeURIComponent('sum(up) by (job) +\n rate(up)')}`);
    await expect(page.getByRole('alert').locator('mark')).toHaveText('up');
    await expect(page.getByRole('alert')).toContainText('(line 2, column 7)');
    await page.goto(`${server().url}/#/graph?g0.expr=${encodeURIComponent('label_replace(up, "a", "$1", "job", "(")')}`);
    await expect(page.getByRole('alert')).toContainText('The query failed');
  });
});
