/** What a newcomer can copy, with this server's own address. Pure. */

import { amtoolServer, baseOf, shellQuoted } from '../copy/commands';

const summary = 'Sent by hand, to see that it arrives';

/** The part of prometheus.yml that makes Prometheus send its alerts here. */
export function prometheusSnippet(page: string): string {
  const { protocol, host, pathname, port } = new URL(baseOf(page));
  const prefix = pathname.replace(/\/$/, '');
  const target = port === '' ? `${host}:${protocol === 'https:' ? 443 : 80}` : host;
  return [
    'alerting:',
    '  alertmanagers:',
    '    - static_configs:',
    `        - targets: ['${target}']`,
    ...(protocol === 'https:' ? ['      scheme: https'] : []),
    ...(prefix === '' ? [] : [`      path_prefix: ${prefix}`]),
  ].join('\n');
}

/** A test alert, sent with amtool. */
export function amtoolSnippet(page: string): string {
  return [
    'amtool alert add TestAlert severity=info \\',
    `  ${shellQuoted(`--annotation=summary=${summary}`)} \\`,
    `  ${shellQuoted(amtoolServer(baseOf(page)))}`,
  ].join('\n');
}

/** The same with curl. */
export function curlSnippet(page: string): string {
  const alerts = [{ labels: { alertname: 'TestAlert', severity: 'info' }, annotations: { summary } }];
  return [
    `curl ${shellQuoted(`${baseOf(page)}api/v2/alerts`)} \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d ${shellQuoted(JSON.stringify(alerts))}`,
  ].join('\n');
}
