import type { JSHandle, Locator, Page } from '@playwright/test';
import { alerts } from './alerts';
import { expectNoAxeViolations } from './axe';
import { fingerprintOf, shop, shopConfig, Webhooks } from './shop';
import { until } from './server';
import { expect, sharedServer, test } from './test';
import { expectNotTooWide } from './layout';

const widths = [
  { name: 'desktop', size: { width: 1280, height: 800 } },
  { name: 'phone', size: { width: 390, height: 844 } },
] as const;

let webhooks: Webhooks;
let fingerprint = '';
let silence = '';
let expired = '';
const server = sharedServer(
  async () => {
    webhooks = await Webhooks.start(400);
    return { config: shopConfig(webhooks.url) };
  },
  async (started) => {
    await started.post([...alerts(14), ...Object.values(shop)]);
    silence = await started.silence({ matchers: [{ name: 'till', value: 'till-8' }], comment: 'See https://tickets.example.com/OPS-17' });
    expired = await started.silence({ matchers: [{ name: 'region', value: 'eu-.*', isRegex: true }], comment: 'Over' });
    await started.expire(expired);
    await until('a notification', async () => webhooks.taken.length > 0);
    fingerprint = await fingerprintOf(started, shop.told);
  },
);
test.afterAll(async () => webhooks.close());

const h1 = (title: string) => async (page: Page) => expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
const text = (pattern: string | RegExp) => async (page: Page) => expect(page.getByText(pattern).first()).toBeVisible();

const anAlert = async (page: Page) => expect(page.locator('[data-fingerprint]').first()).toBeVisible();

/** The form says what is missing once it is to be sent. */
const sent = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Create silence' }).click();
  await expect(page.getByText('Say why, so that others need not ask.')).toBeVisible();
};

/** The list is open, and long enough to scroll. */
const suggested = async (page: Page): Promise<void> => {
  await page.getByRole('textbox', { name: 'Label' }).first().or(page.getByRole('combobox', { name: 'Label' }).first()).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: /^alertname/ })).toBeVisible();
};

interface Screen {
  readonly name: string;
  readonly path: () => string;
  /** Waits until there is something to look at. */
  readonly ready: (page: Page) => Promise<void>;
  /** The part that the frame's own checks are not for. */
  readonly isDialog?: true;
  /** Which requests the server is to refuse there. */
  readonly answered?: RegExp;
  /** Whether it is laid out in another way where there is little room. */
  readonly onPhone?: true;
}

const screens: readonly Screen[] = [
  { name: 'alerts as groups', path: () => '#/alerts?view=cards&silenced=true', ready: anAlert },
  { name: 'alerts as a table', path: () => '#/alerts?view=table&silenced=true', ready: anAlert, onPhone: true },
  { name: 'alerts as lines', path: () => '#/alerts?view=compact&silenced=true', ready: anAlert, onPhone: true },
  { name: 'no alert that matches', path: () => '#/alerts?search=nothing-has-this', ready: text('No alert matches') },
  { name: 'a filter that is refused', path: () => '#/alerts?filter={severity=~"crit("}', ready: text(/missing closing/), onPhone: true, answered: /filter=.*: 400$/ },
  { name: 'an alert', path: () => `#/alerts/${fingerprint}`, ready: text('Timeline'), isDialog: true, onPhone: true },
  { name: 'an alert that is unknown', path: () => '#/alerts/00000000000000aa', ready: text('No such alert'), isDialog: true },
  { name: 'silences', path: () => '#/silences?state=active,expired', ready: text('till-8') },
  { name: 'no silence that fits', path: () => '#/silences?search=nothing-has-this', ready: text('No silence fits') },
  { name: 'a silence', path: () => `#/silences/${silence}`, ready: text('OPS-17'), isDialog: true },
  { name: 'a silence that is over', path: () => `#/silences/${expired}`, ready: text('Silence again'), isDialog: true },
  { name: 'a silence that is unknown', path: () => '#/silences/00000000-0000-4000-8000-000000000000', ready: text(/There is no silence with the id/), isDialog: true },
  { name: 'a new silence', path: () => '#/silences/new?filter={team="tills"}', ready: text(/alerts now/) },
  { name: 'a silence that is not complete', path: () => '#/silences/new?createdBy=alice', ready: sent, onPhone: true },
  { name: 'labels that the form suggests', path: () => '#/silences/new', ready: suggested, onPhone: true },
  { name: 'a silence that is changed', path: () => `#/silences/${silence}/edit`, ready: text('What changes') },
  { name: 'the status', path: () => '#/status', ready: text('tills'), onPhone: true },
  { name: 'the settings', path: () => '#/settings', ready: h1('Settings'), onPhone: true },
  { name: 'an address that leads nowhere', path: () => '#/nowhere', ready: async (page) => expect(page.getByRole('heading', { level: 1 })).toBeVisible() },
];

