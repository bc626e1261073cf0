/** An alert as it is posted to API v2. */
export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly generatorURL?: string;
}

interface Kind {
  readonly name: string;
  readonly severity: string;
  readonly job: string;
  readonly summary: string;
}

const kinds: readonly Kind[] = [
  { name: 'HighErrorRate', severity: 'critical', job: 'api', summary: 'More than 5 % of requests fail' },
  { name: 'HighLatency', severity: 'warning', job: 'api', summary: 'The 99th percentile is over a second' },
  { name: 'DiskWillFill', severity: 'warning', job: 'node', summary: 'The disk will be full within four hours' },
  { name: 'NodeDown', severity: 'critical', job: 'node', summary: 'The node has not been seen for five minutes' },
  { name: 'PodCrashLooping', severity: 'warning', job: 'kubelet', summary: 'The pod restarts again and again' },
  { name: 'CertificateExpires', severity: 'info', job: 'blackbox', summary: 'The certificate expires within a week' },
  { name: 'QueueGrows', severity: 'warning', job: 'queue', summary: 'More messages come in than go out' },
  { name: 'ReplicationLag', severity: 'critical', job: 'postgres', summary: 'The replica is a minute behind' },
  { name: 'BackupMissing', severity: 'info', job: 'backup', summary: 'There was no backup for a day' },
  { name: 'ClockSkew', severity: 'none', job: 'node', summary: 'The clock is off by more than 50 ms' },
];
const teams = ['storage', 'payments', 'search', 'platform', 'mobile'];
const regions = ['eu-west-1', 'us-east-1', 'ap-south-1'];
const dayMillis = 24 * 3_600_000;

function pick<T>(values: readonly T[], index: number): T {
  const value = values[index % values.length];
  if (value === undefined) {
    throw new RangeError('nothing to pick from');
  }
  return value;
}

/**
 * Alert `i` of as many as wanted, always the same but for its time: ten labels, three annotations, ten names, five teams, three
 * regions, twenty services, and a `pod` and an `instance` that no other one has. It began within the last day.
 */
export function alert(i: number, now: number = Date.now()): PostedAlert {
  const kind = pick(kinds, i);
  const region = pick(regions, Math.floor(i / 7));
  const team = pick(teams, Math.floor(i / 3));
  const service = `${team}-${i % 4}`;
  const instance = `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}:9100`;
  return {
    labels: {
      alertname: kind.name,
      severity: kind.severity,
      cluster: `${region}-${i % 2 === 0 ? 'blue' : 'green'}`,
      region,
      namespace: team,
      service,
      pod: `${service}-${i.toString(36).padStart(5, '0')}`,
      instance,
      job: kind.job,
      team,
    },
    annotations: {
      summary: kind.summary,
      description: `${kind.summary} at ${instance} (${service}, ${region}), as seen by the job ${kind.job}.`,
      runbook_url: `https://runbooks.example.com/${kind.name}`,
    },
    startsAt: new Date(now - ((i * 7_919) % dayMillis)).toISOString(),
    generatorURL: `https://prometheus.example.com/graph?g0.expr=up&alert=${i}`,
  };
}

/** The first `count` alerts. */
export function alerts(count: number, now: number = Date.now()): PostedAlert[] {
  return Array.from({ length: count }, (_, i) => alert(i, now));
}
