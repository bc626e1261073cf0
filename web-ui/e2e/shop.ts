/** A shop with a till in each branch: a small world in which every way to be told, and not to be told, occurs. */

import { createServer, type Server } from 'node:http';
import type { PostedAlert } from './alerts';
import type { AlertmanagerServer } from './server';

/** Takes what webhooks send, and remembers it. */
export class Webhooks {
  readonly taken: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly status: number,
  ) {}

  /** @param status what it answers */
  static async start(status = 200): Promise<Webhooks> {
    const server = createServer((request, answer) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (part: string) => (body += part));
      request.on('end', () => {
        webhooks.taken.push(body);
        answer.writeHead(webhooks.status, { 'content-type': 'text/plain' }).end(webhooks.status < 300 ? 'ok\n' : 'no such channel\n');
      });
    });
    const webhooks = new Webhooks(server, status);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return webhooks;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('webhooks are not listened for');
    }
    return `http://127.0.0.1:${address.port}/hook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

/** The alerts of the branches reach `tills` by a webhook; all others reach `nobody`, who has no integration. */
export function shopConfig(webhook: string): string {
  return `route:
  receiver: nobody
  group_by: [alertname]
  group_wait: 1s
  group_interval: 10m
  repeat_interval: 4h
  routes:
    - matchers: [team="tills", kind="supplies"]
      receiver: tills
      mute_time_intervals: [always]
    - matchers: [team="tills"]
      receiver: tills
inhibit_rules:
  - name: branch-offline
    source_matchers: [alertname="BranchOffline"]
    target_matchers: [alertname="TillUnreachable"]
    equal: [branch]
time_intervals:
  - name: always
    time_intervals: [{times: [{start_time: "00:00", end_time: "24:00"}]}]
receivers:
  - name: nobody
  - name: tills
    webhook_configs: [{url: "${webhook}"}]
# Nobody posts the alerts again while specs run.
global: {resolve_timeout: 1h}
`;
}

function till(alertname: string, severity: string, more: Readonly<Record<string, string>>, summary: string): PostedAlert {
  return {
    labels: { alertname, severity, team: 'tills', ...more },
    annotations: { summary, runbook_url: `https://runbooks.example.com/${alertname}` },
    /** Before it is posted: files that run one after the other share these. */
    get startsAt(): string {
      return new Date(Date.now() - 23 * 60_000).toISOString();
    },
    generatorURL: `https://prometheus.example.com/graph?g0.expr=${alertname}`,
  };
}

/** One alert for each answer to "who is told of it?". */
export const shop = {
  told: till('PaymentsFail', 'critical', { branch: 'ulm', till: 'till-7' }, 'Cards are refused at till 7'),
  silenced: till('ReaderSlow', 'warning', { branch: 'ulm', till: 'till-8' }, 'The card reader needs ten seconds'),
  source: till('BranchOffline', 'critical', { branch: 'trier' }, 'The branch cannot be reached'),
  inhibited: till('TillUnreachable', 'warning', { branch: 'trier', till: 'till-2' }, 'The till does not answer'),
  muted: till('PaperLow', 'info', { branch: 'ulm', till: 'till-9', kind: 'supplies' }, 'The roll of paper ends soon'),
} as const;

/** The fingerprint under which the server knows an alert. */
export async function fingerprintOf(server: AlertmanagerServer, alert: PostedAlert): Promise<string> {
  const filter = Object.entries(alert.labels)
    .map(([name, value]) => `filter=${encodeURIComponent(`${name}=${JSON.stringify(value)}`)}`)
    .join('&');
  const [found] = (await server.get(`/api/v2/alerts?${filter}`)) as readonly { readonly fingerprint: string }[];
  if (found === undefined) {
    throw new Error(`the server has no alert ${JSON.stringify(alert.labels)}`);
  }
  return found.fingerprint;
}
