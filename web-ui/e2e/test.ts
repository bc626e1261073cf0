import { test as base, type BrowserContextOptions, type Page } from '@playwright/test';
import { Faults } from './faults';
import { StrippingProxy } from './proxy';
import { AlertmanagerServer, type ServerOptions } from './server';
import { slowDown } from './slow';

export { expect } from '@playwright/test';

const loggedLines = 60;

async function printLog(server: AlertmanagerServer): Promise<void> {
  console.log(`log of ${server.url}:\n${(await server.log()).trimEnd().split('\n').slice(-loggedLines).join('\n')}`);
}

interface Fixtures {
  /** Starts a server that ends with the test. */
  readonly startServer: (options?: ServerOptions) => Promise<AlertmanagerServer>;
  /** Starts a proxy that takes `path` off, and ends with the test. */
  readonly startProxy: (path: string, server: AlertmanagerServer) => Promise<StrippingProxy>;
  /** Opens a page in a window of its own, which shares nothing with others. */
  readonly newWindow: (options?: BrowserContextOptions) => Promise<Page>;
  /** What should not have happened; a test that leaves any fails. */
  readonly faults: Faults;
}

export const test = base.extend<Fixtures>({
  faults: [
    // After the servers, so that it looks before they are stopped under an open page.
    async ({ context, startServer: _servers, startProxy: _proxies }, use, testInfo) => {
      const faults = new Faults();
      faults.watch(context);
      await slowDown(context, `${testInfo.titlePath.join(' ')} ${testInfo.repeatEachIndex}`);
      await use(faults);
      const left = faults.take();
      if (left.length > 0) {
        throw new Error(`the page had errors:\n  ${left.join('\n  ')}`);
      }
    },
    { auto: true },
  ],

  startServer: async ({}, use, testInfo) => {
    const servers: AlertmanagerServer[] = [];
    await use(async (options) => {
      const server = await AlertmanagerServer.start(options);
      servers.push(server);
      return server;
    });
    for (const server of servers) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await printLog(server);
      }
      await server.close();
    }
  },

  startProxy: async ({}, use) => {
    const proxies: StrippingProxy[] = [];
    await use(async (path, server) => {
      const proxy = await StrippingProxy.start(path, server.url);
      proxies.push(proxy);
      return proxy;
    });
    await Promise.all(proxies.map((proxy) => proxy.close()));
  },

  newWindow: async ({ browser, faults }, use, testInfo) => {
    const windows: { close(): Promise<void> }[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      faults.watch(context);
      windows.push(context);
      await slowDown(context, `${testInfo.titlePath.join(' ')} ${testInfo.repeatEachIndex} ${windows.length}`);
      return context.newPage();
    });
    await Promise.all(windows.map((window) => window.close()));
  },
});

/**
 * A server that all tests of a file share, for those that do not disturb each other.
 *
 * @param prepare what is done to it before the first test
 * @returns gives the server, once a test runs
 */
export function sharedServer(
  options: () => ServerOptions | Promise<ServerOptions>,
  prepare: (server: AlertmanagerServer) => Promise<void> = async () => undefined,
): () => AlertmanagerServer {
  let server: AlertmanagerServer | undefined;
  const started = (): AlertmanagerServer => {
    if (server === undefined) {
      throw new Error('the server is there for tests only');
    }
    return server;
  };
  test.beforeAll(async () => {
    server = await AlertmanagerServer.start(await options());
    await prepare(server);
  });
  test.afterEach(async ({}, testInfo) => {
    if (testInfo.status !== testInfo.expectedStatus) {
      await printLog(started());
    }
  });
  test.afterAll(async () => server?.close());
  return started;
}
