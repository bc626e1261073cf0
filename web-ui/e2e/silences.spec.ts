import { alerts } from './alerts';
import { expectGoodInBothThemes, expectNoAxeViolations } from './axe';
import { lateFrames } from './clock';
import type { AlertmanagerServer } from './server';
import { silenceSnapshot } from './snapshot';
import { expect, sharedServer, test } from './test';

interface Listed {
  readonly id: string;
  readonly comment: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly status: { readonly state: string };
}

const hour = 3_600_000;

test.describe.configure({ mode: 'parallel' });

/** The silences of earlier tests, all of them over. */
const earlier = new Set<string>();

/** Those of this test. */
async function listed(server: AlertmanagerServer): Promise<readonly Listed[]> {
  return ((await server.get('/api/v2/silences')) as readonly Listed[]).filter(({ id }) => !earlier.has(id));
}

const shared = sharedServer(() => ({}));
test.beforeEach(async () => {
  await shared().clear();
  (await listed(shared())).forEach(({ id }) => earlier.add(id));
});

async function inForce(server: AlertmanagerServer): Promise<readonly Listed[]> {
  return (await listed(server)).filter(({ status }) => status.state === 'active').sort((a, b) => (a.comment < b.comment ? -1 : 1));
}

/** Silences `one`, `two`, ... that end an hour after each other. */
async function silence(server: AlertmanagerServer, comments: readonly string[]): Promise<void> {
  for (const [index, comment] of comments.entries()) {
    await server.silence({
      matchers: [{ name: 'team', value: comment }],
      comment,
      createdBy: 'alice',
      endsAt: new Date(Date.now() + (index + 1) * hour),
    });
  }
}

test('silences are selected, extended and expired by keys, and all of it is taken back', async ({ page }) => {
  const server = shared();
  await silence(server, ['a', 'b', 'c', 'd']);
  const before = await inForce(server);
  await page.goto(`${server.url}/#/silences`);
  await expect(page.getByRole('row')).toHaveCount(5);

  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(page.getByText('3 silences selected')).toBeVisible();

  const later = page.getByRole('button', { name: 'Extend 3 silences by 4h' });
  await later.press('Enter');
  await expect(page.getByText('3 silences end 4h later.')).toBeVisible();
  await expect(later).toBeFocused();
  const extended = await inForce(server);
  expect(extended.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(extended.map(({ endsAt }, index) => Date.parse(endsAt) - Date.parse(before[index]?.endsAt ?? ''))).toEqual([4 * hour, 4 * hour, 4 * hour, 0]);
  await page.keyboard.press('u');
  await expect(page.getByText('3 silences end as before.')).toBeVisible();
  expect(await inForce(server)).toMatchObject(before.map(({ id, endsAt }) => ({ id, endsAt })));

  await page.getByRole('button', { name: 'Expire 3' }).press('Enter');
  await expect(page.getByText('3 silences have expired.')).toBeVisible();
  expect((await inForce(server)).map(({ comment }) => comment)).toEqual(['d']);
  // The bar has gone with the selection; the focus is at a silence that is left.
  await expect(page.getByText('3 silences selected')).toHaveCount(0);
  await expect(page.locator('a[data-row="0"]')).toBeFocused();
  await page.keyboard.press('u');
  await expect(page.getByText('3 silences are back, under new ids.')).toBeVisible();
  expect(await inForce(server)).toMatchObject(before.map(({ comment, endsAt, createdBy }) => ({ comment, endsAt, createdBy })));
});

test('keys mean the silence that has the focus, also when others come in above it', async ({ page }) => {
  const server = shared();
  await silence(server, ['b', 'c', 'd']);
  await page.goto(`${server.url}/#/silences`);
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.keyboard.press('j');
  await expect(page.locator('a[data-row="0"]')).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByRole('checkbox', { name: /team="b"/ })).toBeChecked();
  await server.silence({ matchers: [{ name: 'team', value: 'a' }], endsAt: new Date(Date.now() + hour / 2) });
  await expect(page.getByRole('row')).toHaveCount(5);
  await expect(page.locator('a[data-row="1"]')).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByText('1 silence selected')).toHaveCount(0);
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(page.getByText('2 silences selected')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /team="[bc]"/, checked: true })).toHaveCount(2);
  await page.keyboard.press('e');
  await expect(page.getByLabel('Comment', { exact: true })).toHaveValue('c');
});

