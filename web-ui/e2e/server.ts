import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PostedAlert } from './alerts';

const startMaxMillis = 120_000;
const stopMaxMillis = 30_000;
const waitMaxMillis = 60_000;
const pollMillis = 50;
/** What one request carries; larger bodies gain nothing. */
const alertsPerPost = 2_000;

/** One receiver that tells nobody; groups by name, and sends nothing while a test runs. */
export const quietConfig = `global: {resolve_timeout: 1h}
route: {receiver: team-x, group_by: [alertname], group_wait: 1h}
receivers: [{name: team-x}, {name: nobody}]
`;

export interface ServerOptions {
  /** The text of alertmanager.yml. */
  readonly config?: string;
  /** Beside those for the file, the address, the storage, no cluster and many answers at once; they win. */
  readonly flags?: readonly string[];
  /** The file `silences` of an Alertmanager, which the server imports: see snapshot.ts. */
  readonly silences?: Uint8Array;
  /** `--web.route-prefix`, with a slash in front and none behind; empty for none. */
  readonly prefix?: string;
}

export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex?: boolean;
  readonly isEqual?: boolean;
}

export interface SilenceOptions {
  readonly matchers: readonly Matcher[];
  readonly comment?: string;
  readonly createdBy?: string;
  readonly startsAt?: Date;
  readonly endsAt?: Date;
}

