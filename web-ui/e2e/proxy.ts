import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy that takes the first part off each path, as `proxy_pass http://server/;` of nginx does. */
export class StrippingProxy {
  private constructor(
    private readonly server: Server,
    private readonly path: string,
  ) {}

  /**
   * @param path what it takes off, with a slash in front and none behind
   * @param target the server's address, without a slash behind
   */
  static async start(path: string, target: string): Promise<StrippingProxy> {
    const server = createServer((incoming, answer) => {
      const asked = incoming.url ?? '';
      if (asked === path) {
        answer.writeHead(301, { location: `${path}/` }).end();
        return;
      }
      if (!asked.startsWith(`${path}/`)) {
        answer.writeHead(404).end('not behind this proxy\n');
        return;
      }
      const outgoing = request(
        target + asked.slice(path.length),
        { method: incoming.method, headers: incoming.headers },
        (received) => {
          answer.writeHead(received.statusCode ?? 502, received.headers);
          received.pipe(answer);
          received.on('error', () => answer.destroy());
        },
      );
      outgoing.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end('no answer\n')));
      answer.on('close', () => outgoing.destroy());
      incoming.pipe(outgoing);
    });
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(0, '127.0.0.1', listening);
    });
    return new StrippingProxy(server, path);
  }

  /** Where the server is reached through it, without a slash at the end. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.path}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