test('only what was done last to a silence is taken back, and only while nobody has changed it since', async ({ page, newWindow }) => {
  const server = shared();
  await silence(server, ['a']);
  const [before] = await inForce(server);
  await page.goto(`${server.url}/#/silences/${before?.id}`);
  const drawer = page.getByRole('dialog', { name: 'Silence' });
  const extend = async (by: string): Promise<void> => {
    await drawer.getByRole('button', { name: 'Extend' }).click();
    await page.getByRole('menuitem', { name: `by ${by}` }).click();
    await expect(page.getByText(new RegExp(`^The silence ends ${by} later, at `)).first()).toBeVisible();
  };
  await extend('1h');
  await drawer.getByRole('button', { name: 'Expire now' }).click();
  await expect(drawer.getByText('The silence has expired.')).toBeVisible();
  await expect(page.getByText(/^The silence ends 1h later, at /)).toHaveCount(0);
  await page.keyboard.press('u');
  await expect(page.getByText('The silence is back, under a new id.')).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await page.keyboard.press('u');

  // The details are those of the one that is in force now; Back does not lead to the one that is over.
  const [back] = await inForce(server);
  await expect(page).toHaveURL(new RegExp(`#/silences/${back?.id}$`));
  await expect(drawer.getByRole('button', { name: 'Expire now' })).toBeVisible();
  expect(Date.parse(back?.endsAt ?? '') - Date.parse(before?.endsAt ?? '')).toBe(hour);

  // Somebody else has the last word.
  const other = await newWindow();
  await other.goto(`${server.url}/#/silences/${back?.id}`);
  await expect(other.getByRole('button', { name: 'Expire now' })).toBeVisible();
  await extend('4h');
  await other.getByRole('button', { name: 'Expire now' }).click();
  await expect(other.getByText('The silence has expired.').first()).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('it has ended since')).toBeVisible();
  expect(await inForce(server)).toEqual([]);
  expect(await listed(server)).toHaveLength(2);
});

test('an edit says what it changes, and whether the silence stays the same one', async ({ page }) => {
  const server = shared();
  await server.post(alerts(20));
  await server.silence({ matchers: [{ name: 'alertname', value: 'HighErrorRate' }], comment: 'on it', createdBy: 'alice', endsAt: new Date(Date.now() + hour) });
  await page.goto(`${server.url}/#/silences`);
  await expect(page.getByRole('row')).toHaveCount(2);

  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await expect(page.getByLabel('Comment', { exact: true })).toBeFocused();
  await page.keyboard.type('!');
  await expect(page.getByText('The silence keeps its id.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Use alertname="HighErrorRate"' }).press('Space');
  await page.getByRole('button', { name: 'Write them as text' }).press('Enter');
  await page.getByRole('textbox', { name: 'Matchers' }).fill('severity="critical"');
  await page.getByRole('button', { name: 'Use these' }).click();
  await expect(page.getByText('This one ends, and another one')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('another one has taken its place').first()).toBeVisible();

  const all = await listed(server);
  expect(all.map(({ status }) => status.state).sort()).toEqual(['active', 'expired']);
  await page.keyboard.press('u');
  await expect(page.getByText('The silence is as before.').first()).toBeVisible();
  expect((await inForce(server)).map(({ comment }) => comment)).toEqual(['on it']);
});