/** Asks until it is so. */
export async function until(what: string, isSo: () => Promise<boolean>, maxMillis = waitMaxMillis): Promise<void> {
  const end = Date.now() + maxMillis;
  while (!(await isSo())) {
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${maxMillis / 1000} s`);
    }
    await pause(pollMillis);
  }
}

/** The folder of the distribution that is tested. */
export function distribution(): string {
  return process.env['TOCSIN_DIST'] ?? resolve(import.meta.dirname, '../../alertmanager-server/target/dist');
}

/** What starts its server. */
export function launcher(): string {
  const program = join(distribution(), 'bin', 'alertmanager');
  if (!existsSync(program)) {
    throw new Error(`${program} is missing: build it with "mvn package", or name another distribution with TOCSIN_DIST`);
  }
  return program;
}

/** Most servers are there for seconds, which optimising their code would take; figures are those of users' servers. */
const javaOptions = process.env['TOCSIN_BUDGETS'] === 'strict' ? {} : { TOCSIN_JAVA_OPTS: '-XX:TieredStopAtLevel=1' };

/** A server process on a port of its own, with configuration and storage in a folder that goes with it. */
export class AlertmanagerServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'tocsin-e2e-'));
  readonly configFile = join(this.folder, 'alertmanager.yml');
  private readonly storage = join(this.folder, 'data');
  readonly prefix: string;
  private readonly flags: readonly string[];
  private readonly logFile = join(this.folder, 'log.txt');
  private process: ChildProcess | undefined;
  private port = 0;

  private constructor(options: ServerOptions) {
    this.prefix = options.prefix ?? '';
    this.flags = options.flags ?? [];
  }

  /** Starts a server, and waits until it is ready. Whoever starts one has to {@link close} it. */
  static async start(options: ServerOptions = {}): Promise<AlertmanagerServer> {
    const server = new AlertmanagerServer(options);
    try {
      await server.writeConfig(options.config ?? quietConfig);
      if (options.silences !== undefined) {
        await mkdir(server.storage);
        await writeFile(join(server.storage, 'silences'), options.silences);
      }
      await server.startAgain();
      return server;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** Where it is reached, the prefix included, without a slash at the end. */
  get url(): string {
    return `${this.origin}${this.prefix}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it after {@link stop}, with the same storage and on the same port. */
  async startAgain(): Promise<void> {
    const log = createWriteStream(this.logFile, { flags: 'a' });
    const child = spawn(
      launcher(),
      [
        `--config.file=${this.configFile}`,
        `--storage.path=${this.storage}`,
        `--web.listen-address=127.0.0.1:${this.port}`,
        '--cluster.listen-address=',
        // More than by default: where other things run, answers to several windows take long and come together.
        '--web.get-concurrency=64',
        ...(this.prefix === '' ? [] : [`--web.route-prefix=${this.prefix}`]),
        ...this.flags,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...javaOptions, ...process.env } },
    );
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on('close', () => log.end());
    this.process = child;
    // The runner may end without asking its tests to clean up.
    process.once('exit', this.kill);
    let failure: string | undefined;
    child.on('error', (error) => (failure = error.message));
    const isReady = async (): Promise<boolean> => {
      if (failure !== undefined || child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`the server has ended: ${failure ?? child.exitCode ?? child.signalCode}\n${await this.log()}`);
      }
      const listening = /msg="Listening on" address=127\.0\.0\.1:(\d+)/g;
      const port = [...(await this.log()).matchAll(listening)].at(-1)?.[1];
      if (port === undefined) {
        return false;
      }
      this.port = Number(port);
      return fetch(`${this.url}/-/ready`).then(
        (answer) => answer.ok,
        () => false,
      );
    };
    await until('start of the server', isReady, startMaxMillis);
  }

  /** Ends the process as an operator does, and waits for its end. */
  async stop(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    process.removeListener('exit', this.kill);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = new Promise<void>((resolveEnd) => child.once('close', () => resolveEnd()));
    // One that hangs ends when it goes on.
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const last = setTimeout(() => child.kill('SIGKILL'), stopMaxMillis);
    await ended;
    clearTimeout(last);
  }

  /** Leaves it there, for good: it takes requests and answers none, and says nothing to those who listen. */
  hang(): void {
    this.process?.kill('SIGSTOP');
  }

  private readonly kill = (): void => {
    this.process?.kill('SIGKILL');
  };

  /** Stops it for good; its folder is removed. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What it has logged so far. */
  async log(): Promise<string> {
    return readFile(this.logFile, 'utf8').catch(() => '');
  }

  // --- what a test does to it ---

  async writeConfig(text: string): Promise<void> {
    await writeFile(this.configFile, text);
  }

  /** Asks for a reload, and says how it went: the body of the answer tells why it failed. */
  async reload(): Promise<{ readonly ok: boolean; readonly body: string }> {
    const answer = await fetch(`${this.url}/-/reload`, { method: 'POST' });
    return { ok: answer.ok, body: await answer.text() };
  }

  /** Posts alerts, a few thousand with each request. They are visible when this is over. */
  async post(alerts: readonly PostedAlert[]): Promise<void> {
    for (let i = 0; i < alerts.length; i += alertsPerPost) {
      await this.send('POST', '/api/v2/alerts', alerts.slice(i, i + alertsPerPost));
    }
  }

  /** Says that alerts are over. */
  async resolve(alerts: readonly PostedAlert[]): Promise<void> {
    const endsAt = new Date().toISOString();
    await this.post(alerts.map((alert) => ({ ...alert, endsAt })));
  }

  /** Makes a silence, by default for an hour from now; gives its id. */
  async silence(options: SilenceOptions): Promise<string> {
    const startsAt = options.startsAt ?? new Date();
    const answer = await this.send('POST', '/api/v2/silences', {
      matchers: options.matchers.map((matcher) => ({ isRegex: false, isEqual: true, ...matcher })),
      startsAt: startsAt.toISOString(),
      endsAt: (options.endsAt ?? new Date(startsAt.getTime() + 3_600_000)).toISOString(),
      createdBy: options.createdBy ?? 'e2e',
      comment: options.comment ?? 'made by a test',
    });
    const { silenceID } = (await answer.json()) as { readonly silenceID: string };
    return silenceID;
  }

  async expire(silence: string): Promise<void> {
    await this.send('DELETE', `/api/v2/silence/${silence}`);
  }

  /** Resolves all alerts and expires all silences, so that a test finds nothing of the one before in force. */
  async clear(): Promise<void> {
    await this.resolve((await this.get('/api/v2/alerts')) as readonly PostedAlert[]);
    const silences = (await this.get('/api/v2/silences')) as readonly { readonly id: string; readonly status: { readonly state: string } }[];
    await Promise.all(silences.filter(({ status }) => status.state !== 'expired').map(({ id }) => this.expire(id)));
  }

  /** What API v2 says at `path`, such as `/api/v2/alerts?silenced=false`. */
  async get(path: string): Promise<unknown> {
    return (await this.send('GET', path)).json();
  }

  private async send(method: string, path: string, body?: unknown): Promise<Response> {
    const ask = (): Promise<Response> =>
      fetch(`${this.url}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    let answer = await ask();
    // The disk of a busy machine may have kept the server waiting; it says so, and takes silences again when it has written.
    for (const end = Date.now() + waitMaxMillis; answer.status === 503 && Date.now() < end; answer = await ask()) {
      await pause(pollMillis);
    }
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }
    return answer;
  }
}