/**
 * Both themes: what may differ between them is the contrast.
 *
 * @param again what leads back to the same state after the page was loaded anew; without it the theme changes under the open page
 */
async function expectGoodInBothThemes(page: Page, again?: (page: Page) => Promise<void>): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  if (again !== undefined) {
    await page.reload();
    await again(page);
  }
  await expectNoAxeViolations(page, undefined, ['color-contrast']);
}

async function expectFrame(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('banner')).toHaveCount(1);
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(1);
  await expectNotTooWide(page);
}

for (const width of widths) {
  test.describe(`on a ${width.name}`, () => {
    test.use({ viewport: width.size });

    for (const screen of screens.filter(({ onPhone }) => width.name === 'desktop' || onPhone === true)) {
      test(`${screen.name}: nothing for axe to object to`, async ({ page, faults }) => {
        if (screen.answered !== undefined) {
          faults.expect(screen.answered);
        }
        await page.goto(`${server().url}/${screen.path()}`);
        await screen.ready(page);
        if (screen.isDialog === undefined) {
          await expectFrame(page);
        }
        await expectGoodInBothThemes(page, screen.ready);
      });
    }

    test('the help: nothing for axe to object to', async ({ page }) => {
      const opened = async (shown: Page): Promise<void> => {
        await anAlert(shown);
        await shown.keyboard.press('?');
        await expect(shown.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      };
      await page.goto(`${server().url}/#/alerts`);
      await opened(page);
      await expectGoodInBothThemes(page, opened);
    });

    test('an outage: nothing for axe to object to', async ({ page, faults }) => {
      faults.expect(/./);
      await page.route('**/api/**', (route) => route.abort('connectionrefused'));
      await page.goto(`${server().url}/#/alerts`);
      await text('The alerts cannot be shown')(page);
      await expectGoodInBothThemes(page);
    });
  });
}

test('a first visit tells what to do next, and axe has nothing to object to', async ({ page, startServer }) => {
  const fresh = await startServer();
  for (const { size } of widths) {
    await page.setViewportSize(size);
    await page.goto(`${fresh.url}/`);
    await expect(page.getByRole('heading', { name: 'Waiting for the first alert' })).toBeVisible();
    await expect(page.getByText('alertmanagers:').first()).toBeVisible();
    await expect(page.getByText(/amtool.*alert add/).first()).toBeVisible();
    await expectFrame(page);
    await expectGoodInBothThemes(page);
  }
  await page.goto(`${fresh.url}/#/silences`);
  await expect(page.getByText('No silences')).toBeVisible();
  await expectGoodInBothThemes(page);
});

/** What is drawn at an element that has the focus, or around it, to show that. */
interface Mark {
  readonly kind: string;
  readonly html: string;
  /** The element, what holds it (a field's box, a row), and what stands beside it (a switch's track). */
  readonly parts: readonly Element[];
  readonly marks: readonly string[];
}

/** The mark at what has the focus now; undefined if nothing in the page has it. */
async function markAtFocus(page: Page): Promise<JSHandle<Mark | undefined>> {
  return page.evaluateHandle(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body) {
      return undefined;
    }
    const parts: Element[] = [];
    for (let element: Element | null = focused, up = 0; element !== null && up < 4; up += 1, element = element.parentElement) {
      parts.push(element, ...(element.nextElementSibling === null ? [] : [element.nextElementSibling]));
    }
    return { kind: window.kindOf(focused), html: focused.outerHTML.slice(0, 200), parts, marks: parts.map(window.markOf) };
  });
}