test('how long a silence in force goes on counts from now, and an end that has passed is said at once', async ({ page, startServer }) => {
  const id = '5f1b2a3c-7d4e-4f60-8a9b-0c1d2e3f4a5b';
  const period = { startsAt: new Date(Date.now() - 4 * hour), endsAt: new Date(Date.now() + hour) };
  const server = await startServer({ silences: silenceSnapshot([{ id, matcherSets: [[{ name: 'team', value: 'a' }]], ...period, createdBy: 'alice', comment: 'a' }]) });
  await page.goto(`${server.url}/#/silences/${id}/edit`);
  const duration = page.getByLabel('Duration from now');
  await expect(duration, 'some of the hour may have passed').toHaveValue(/^(1h|[45]\dm)$/);
  await page.getByRole('button', { name: '2 h', exact: true }).click();
  await expect(duration).toHaveValue('2h');
  await expect(page.getByText(/^Ends .*, in (2 h|1 h 59 min)\./)).toBeVisible();

  const ends = page.getByLabel('Ends', { exact: true });
  await ends.fill('2020-01-01T00:00');
  await expect(ends).toHaveAccessibleDescription('It ends before it starts.');
  const asked = Date.now();
  await page.getByRole('button', { name: '4 h', exact: true }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The silence is changed.').first()).toBeVisible();
  const [changed] = await inForce(server);
  expect(changed?.id).toBe(id);
  const goesOnFrom = Date.parse(changed?.endsAt ?? '') - 4 * hour;
  expect(goesOnFrom).toBeGreaterThanOrEqual(asked - 60_000);
  expect(goesOnFrom).toBeLessThanOrEqual(Date.now() + 60_000);
});

test('the focus stays where one is while matchers are written as text, and passing a label opens nothing', async ({ page }) => {
  const server = shared();
  await server.post(alerts(20));
  const offered = page.waitForResponse(/completions/);
  await page.goto(`${server.url}/#/silences/new`);
  await page.getByPlaceholder('label', { exact: true }).focus();
  await (await offered).finished();
  const option = page.getByRole('option', { name: /alertname/ });
  await expect(option).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(option).toBeVisible();
  await page.keyboard.press('Escape');

  const asText = page.getByRole('button', { name: 'Write them as text' });
  const text = page.getByRole('textbox', { name: 'Matchers' });
  await asText.press('Enter');
  await expect(text).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(asText).toBeFocused();
  await asText.press('Enter');
  await page.keyboard.type('severity=~"critical|warning"');
  const use = page.getByRole('button', { name: 'Use these' });
  await expect(use).toBeEnabled();
  await use.press('Enter');
  await expect(asText).toBeFocused();
  await expect(page.getByLabel('Operator of severity').locator('option:checked')).toHaveText('= is one of');

  // The first one leaves, and the focus with it.
  await page.goto(`${server.url}/#/silences/new?filter={team="web",region="eu"}`);
  const remove = page.getByRole('button', { name: 'Remove team="web"' });
  await remove.press('Enter');
  await expect(remove).toHaveCount(0);
  await expect(page.locator('[data-matcher] input:not([type=checkbox])').first()).toBeFocused();
});

test('one that was ended early is made again with all that it had, for the usual time', async ({ page }) => {
  const server = shared();
  const answer = await page.request.post(`${server.url}/api/v2/silences`, {
    data: {
      matchers: [{ name: 'team', value: 'web', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 5 * hour).toISOString(),
      createdBy: 'alice',
      comment: 'on it',
      annotations: { ticket: 'OPS-17' },
    },
  });
  const { silenceID: id } = (await answer.json()) as { readonly silenceID: string };
  await server.expire(id);
  await page.goto(`${server.url}/#/silences/${id}`);
  await page.getByRole('link', { name: 'Silence again' }).click();
  await expect(page.getByText('This silence is over')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Duration' })).toHaveValue('2h');
  await expect(page.getByLabel('Value of ticket')).toHaveValue('OPS-17');
});

test('what was written in a form is still there when one comes back, until it is sent', async ({ page }) => {
  const server = shared();
  const form = `${server.url}/#/silences/new?filter={team="web"}&createdBy=alice`;
  await page.goto(`${server.url}/#/silences`);
  await page.goto(form);
  await expect(page.getByLabel('Comment', { exact: true })).toBeFocused();
  await page.keyboard.type('planned');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Silences');
  await page.goForward();
  await expect(page.getByText('What you had written here is still there.')).toBeVisible();
  await expect(page.getByLabel('Comment', { exact: true })).toHaveValue('planned');

  // Twice at once: one silence.
  await page.getByLabel('Comment', { exact: true }).press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('The silence is in force.').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Silences');
  await expect(page.getByRole('row')).toHaveCount(2);
  expect(await listed(server)).toHaveLength(1);
  await page.goto(form);
  await expect(page.getByLabel('Comment', { exact: true })).toHaveValue('');
});

test('whoever leaves a form while it is sent stays where they went, and is told what became of it', async ({ page, faults }) => {
  faults.expect(/POST .*silences: 500$/);
  const server = shared();
  for (const { isRefused, told } of [
    { isRefused: true, told: 'The silence was not made' },
    { isRefused: false, told: 'The silence is in force.' },
  ]) {
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/v2/silences', async (route) => {
      await answered;
      await (isRefused ? route.fulfill({ status: 500, body: '"the disk is full"' }) : route.continue());
    });
    await page.goto(`${server.url}/#/silences`);
    await page.goto(`${server.url}/#/silences/new?filter={team="web"}&createdBy=alice`);
    await page.getByLabel('Comment', { exact: true }).fill('planned');
    await page.getByLabel('Comment', { exact: true }).press('Control+Enter');
    const title = page.getByRole('heading', { level: 1 });
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Status' }).click();
    await expect(title).toHaveText('Status');
    // What is on its way is not there to be sent a second time.
    await page.goBack();
    await expect(page.getByLabel('Comment', { exact: true })).toHaveValue('');
    await page.goForward();
    await expect(title).toHaveText('Status');
    answer();
    await expect(page.getByText(told).first()).toBeVisible();
    await expect(title).toHaveText('Status');
    await page.goBack();
    await expect(page.getByLabel('Comment', { exact: true })).toHaveValue(isRefused ? 'planned' : '');
    await page.unroute('**/api/v2/silences');
  }
  expect(await listed(server)).toHaveLength(1);
});

test('keys lead to the form before it is known what one may do', async ({ page }) => {
  const server = shared();
  await silence(server, ['a']);
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/tocsin/v1/me', async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto(`${server.url}/#/silences`);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Edit silence');
  answer();
  await expect(page.getByLabel('Comment', { exact: true })).toBeFocused();
});

