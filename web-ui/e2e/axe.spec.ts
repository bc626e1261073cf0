import type { Locator, Page } from '@playwright/test';
import { alerts } from './alerts';
import { expectGoodInBothThemes } from './axe';
import { expectNotTooWide } from './layout';
import { fingerprintOf, shop, shopConfig, Webhooks } from './shop';
import { until } from './server';
import { expect, sharedServer, test } from './test';

const widths = [
  { name: 'desktop', size: { width: 1280, height: 800 } },
  { name: 'phone', size: { width: 390, height: 844 } },
] as const;

// Each worker has a server of its own for its share.
test.describe.configure({ mode: 'parallel' });

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
    await started.post([...alerts(6), ...Object.values(shop)]);
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

async function expectFrame(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('banner')).toHaveCount(1);
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(1);
  await expectNotTooWide(page);
}

/** On a desktop, and on a phone if it is laid out in another way there. What is behind a dialog is looked at once. */
async function expectGoodOnBoth(page: Page, screen: Pick<Screen, 'ready' | 'isDialog' | 'onPhone'>): Promise<void> {
  const within = screen.isDialog === undefined ? undefined : '[role=dialog]';
  for (const { name, size } of widths) {
    if (name === 'desktop' || screen.onPhone === true) {
      await test.step(`on a ${name}`, async () => {
        await page.setViewportSize(size);
        await screen.ready(page);
        if (screen.isDialog === undefined) {
          await expectFrame(page);
        }
        await expectGoodInBothThemes(page, name === 'desktop' ? undefined : within, within);
      });
    }
  }
}

for (const screen of screens) {
  test(`${screen.name}: nothing for axe to object to`, async ({ page, faults }) => {
    if (screen.answered !== undefined) {
      faults.expect(screen.answered);
    }
    await page.goto(`${server().url}/${screen.path()}`);
    await expectGoodOnBoth(page, screen);
  });
}

test('the help: nothing for axe to object to', async ({ page }) => {
  await page.goto(`${server().url}/#/alerts`);
  await anAlert(page);
  await page.keyboard.press('?');
  const ready = async (): Promise<void> => expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectGoodOnBoth(page, { ready, isDialog: true, onPhone: true });
});

test('an outage: nothing for axe to object to', async ({ page, faults }) => {
  faults.expect(/./);
  await page.route('**/api/**', (route) => route.abort('connectionrefused'));
  await page.goto(`${server().url}/#/alerts`);
  await expectGoodOnBoth(page, { ready: text('The alerts cannot be shown'), onPhone: true });
});

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

declare global {
  interface Window {
    /** Looks at what has the focus now, once that is drawn. */
    lookAtFocus: () => Promise<{
      /** What had it before without a mark that went with it; undefined if it had one. */
      readonly unseen: string | undefined;
      /** The kinds of controls that have not had it yet. */
      readonly missed: readonly string[];
    }>;
  }
}

const controlled = ['alerts as groups', 'alerts as a table', 'alerts as lines', 'an alert', 'silences', 'a silence', 'a silence that is changed', 'the status', 'the settings'];

for (const { name, path, ready } of screens.filter((each) => controlled.includes(each.name))) {
  test(`${name}: whatever has the focus can be seen to have it`, async ({ page }) => {
    // In the page, where a look takes no time on the way.
    await page.addInitScript(() => {
      const focusable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
      const visited = new Set<string>();
      /** The element, what holds it (a field's box, a row), and what stands beside it (a switch's track), each with its mark. */
      let last: { readonly html: string; readonly parts: readonly Element[]; readonly marks: readonly string[] } | undefined;
      const kindOf = (element: Element): string =>
        `${element.tagName} ${element.getAttribute('type') ?? ''} ${element.getAttribute('role') ?? ''} ${element.classList.item(0) ?? ''}`;
      /** Its outline and shadow, as far as they can be seen. */
      const markOf = (element: Element): string => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
        const hasOutline = outlineStyle !== 'none' && outlineWidth !== '0px' && !/, 0\)$|transparent/.test(outlineColor);
        return `${hasOutline ? `${outlineStyle} ${outlineWidth} ${outlineColor}` : ''}${boxShadow === 'none' ? '' : boxShadow}`;
      };
      const missed = (): readonly string[] => {
        const around = document.querySelector('[role=dialog]') ?? document;
        const found = [...around.querySelectorAll<HTMLElement>(focusable)].filter(
          (each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }) && !each.matches(':disabled, input[type=radio]:not(:checked)'),
        );
        return [...new Set(found.map(kindOf))].filter((kind) => !visited.has(kind));
      };
      window.lookAtFocus = async () => {
        // What is drawn follows within a frame, also where nothing is to move.
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        const focused = document.activeElement;
        const before = last;
        // A field for a date has several stops of its own, the browser's.
        if (before !== undefined && before.parts[0] === focused) {
          return { unseen: undefined, missed: missed() };
        }
        const wasSeen = before === undefined || before.parts.some((part, index) => before.marks[index] !== '' && before.marks[index] !== markOf(part));
        last = undefined;
        if (focused instanceof HTMLElement && focused !== document.body) {
          const parts: Element[] = [];
          for (let element: Element | null = focused, up = 0; element !== null && up < 4; up += 1, element = element.parentElement) {
            parts.push(element, ...(element.nextElementSibling === null ? [] : [element.nextElementSibling]));
          }
          visited.add(kindOf(focused));
          last = { html: focused.outerHTML.slice(0, 200), parts, marks: parts.map(markOf) };
        }
        return { unseen: wasSeen ? undefined : before.html, missed: missed() };
      };
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${server().url}/${path()}`);
    await ready(page);
    const unseen = new Set<string>();
    let missed: readonly string[] = [];
    for (let tabs = 0; tabs < 250 && (tabs < 20 || missed.length > 0); tabs += 1) {
      await page.keyboard.press('Tab');
      const look = await page.evaluate(() => window.lookAtFocus());
      missed = look.missed;
      if (look.unseen !== undefined) {
        unseen.add(look.unseen);
      }
    }
    expect([...unseen], 'focus that cannot be seen').toEqual([]);
    expect(missed, 'kinds of controls that Tab does not lead to').toEqual([]);
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