/** What was focused without a mark that went with the focus; undefined if it had one. */
async function unseen(mark: JSHandle<Mark>): Promise<string | undefined> {
  return mark.evaluate(({ html, parts, marks }) =>
    parts.some((part, index) => marks[index] !== '' && marks[index] !== window.markOf(part)) ? undefined : html,
  );
}

declare global {
  interface Window {
    /** What kind of control an element is. */
    kindOf: (element: Element) => string;
    /** Its outline and shadow, as far as they can be seen. */
    markOf: (element: Element) => string;
    /** The kinds of all controls that Tab leads to. */
    kindsThere: () => readonly string[];
  }
}

const controlled = ['alerts as groups', 'alerts as a table', 'alerts as lines', 'an alert', 'silences', 'a silence', 'a silence that is changed', 'the status', 'the settings'];

for (const { name, path, ready } of screens.filter((each) => controlled.includes(each.name))) {
  test(`${name}: whatever has the focus can be seen to have it`, async ({ page }) => {
    await page.addInitScript(() => {
      const focusable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
      window.kindOf = (element) => `${element.tagName} ${element.getAttribute('type') ?? ''} ${element.getAttribute('role') ?? ''} ${element.classList.item(0) ?? ''}`;
      window.markOf = (element) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
        const hasOutline = outlineStyle !== 'none' && outlineWidth !== '0px' && !/, 0\)$|transparent/.test(outlineColor);
        return `${hasOutline ? `${outlineStyle} ${outlineWidth} ${outlineColor}` : ''}${boxShadow === 'none' ? '' : boxShadow}`;
      };
      window.kindsThere = () => {
        const around = document.querySelector('[role=dialog]') ?? document;
        const found = [...around.querySelectorAll<HTMLElement>(focusable)].filter(
          (each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }) && !each.matches(':disabled, input[type=radio]:not(:checked)'),
        );
        return [...new Set(found.map(window.kindOf))];
      };
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${server().url}/${path()}`);
    await ready(page);
    const missing: string[] = [];
    const visited = new Set<string>();
    let last: JSHandle<Mark> | undefined;
    const missed = async (): Promise<string[]> => (await page.evaluate(() => window.kindsThere())).filter((kind) => !visited.has(kind));
    for (let tabs = 0; tabs < 250 && (tabs < 20 || (await missed()).length > 0); tabs += 1) {
      await page.keyboard.press('Tab');
      // What is drawn follows within a frame, also where nothing is to move.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      // A field for a date has several stops of its own, the browser's.
      if (await last?.evaluate(({ parts }) => parts[0] === document.activeElement)) {
        continue;
      }
      const html = last === undefined ? undefined : await unseen(last);
      missing.push(...(html === undefined ? [] : [html]));
      const mark = await markAtFocus(page);
      visited.add((await mark.evaluate((each) => each?.kind)) ?? '');
      last = (await mark.evaluate((each) => each === undefined)) ? undefined : (mark as JSHandle<Mark>);
    }
    expect([...new Set(missing)], 'focus that cannot be seen').toEqual([]);
    expect(await missed(), 'kinds of controls that Tab does not lead to').toEqual([]);
  });
}

/** What is drawn in the middle of an element and along its edge: all that forced colours leave of a state. */
async function drawnOf(control: Locator): Promise<string> {
  return control.evaluate((element) => {
    const { backgroundColor, borderTopColor, borderTopStyle, color } = getComputedStyle(element);
    return `${backgroundColor} in ${borderTopStyle} ${borderTopColor}, ${color}`;
  });
}

interface Pair {
  readonly path: string;
  /** The parts that are drawn: the same control, or two of a kind, on and off. */
  readonly on: (page: Page) => Locator;
  readonly off: (page: Page) => Locator;
}

const pairs: Readonly<Record<string, Pair>> = {
  'states of alerts': {
    path: '#/alerts?silenced=true',
    on: (page) => page.getByRole('button', { name: /^Silenced/ }),
    off: (page) => page.getByRole('button', { name: /^Inhibited/ }),
  },
  'layouts of alerts': {
    path: '#/alerts?view=table',
    on: (page) => page.getByRole('button', { name: 'Table', exact: true }),
    off: (page) => page.getByRole('button', { name: 'Lines', exact: true }),
  },
  'states of silences': {
    path: '#/silences',
    on: (page) => page.getByRole('button', { name: /^Active/ }),
    off: (page) => page.getByRole('button', { name: /^Expired/ }),
  },
  'durations': {
    path: '#/silences/new?filter={team="tills"}&duration=2h',
    on: (page) => page.getByRole('group', { name: 'Duration' }).locator('[aria-pressed=true]'),
    off: (page) => page.getByRole('group', { name: 'Duration' }).locator('[aria-pressed=false]').first(),
  },
};

test('with forced colours it is seen what is on', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  for (const [name, { path, on, off }] of Object.entries(pairs)) {
    await page.goto(`${server().url}/${path}`);
    await expect(on(page)).toBeVisible();
    await expect.poll(async () => (await drawnOf(on(page))) === (await drawnOf(off(page))), { message: `${name} look alike` }).toBe(false);
  }
});

test('with forced colours boxes and switches are there, and it is seen which are on', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.goto(`${server().url}/#/silences/new?filter={team="tills"}`);
  const toggles = [
    { input: page.locator('[data-matcher] input[type=checkbox]').first(), drawn: page.locator('[data-matcher] .mantine-Checkbox-input').first() },
    { input: page.getByRole('switch', { name: 'Starts at once' }), drawn: page.locator('.mantine-Switch-track') },
  ];
  for (const { input, drawn } of toggles) {
    await expect(input).toBeChecked();
    const on = await drawnOf(drawn);
    expect(on, 'an edge').toContain('in solid');
    await input.focus();
    await page.keyboard.press('Space');
    await expect(input).not.toBeChecked();
    await expect.poll(() => drawnOf(drawn)).not.toBe(on);
  }
});