test('what somebody else changes meanwhile is not overwritten unless one says so', async ({ page }) => {
  const server = shared();
  await silence(server, ['mine']);
  const id = (await inForce(server))[0]?.id ?? '';
  const known = { ...((await server.get(`/api/v2/silence/${id}`)) as object), status: undefined, updatedAt: undefined };
  const changed = async (comment: string): Promise<void> => {
    const answer = await page.request.post(`${server.url}/api/v2/silences`, { data: { ...known, comment } });
    expect(await answer.json()).toEqual({ silenceID: id });
  };
  await page.goto(`${server.url}/#/silences/${id}/edit`);
  const comment = page.getByRole('textbox', { name: 'Comment' });
  await comment.fill('my words');

  await changed('their words');
  const notice = page.getByRole('alert').filter({ hasText: 'This silence was changed since' });
  await expect(notice).toContainText('their words');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(notice.getByRole('button', { name: 'Take over the changes' })).toBeFocused();
  expect((await inForce(server)).map((each) => each.comment)).toEqual(['their words']);

  await notice.getByRole('button', { name: 'Take over the changes' }).press('Enter');
  await expect(comment).toHaveValue('their words');
  await expect(notice).toBeHidden();

  await comment.fill('my words');
  await changed('their last words');
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The silence is changed.').first()).toBeVisible();
  expect((await inForce(server)).map((each) => [each.id, each.comment])).toEqual([[id, 'my words']]);
});

