import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

/** Gathers what should not happen in a page: errors on the console (violations of its policy too), uncaught ones, failed requests. */
export class Faults {
  private gathered: string[] = [];
  private readonly expected: RegExp[] = [];

  /** Looks at every page of a window, those that are opened later included. */
  watch(context: BrowserContext): void {
    context.pages().forEach((page) => this.watchPage(page));
    context.on('page', (page) => this.watchPage(page));
  }

  private watchPage(page: Page): void {
    page.on('console', (message) => this.said(message));
    page.on('pageerror', (error) => this.add(`uncaught: ${error.message}`));
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? 'unknown';
      // The page takes back what it no longer needs, and streams end with the page.
      if (why !== 'net::ERR_ABORTED') {
        this.add(`failed: ${request.method()} ${request.url()}: ${why}`);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 400) {
        this.add(`answered: ${response.request().method()} ${response.url()}: ${response.status()}`);
      }
    });
  }

  private said(message: ConsoleMessage): void {
    // Answers that say no are told with their method and status by the other listener.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      this.add(`console: ${message.text()} (${message.location().url})`);
    }
  }

  private add(fault: string): void {
    this.gathered.push(fault);
  }

  /** Says that faults like this one belong to the test, before or after they happen. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** What was found so far and not expected. */
  get found(): readonly string[] {
    return this.gathered.filter((fault) => !this.expected.some((pattern) => pattern.test(fault)));
  }

  /** As {@link found}, and forgets it. */
  take(): readonly string[] {
    const { found } = this;
    this.gathered = [];
    return found;
  }
}
