/**
 * Takes a picture of every screen, to be looked at: `npm run screenshots` puts them into target/screenshots. No test: nothing here fails
 * but for what cannot be drawn.
 */

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test, type BrowserContextOptions, type Page } from '@playwright/test';
import { alerts, type PostedAlert } from './alerts';
import { evaluatorOn } from './evaluator';
import { AlertmanagerServer, until } from './server';
import { fingerprintOf, Webhooks } from './shop';

const folder = resolve(import.meta.dirname, '../target/screenshots');

const looks: readonly { readonly name: string; readonly options: BrowserContextOptions }[] = [
  { name: 'light', options: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' } },
  { name: 'dark', options: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' } },
  { name: 'phone', options: { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
];

const minute = 60_000;

function config(works: string, fails: string): string {
  return `global:
  resolve_timeout: 15m
route:
  receiver: platform-chat
  group_by: [alertname, cluster]
  group_wait: 2s
  group_interval: 5m
  repeat_interval: 4h
  routes:
    - matchers: [team="payments"]
      receiver: payments-pager
    - matchers: [team="search"]
      receiver: search-chat
    - matchers: [severity="info"]
      receiver: platform-chat
      mute_time_intervals: [outside-hours]
inhibit_rules:
  - name: node-down
    source_matchers: [alertname="NodeDown"]
    target_matchers: [severity=~"warning|info"]
    equal: [instance]
time_intervals:
  - name: outside-hours
    time_intervals: [{times: [{start_time: "00:00", end_time: "24:00"}]}]
receivers:
  - name: platform-chat
    webhook_configs: [{url: "${works}"}]
  - name: payments-pager
    webhook_configs: [{url: "${works}"}]
  - name: search-chat
    webhook_configs: [{url: "${fails}"}]
`;
}

interface Kind {
  readonly name: string;
  readonly severity: string;
  readonly team: string;
  readonly summary: (where: string) => string;
  readonly description: string;
  readonly on: readonly string[];
  readonly ageMinutes: number;
}

const kinds: readonly Kind[] = [
  { name: 'HighErrorRate', severity: 'critical', team: 'payments', summary: (at) => `6.3 % of requests to ${at} fail`, description: 'Customers see an error when they pay. The rate has been above 5 % for ten minutes.', on: ['checkout-1', 'checkout-2'], ageMinutes: 14 },
  { name: 'PaymentQueueGrows', severity: 'warning', team: 'payments', summary: (at) => `The queue of ${at} has 18 400 messages`, description: 'More messages come in than go out.', on: ['settlement'], ageMinutes: 31 },
  { name: 'ReplicationLag', severity: 'critical', team: 'storage', summary: (at) => `${at} is 94 s behind its primary`, description: 'Reads from this replica are old.', on: ['db-replica-2'], ageMinutes: 52 },
  { name: 'DiskWillFill', severity: 'warning', team: 'storage', summary: (at) => `/var/lib/postgres on ${at} is full in 3 h`, description: 'At the rate of the last six hours.', on: ['db-primary-1', 'db-replica-1', 'db-replica-2'], ageMinutes: 176 },
  { name: 'NodeDown', severity: 'critical', team: 'platform', summary: (at) => `${at} has not been seen for five minutes`, description: 'The kubelet does not answer.', on: ['node-17'], ageMinutes: 9 },
  { name: 'PodCrashLooping', severity: 'warning', team: 'platform', summary: (at) => `ingress on ${at} restarts again and again`, description: 'Seven restarts within half an hour.', on: ['node-17', 'node-04'], ageMinutes: 8 },
  { name: 'IndexIsStale', severity: 'warning', team: 'search', summary: (at) => `The index of ${at} is two hours old`, description: 'New products cannot be found.', on: ['search-eu', 'search-us'], ageMinutes: 118 },
  { name: 'HighLatency', severity: 'warning', team: 'search', summary: (at) => `Half of the queries to ${at} take over a second`, description: 'The 99th percentile is over four seconds.', on: ['search-eu'], ageMinutes: 22 },
  { name: 'CertificateExpires', severity: 'info', team: 'platform', summary: (at) => `The certificate of ${at} expires in six days`, description: 'It was not renewed by itself.', on: ['api.example.com', 'shop.example.com'], ageMinutes: 1_300 },
  { name: 'BackupMissing', severity: 'warning', team: 'storage', summary: (at) => `There was no backup of ${at} tonight`, description: 'The last one is 26 hours old.', on: ['db-primary-1'], ageMinutes: 290 },
];

function realistic(now: number): PostedAlert[] {
  return kinds.flatMap(({ name, severity, team, summary, description, on, ageMinutes }) =>
    on.map((instance, index) => ({
      labels: { alertname: name, severity, team, instance, cluster: instance.endsWith('us') ? 'us-east-1' : 'eu-west-1', job: team === 'storage' ? 'postgres' : 'kubernetes' },
      annotations: { summary: summary(instance), description, runbook_url: `https://runbooks.example.com/${name}`, dashboard: `https://grafana.example.com/d/${team}` },
      startsAt: new Date(now - (ageMinutes + index * 3) * minute).toISOString(),
      generatorURL: `https://prometheus.example.com/graph?g0.expr=${name}`,
    })),
  );
}

async function silences(server: AlertmanagerServer): Promise<string> {
  await server.silence({
    matchers: [{ name: 'alertname', value: 'BackupMissing' }, { name: 'instance', value: 'db-primary-1' }],
    createdBy: 'maria',
    comment: 'The backup host is being moved until 18:00, https://tickets.example.com/OPS-1204',
    endsAt: new Date(Date.now() + 200 * minute),
  });
  const shown = await server.silence({
    matchers: [{ name: 'alertname', value: 'DiskWillFill' }, { name: 'instance', value: 'db-replica-.*', isRegex: true }],
    createdBy: 'jonas',
    comment: 'New volumes are ordered; the replicas can wait until tomorrow morning',
    endsAt: new Date(Date.now() + 900 * minute),
  });
  await server.silence({
    matchers: [{ name: 'cluster', value: 'us-east-1' }],
    createdBy: 'priya',
    comment: 'Switch of the network provider in us-east-1, announced to all teams',
    startsAt: new Date(Date.now() + 26 * 60 * minute),
    endsAt: new Date(Date.now() + 30 * 60 * minute),
  });
  const over = await server.silence({ matchers: [{ name: 'team', value: 'search' }], createdBy: 'tom', comment: 'Reindexing all shops' });
  await server.expire(over);
  return shown;
}

const heading = async (page: Page): Promise<void> => page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
const shows = (text: string | RegExp) => async (page: Page): Promise<void> => page.getByText(text).first().waitFor();

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly ready: (page: Page) => Promise<void>;
  readonly before?: (page: Page) => Promise<unknown>;
}

async function take(page: Page, look: string, server: AlertmanagerServer, shots: readonly Shot[]): Promise<void> {
  for (const { name, path, ready, before } of shots) {
    await page.goto('about:blank');
    await before?.(page);
    await page.goto(`${server.url}/${path}`);
    try {
      await ready(page);
    } catch (error) {
      console.warn(`${name} (${look}) is not as it should be: ${String(error).split('\n')[0]}`);
    }
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}-${look}.png`), animations: 'disabled' });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
}

test('pictures of every screen', async ({ browser }) => {
  test.setTimeout(15 * minute);
  mkdirSync(folder, { recursive: true });
  const [works, fails] = [await Webhooks.start(), await Webhooks.start(404)];
  const busy = await AlertmanagerServer.start({ config: config(works.url, fails.url) });
  const crowded = await AlertmanagerServer.start();
  const fresh = await AlertmanagerServer.start();
  try {
    const posted = realistic(Date.now());
    const silence = await silences(busy);
    await busy.post(posted);
    await crowded.post(alerts(10_000));
    await until('notifications', async () => works.taken.length > 3 && fails.taken.length > 0);
    const named = (name: string): Promise<string> => {
      const found = posted.find(({ labels }) => labels['alertname'] === name);
      return found === undefined ? Promise.reject(new Error(`no alert ${name}`)) : fingerprintOf(busy, found);
    };
    const [told, silenced, failing] = [await named('HighErrorRate'), await named('BackupMissing'), await named('HighLatency')];
    const ofBusy: readonly Shot[] = [
      { name: 'alerts-groups', path: '#/alerts?silenced=true&inhibited=true&muted=true', ready: shows('HighErrorRate') },
      { name: 'alerts-table', path: '#/alerts?view=table&silenced=true&inhibited=true&muted=true', ready: shows('HighErrorRate') },
      { name: 'alerts-lines', path: '#/alerts?view=compact&silenced=true&inhibited=true&muted=true', ready: shows('HighErrorRate') },
      { name: 'alerts-no-match', path: '#/alerts?filter={team="nobody"}', ready: shows('No alert matches') },
      { name: 'alert-told', path: `#/alerts/${told}`, ready: shows(/was told/) },
      { name: 'alert-silenced', path: `#/alerts/${silenced}?silenced=true`, ready: shows(/Nobody is told/) },
      { name: 'alert-failing', path: `#/alerts/${failing}`, ready: shows(/could not be told|is being tried/) },
      { name: 'silences', path: '#/silences?state=active,pending,expired', ready: shows('maria') },
      { name: 'silence', path: `#/silences/${silence}`, ready: shows('jonas') },
      { name: 'silence-new', path: '#/silences/new?filter={alertname="DiskWillFill",team="storage"}&comment=Cleaning%20up', ready: shows(/alerts now/) },
      { name: 'silence-edit', path: `#/silences/${silence}/edit`, ready: shows('What changes') },
      { name: 'status', path: '#/status', ready: shows('search-chat') },
      { name: 'settings', path: '#/settings', ready: shows('Theme') },
      { name: 'rules', path: '#/rules', before: evaluatorOn, ready: shows('InstanceDown') },
      { name: 'targets', path: '#/targets', before: evaluatorOn, ready: shows('db-1:9100') },
      { name: 'query-table', path: '#/graph?g0.expr=requests_total', before: evaluatorOn, ready: shows('All have') },
      { name: 'query-graph', path: '#/graph?g0.expr=requests_total&g0.tab=0', before: evaluatorOn, ready: shows('All have') },
      { name: 'rules-off', path: '#/rules', ready: shows('This server does not scrape') },
      { name: 'not-found', path: '#/nowhere', ready: heading },
      { name: 'alerts-error', path: '#/alerts', before: (page) => page.route('**/api/**', (route) => route.abort()), ready: shows(/cannot be/) },
      { name: 'alerts-loading', path: '#/alerts', before: (page) => page.route('**/api/**', () => undefined), ready: heading },
    ];
    for (const { name, options } of looks) {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', ...options });
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      await take(page, name, busy, ofBusy);
      await page.goto(`${busy.url}/#/alerts`);
      await heading(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await page.screenshot({ path: join(folder, `help-${name}.png`), animations: 'disabled' });
      await take(page, name, fresh, [
        { name: 'first-visit', path: '', ready: shows('Waiting for the first alert') },
        { name: 'silences-none', path: '#/silences', ready: shows('No silences') },
      ]);
      await take(page, name, crowded, [{ name: 'alerts-10000', path: '#/alerts?view=table', ready: shows(/10,000 alerts/) }]);
      await context.close();
    }
    await busy.writeConfig(config(works.url, fails.url).replace('group_wait: 2s', 'group_wait: 2 sec'));
    await busy.reload();
    for (const { name, options } of looks) {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options });
      const page = await context.newPage();
      await take(page, name, busy, [
        { name: 'reload-error', path: '#/alerts', ready: shows(/could not be loaded/) },
        { name: 'status-reload-error', path: '#/status/configuration', ready: shows(/did you mean/) },
      ]);
      await context.close();
    }
  } finally {
    await Promise.all([busy.close(), crowded.close(), fresh.close(), works.close(), fails.close()]);
  }
  console.log(`the pictures are in ${folder}`);
});