test('the form of a silence begins with what was just made of it', async ({ page }) => {
  const server = shared();
  await silence(server, ['a']);
  const id = (await inForce(server))[0]?.id ?? '';
  await page.goto(`${server.url}/#/silences/${id}`);
  const drawer = page.getByRole('dialog', { name: 'Silence' });
  await drawer.getByRole('button', { name: 'Extend' }).click();
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  // What is shown is asked for again; an order asks for some at most.
  await page.route(/\/api\/tocsin\/v1\/silences\?(?!.*limit=)/, async (route) => {
    await answered;
    await route.continue();
  });
  await page.getByRole('menuitem', { name: 'by 4h' }).click();
  await expect(page.getByText(/^The silence ends 4h later, at /).first()).toBeVisible();
  await drawer.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Edit silence');
  answer();
  await page.getByLabel('Comment', { exact: true }).fill('a, longer');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The silence is changed.').first()).toBeVisible();
  expect((await inForce(server)).map((each) => [each.id, each.comment])).toEqual([[id, 'a, longer']]);
});

test('the form of a silence that was seen before is there while the server cannot be reached', async ({ page, faults }) => {
  faults.expect(/failed: GET|net::ERR/);
  const server = shared();
  await silence(server, ['a']);
  const id = (await inForce(server))[0]?.id ?? '';
  const comment = page.getByLabel('Comment', { exact: true });
  await page.goto(`${server.url}/#/silences/${id}/edit`);
  await expect(comment).toHaveValue('a');
  await page.goto(`${server.url}/#/status`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Status');
  // Once it fails; what is asked for after that never ends.
  let asked = 0;
  await page.route(/\/api\/tocsin\/v1\/silences\?/, async (route) => {
    asked++;
    if (asked === 1) {
      await route.abort();
    }
  });
  await silence(server, ['b']);
  await page.goto(`${server.url}/#/silences/${id}/edit`);
  await expect.poll(() => asked).toBeGreaterThan(0);
  await expect(comment).toHaveValue('a');
});

test('sorting and searching keep the focus and what is selected', async ({ page }) => {
  const server = shared();
  await silence(server, ['first', 'second', 'third']);
  await page.goto(`${server.url}/#/silences`);
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('1 silence selected')).toBeVisible();

  const heading = page.getByRole('link', { name: 'Creator' });
  await heading.press('Enter');
  await expect(page).toHaveURL(/sort=/);
  await expect(heading).toBeFocused();
  await expect(page.getByText('1 silence selected')).toBeVisible();

  await page.getByLabel('Search in matchers, comments, creators and ids').fill('third');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByText('1 silence selected (1 not in this list)')).toBeVisible();

  await page.getByLabel('Search in matchers, comments, creators and ids').fill('nothing-has-this');
  await expect(page.getByText('No silence fits')).toBeVisible();
  await expect(page.getByText('1 silence selected (1 not in this list)')).toBeVisible();
  await page.getByLabel('Search in matchers, comments, creators and ids').fill('');
  await expect(page.getByRole('row')).toHaveCount(4);
  await expect(page.getByText('1 silence selected', { exact: true })).toBeVisible();
});

test('matchers that cannot be read are told with the place, and there is a way out', async ({ page, faults }) => {
  faults.expect(/silences\?.*filter=.*: 400$/);
  const server = shared();
  await server.silence({ matchers: [{ name: 'alertname', value: 'HighErrorRate' }], comment: 'on it' });
  await page.goto(`${server.url}/#/silences`);
  await expect(page.getByText('on it').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Only silences that have these matchers' }).fill('a=~"("');
  await expect(page.getByRole('heading', { name: 'The matchers cannot be read' })).toBeVisible();
  await expect(page.getByText('on it'), 'nothing of the list before it').toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Active [1-9]/ }), 'how many there are is known all the same').toBeVisible();
  await expect(page.locator('mark')).toHaveText('"("');
  await expect(page.getByText(/\(character 4\)/)).toBeVisible();

  await page.getByRole('link', { name: 'Clear the matchers' }).click();
  await expect(page.getByText('on it').first()).toBeVisible();
  await expect(page.locator('mark')).toHaveCount(0);
});

