import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/**
 * Fails the test if axe finds anything in the page, as it is now, that breaks WCAG 2.2 A or AA.
 *
 * @param within a selector of the part to look at; everything without one
 * @param rules only these, such as those that another theme may break
 */
export async function expectNoAxeViolations(page: Page, within?: string, rules?: string[]): Promise<void> {
  // It stays in a page, so that it needs to be put there once.
  const isThere = await page.evaluate(() => 'axe' in window);
  const builder = new AxeBuilder({ page, ...(isThere ? { axeSource: 'void 0' } : {}) })
    // The page has no frames: no other page is needed to put their results together.
    .setLegacyMode()
    // What is in order needs no selectors.
    .options({ resultTypes: ['violations'] });
  const ruled = rules === undefined ? builder.withTags(tags) : builder.withRules(rules);
  const results = await (within === undefined ? ruled : ruled.include(within)).analyze();
  const found = results.violations.map(({ id, help, helpUrl, nodes }) =>
    [`${id}: ${help} (${helpUrl})`, ...nodes.map((node) => `  ${node.html}\n    ${node.failureSummary ?? ''}`)].join('\n'),
  );
  expect(found.join('\n\n'), 'what axe found').toBe('');
}

/**
 * Both themes: what may differ between them is the contrast. The theme changes under the open page, at once as no motion is wanted.
 *
 * @param inLight what is looked at in the light, by its selector; everything without one
 * @param inDark the same for the dark, such as a dialog before what other tests look at
 */
export async function expectGoodInBothThemes(page: Page, inLight?: string, inDark = inLight): Promise<void> {
  await expectTheme(page, 'light');
  await expectNoAxeViolations(page, inLight);
  await expectTheme(page, 'dark');
  await expectNoAxeViolations(page, inDark, ['color-contrast']);
}

async function expectTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}
