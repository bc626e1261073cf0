/** A slow link and a slow machine, for whoever looks for races: `TOCSIN_E2E_SLOW=1 npm run e2e -- lists.spec.ts --repeat-each 3`. */

import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page, Route } from '@playwright/test';

/** The number to draw delays with; undefined if nothing is to be slow. */
const seed = process.env['TOCSIN_E2E_SLOW'];

const delayMaxMillis = 1_500;
const scriptDelayMaxMillis = 500;
/** How many times slower the page computes. */
const slowdown = Number(process.env['TOCSIN_E2E_SLOW_CPU'] ?? '6');

/** The same numbers for the same seed, from 0 to 1. */
function random(from: string): () => number {
  let state = [...from].reduce((hash, each) => Math.imul(hash ^ (each.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Half of what is asked leaves late, half of the answers come late: these are of an earlier time then. */
async function delay(route: Route, next: () => number): Promise<void> {
  const url = new URL(route.request().url());
  if (url.pathname.endsWith('/events')) {
    await route.fallback();
  } else if (!/\/(api|-)\//.test(url.pathname)) {
    await pause(next() * scriptDelayMaxMillis);
    await route.fallback();
  } else {
    const millis = next() * delayMaxMillis;
    if (next() < 0.5) {
      await pause(millis);
      await route.fallback();
    } else {
      const response = await route.fetch({ maxRetries: 0 }).catch(() => undefined);
      await pause(millis);
      await (response === undefined ? route.fallback() : route.fulfill({ response }));
    }
  }
}

async function slowPage(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

/**
 * Slows the pages of a window down if that is wanted, those that are opened later included.
 *
 * @param name makes the delays of each window its own
 */
export async function slowDown(context: BrowserContext, name: string): Promise<void> {
  if (seed === undefined || seed === '') {
    return;
  }
  const next = random(`${seed} ${name}`);
  // The page may be gone, and what it asked for with it.
  const gone = (): void => undefined;
  await context.route('**', (route) => delay(route, next).catch(gone));
  context.on('page', (page) => void slowPage(context, page).catch(gone));
}