test('annotations are shown in the form, changed, and go with the silence', async ({ page }) => {
  const server = shared();
  const answer = await page.request.post(`${server.url}/api/v2/silences`, {
    data: {
      matchers: [{ name: 'team', value: 'web', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + hour).toISOString(),
      createdBy: 'alice',
      comment: 'on it',
      annotations: { ticket: 'OPS-17', room: '4' },
    },
  });
  const { silenceID: id } = (await answer.json()) as { readonly silenceID: string };
  await lateFrames(page);
  await page.goto(`${server.url}/#/silences/${id}/edit`);
  await page.getByLabel('Value of ticket').fill('OPS-18');
  await page.getByRole('button', { name: 'Remove the annotation room' }).press('Enter');
  const add = page.getByRole('button', { name: 'Add annotation' });
  await expect(add).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('ticket');
  await page.keyboard.press('Tab');
  await page.keyboard.type('<b>again</b>');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('There are two annotations named ticket.')).toBeVisible();
  await page.getByLabel('Name of the annotation').last().fill('note');
  await expect(page.getByText('Annotation ticket: OPS-17 → OPS-18')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('The silence is changed.').first()).toBeVisible();
  expect(await server.get(`/api/v2/silence/${id}`)).toMatchObject({ annotations: { ticket: 'OPS-18', note: '<b>again</b>' } });
  await page.goto(`${server.url}/#/silences/${id}`);
  await expect(page.getByRole('dialog').getByText('<b>again</b>')).toBeVisible();
});

test('a silence with several sets of matchers is shown whole, extended, changed, expired and brought back', async ({ page, startServer }) => {
  const id = '5f1b2a3c-7d4e-4f60-8a9b-0c1d2e3f4a5b';
  const sets = [[{ name: 'alertname', value: 'HighErrorRate' }], [{ name: 'alertname', value: 'NodeDown' }, { name: 'region', value: 'eu-.*', isRegex: true }]];
  const period = { startsAt: new Date(Date.now() - hour), endsAt: new Date(Date.now() + hour) };
  const server = await startServer({ silences: silenceSnapshot([{ id, matcherSets: sets, ...period, createdBy: 'alice', comment: 'both' }]) });
  await server.post(alerts(40));
  const setsOf = async (): Promise<unknown> => (await inForce(server)).map((each) => (each as { readonly matcherSets?: unknown }).matcherSets);
  const before = await setsOf();
  expect(before).toMatchObject([sets]);

  await page.goto(`${server.url}/#/silences/${id}`);
  const drawer = page.getByRole('dialog', { name: 'Silence' });
  await expect(drawer.getByText('Matches alerts with all of any of these sets')).toBeVisible();
  await expect(drawer.getByText('NodeDown').first()).toBeVisible();
  await drawer.getByRole('button', { name: 'Extend' }).click();
  await page.getByRole('menuitem', { name: 'by 4h' }).click();
  await expect(page.getByText(/^The silence ends 4h later, at /).first()).toBeVisible();
  // Where the drawer's foot may have something to read.
  const toast = page.getByRole('alert').filter({ hasText: /^The silence ends 4h later/ });
  await expect
    .poll(async () => {
      const [told, beside] = [await toast.boundingBox(), await drawer.boundingBox()];
      return told !== null && beside !== null && told.x + told.width <= beside.x;
    })
    .toBe(true);
  expect([(await inForce(server)).map((each) => each.id), await setsOf()]).toEqual([[id], before]);

  await drawer.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByText('These stay as they are')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What it keeps back' })).toBeVisible();
  await page.getByLabel('Comment', { exact: true }).fill('both, longer');
  await expect(page.getByText('The silence keeps its id.')).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The silence is changed.').first()).toBeVisible();
  expect([(await inForce(server)).map((each) => [each.id, each.comment]), await setsOf()]).toEqual([[[id, 'both, longer']], before]);

  await page.goto(`${server.url}/#/silences/${id}`);
  await drawer.getByRole('button', { name: 'Expire now' }).click();
  await expect(page.getByText('The silence has expired.').first()).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('The silence is back, under a new id.').first()).toBeVisible();
  expect(await setsOf()).toEqual(before);
});

