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
  const builder = rules === undefined ? new AxeBuilder({ page }).withTags(tags) : new AxeBuilder({ page }).withRules(rules);
  const results = await (within === undefined ? builder : builder.include(within)).analyze();
  const found = results.violations.map(({ id, help, helpUrl, nodes }) =>
    [`${id}: ${help} (${helpUrl})`, ...nodes.map((node) => `  ${node.html}\n    ${node.failureSummary ?? ''}`)].join('\n'),
  );
  expect(found.join('\n\n'), 'what axe found').toBe('');
}
