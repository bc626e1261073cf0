/** What a newcomer can copy, with this server's own address. Pure. */

/** The address of the server whose page is at `page`. */
function serverOf(page: string): URL {
  return new URL('.', page);
}

function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

/** The part of prometheus.yml that makes Prometheus send its alerts here. */
export function prometheusSnippet(page: string): string {
  const { protocol, host, pathname, port } = serverOf(page);
  const prefix = withoutSlash(pathname);
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
    "  --annotation=summary='Sent by hand, to see that it arrives' \\",
    `  --alertmanager.url=${withoutSlash(serverOf(page).href)}`,
  ].join('\n');
}

/** The same with curl. */
export function curlSnippet(page: string): string {
  const alerts = [{ labels: { alertname: 'TestAlert', severity: 'info' }, annotations: { summary: 'Sent by hand, to see that it arrives' } }];
  return [`curl -H 'Content-Type: application/json' ${new URL('api/v2/alerts', serverOf(page)).href} \\`, `  -d '${JSON.stringify(alerts)}'`].join('\n');
}