test('of 500 silences only those that are looked at are drawn', async ({ page, startServer }) => {
  const silences = Array.from({ length: 500 }, (_, index) => ({
    id: `00000000-0000-4000-8000-${`${index}`.padStart(12, '0')}`,
    matcherSets: [[{ name: 'instance', value: `host-${index}` }]],
    startsAt: new Date(),
    endsAt: new Date(Date.now() + hour + index * 60_000),
    createdBy: 'alice',
    comment: `number ${index}`,
  }));
  const server = await startServer({ silences: silenceSnapshot(silences) });
  await page.goto(`${server.url}/#/silences`);
  await expect(page.getByText('number 0', { exact: true })).toBeVisible();
  // The page gets shorter or longer while rows are measured for the first time.
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(page.getByText('number 499', { exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(await page.locator('tbody tr[data-index]').count()).toBeLessThan(100);

  await page.getByLabel('Search in matchers, comments, creators and ids').fill('host-123 alice');
  await expect(page.getByText('number 123', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/search=/);
});

// Both themes, and both layouts.
for (const [colorScheme, width] of [
  ['light', 390],
  ['dark', 1_400],
] as const) {
  test(`axe finds nothing in silences, ${colorScheme}, ${width} pixels wide`, async ({ newWindow }) => {
    const server = shared();
    await server.post(alerts(30));
    await server.silence({ matchers: [{ name: 'team', value: 'web' }, { name: 'severity', value: 'a|b', isRegex: true }], comment: 'see https://t.example/1', createdBy: 'alice' });
    await server.silence({ matchers: [{ name: 'team', value: 'db' }], comment: 'later', createdBy: 'bob', startsAt: new Date(Date.now() + hour), endsAt: new Date(Date.now() + 2 * hour) });
    const [first] = await listed(server);
    const page = await newWindow({ colorScheme, viewport: { width, height: 900 } });

    await page.goto(`${server.url}/#/silences`);
    await expect(page.getByText('later')).toBeVisible();
    await page.getByRole('checkbox', { name: /Select the silence/ }).first().check();
    await expectNoAxeViolations(page);
    await page.goto(`${server.url}/#/silences/${first?.id}`);
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page.getByText(/Created by/)).toBeVisible();
    await expectNoAxeViolations(page);
    // All of it in sight: what is half behind a bar while it scrolls is no small target.
    await page.setViewportSize({ width, height: 2_400 });
    await page.goto(`${server.url}/#/silences/${first?.id}/edit`);
    await expect(page.getByRole('heading', { name: 'What changes' })).toBeVisible();
    await page.getByLabel('Comment', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Say why, so that others need not ask.')).toBeVisible();
    await expectNoAxeViolations(page);
  });
}

test('who may not silence sees all and changes nothing', async ({ page, startServer }) => {
  const server = await startServer({ flags: ['--web.permit=*=read'] });
  await page.goto(`${server.url}/#/silences`);
  await expect(page.getByRole('heading', { name: 'No silences' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New silence' })).toHaveCount(0);
  await page.goto(`${server.url}/#/silences/new?filter={team="web"}`);
  await expect(page.getByText('You may not make silences')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create silence' })).toHaveCount(0);
  await expect(page.getByLabel('Comment', { exact: true })).toBeDisabled();
  await expectGoodInBothThemes(page);
});
