/** The answers of API v2 that the page shows, checked on arrival: nothing below this file meets an unexpected shape. */

export type LabelMap = Readonly<Record<string, string>>;

export interface Status {
  readonly version: string;
  readonly startedAt: string;
  readonly configuration: string;
  readonly clusterStatus: string;
  readonly clusterName: string | undefined;
  readonly peers: readonly { readonly name: string; readonly address: string }[];
}

export interface GroupAlert {
  readonly fingerprint: string;
  readonly labels: LabelMap;
  readonly annotations: LabelMap;
  readonly startsAt: string;
  readonly generatorUrl: string | undefined;
  readonly state: string;
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: readonly string[];
  readonly mutedBy: readonly string[];
}

export interface AlertGroup {
  readonly receiver: string;
  readonly labels: LabelMap;
  readonly alerts: readonly GroupAlert[];
}

/** An answer that is not what API v2 promises; the message names the place. */
export class UnexpectedAnswer extends Error {}

type Fields = Record<string, unknown>;

function object(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnexpectedAnswer(`${place}: expected an object`);
  }
  return value as Fields;
}

function list(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new UnexpectedAnswer(`${place}: expected a list`);
  }
  return value;
}

function text(value: unknown, place: string): string {
  if (typeof value !== 'string') {
    throw new UnexpectedAnswer(`${place}: expected text`);
  }
  return value;
}

function optionalText(value: unknown, place: string): string | undefined {
  return value === undefined ? undefined : text(value, place);
}

function texts(value: unknown, place: string): readonly string[] {
  return list(value, place).map((item, index) => text(item, `${place}[${index}]`));
}

function labelMap(value: unknown, place: string): LabelMap {
  const labels: [string, string][] = Object.entries(object(value, place)).map(([name, item]) => [
    name,
    text(item, `${place}.${name}`),
  ]);
  // fromEntries defines own properties, so a label called __proto__ stays an ordinary label.
  return Object.fromEntries(labels);
}

/** Reads the body of `GET api/v2/status`. */
export function readStatus(body: unknown): Status {
  const status = object(body, 'status');
  const cluster = object(status['cluster'], 'status.cluster');
  return {
    version: text(object(status['versionInfo'], 'status.versionInfo')['version'], 'status.versionInfo.version'),
    startedAt: text(status['uptime'], 'status.uptime'),
    configuration: text(object(status['config'], 'status.config')['original'], 'status.config.original'),
    clusterStatus: text(cluster['status'], 'status.cluster.status'),
    clusterName: optionalText(cluster['name'], 'status.cluster.name'),
    peers: list(cluster['peers'] ?? [], 'status.cluster.peers').map((item, index) => {
      const place = `status.cluster.peers[${index}]`;
      const peer = object(item, place);
      return { name: text(peer['name'], `${place}.name`), address: text(peer['address'], `${place}.address`) };
    }),
  };
}

function readAlert(value: unknown, place: string): GroupAlert {
  const alert = object(value, place);
  const status = object(alert['status'], `${place}.status`);
  return {
    fingerprint: text(alert['fingerprint'], `${place}.fingerprint`),
    labels: labelMap(alert['labels'], `${place}.labels`),
    annotations: labelMap(alert['annotations'], `${place}.annotations`),
    startsAt: text(alert['startsAt'], `${place}.startsAt`),
    generatorUrl: optionalText(alert['generatorURL'], `${place}.generatorURL`),
    state: text(status['state'], `${place}.status.state`),
    silencedBy: texts(status['silencedBy'], `${place}.status.silencedBy`),
    inhibitedBy: texts(status['inhibitedBy'], `${place}.status.inhibitedBy`),
    // Added in 0.28; an older server behind the same page leaves it out.
    mutedBy: texts(status['mutedBy'] ?? [], `${place}.status.mutedBy`),
  };
}

/** Reads the body of `GET api/v2/alerts/groups`. */
export function readGroups(body: unknown): readonly AlertGroup[] {
  return list(body, 'groups').map((value, index) => {
    const place = `groups[${index}]`;
    const group = object(value, place);
    return {
      receiver: text(object(group['receiver'], `${place}.receiver`)['name'], `${place}.receiver.name`),
      labels: labelMap(group['labels'], `${place}.labels`),
      alerts: list(group['alerts'], `${place}.alerts`).map((alert, number) =>
        readAlert(alert, `${place}.alerts[${number}]`),
      ),
    };
  });
}