/** What lies over the element that has the focus, or that it is not in the window at all; undefined if it is seen. */
async function coveredAtFocus(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused.classList.contains('skip-link')) {
      return undefined;
    }
    const { left, right, top, bottom } = focused.getBoundingClientRect();
    const x = (Math.max(0, left) + Math.min(innerWidth, right)) / 2;
    const y = (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2;
    const hit = document.elementFromPoint(x, y);
    const isSeen = hit !== null && (hit.contains(focused) || focused.parentElement?.contains(hit) === true || focused.closest('label, [role=option]')?.contains(hit) === true);
    return isSeen ? undefined : `${focused.outerHTML.slice(0, 120)} at ${Math.round(top)} is below ${hit?.outerHTML.slice(0, 120) ?? 'nothing: out of sight'}`;
  });
}

test.describe('at 400 %', () => {
  test.use({ viewport: { width: 320, height: 256 } });

  for (const { name, path, ready } of screens.filter((each) => ['a new silence', 'alerts as groups', 'silences', 'the status', 'an alert'].includes(each.name))) {
    test(`${name}: what has the focus is not covered, and nothing is too wide`, async ({ page }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(`${server().url}/${path()}`);
      await ready(page);
      for (let tabs = 0; tabs < 45; tabs += 1) {
        await page.keyboard.press('Tab');
        // Browsers may take a moment to scroll there.
        await expect.poll(() => coveredAtFocus(page), { message: `after ${tabs + 1} times Tab` }).toBeUndefined();
      }
      await expectNotTooWide(page);
    });
  }
});
