/** Which targets are shown, in which pools, and what is said of them. Pure. */

import { targetHealths, type TargetHealth } from '../address/address';
import type { DroppedTarget, Target, Targets } from '../evaluator/answers';
import { hasWords, labelTexts, wordsOf } from '../evaluator/seriesName';

export interface Pool {
  readonly name: string;
  /** Those that are shown. */
  readonly targets: readonly Target[];
  readonly dropped: readonly DroppedTarget[];
  /** How many relabelling dropped, of which the server may list only some. */
  readonly droppedCount: number;
  /** Of all its targets, shown or not. */
  readonly up: number;
  readonly all: number;
}

export type Counts = Readonly<Record<TargetHealth, number>>;

export interface Shown {
  readonly pools: readonly Pool[];
  /** Of the targets that words and pool leave, whatever healths are chosen. */
  readonly counts: Counts;
  readonly total: number;
  /** Names of all pools. */
  readonly names: readonly string[];
}

export interface Choice {
  readonly search: string;
  readonly health: readonly TargetHealth[];
  readonly pool: string;
}

/** Without a choice all that are scraped. */
export function shownHealths(health: readonly TargetHealth[]): readonly TargetHealth[] {
  return health.length === 0 ? targetHealths.filter((each) => each !== 'dropped') : health;
}

/** With the health switched on or off; what is shown without a choice is no choice. */
export function withHealth(health: readonly TargetHealth[], switched: TargetHealth): readonly TargetHealth[] {
  return targetHealths.filter((each) => (each === switched ? !health.includes(each) : health.includes(each)));
}

function byPool<T extends { readonly scrapePool: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const pools = new Map<string, T[]>();
  for (const each of all) {
    const pool = pools.get(each.scrapePool);
    if (pool === undefined) {
      pools.set(each.scrapePool, [each]);
    } else {
      pool.push(each);
    }
  }
  return pools;
}

const rank: Readonly<Record<Target['health'], number>> = { down: 0, unknown: 1, up: 2 };

/** Pools by name, those with targets that are down first; in each the targets that are down first. */
export function shownTargets(answer: Targets, { search, health, pool }: Choice): Shown {
  const words = wordsOf(search);
  // A job for which nothing was found is worth seeing, unless something else is looked for.
  const isPlain = words.length === 0 && health.length === 0;
  const healths = shownHealths(health);
  const names = [
    ...new Set([...Object.keys(answer.droppedTargetCounts), ...[...answer.activeTargets, ...answer.droppedTargets].map(({ scrapePool }) => scrapePool)]),
  ].sort();
  const counts: Record<TargetHealth, number> = { up: 0, down: 0, unknown: 0, dropped: 0 };
  const active = byPool(answer.activeTargets);
  const dropped = byPool(answer.droppedTargets);
  const pools = names
    .filter((name) => pool === '' || name === pool)
    .map((name): Pool => {
      const all = active.get(name) ?? [];
      const fitting = all.filter((each) =>
        hasWords(words, [name, each.scrapeUrl, each.lastError, ...labelTexts(each.labels), ...labelTexts(each.discoveredLabels)]),
      );
      const fittingDropped = (dropped.get(name) ?? []).filter((each) => hasWords(words, [name, ...labelTexts(each.discoveredLabels)]));
      const droppedCount = words.length > 0 ? fittingDropped.length : Math.max(answer.droppedTargetCounts[name] ?? 0, fittingDropped.length);
      fitting.forEach((each) => (counts[each.health] += 1));
      counts.dropped += droppedCount;
      const showsDropped = healths.includes('dropped');
      return {
        name,
        targets: fitting.filter((each) => healths.includes(each.health)).sort((a, b) => rank[a.health] - rank[b.health]),
        dropped: showsDropped ? fittingDropped : [],
        droppedCount: showsDropped ? droppedCount : 0,
        up: all.filter((each) => each.health === 'up').length,
        all: all.length,
      };
    })
    .filter((each) => each.targets.length > 0 || each.droppedCount > 0 || (isPlain && each.all === 0))
    .sort((a, b) => Number(a.up === a.all) - Number(b.up === b.all));
  return { pools, counts, total: pools.reduce((sum, each) => sum + each.targets.length + each.droppedCount, 0), names };
}

/** What a failed scrape most likely means, for failures that are met often; undefined for others, which say it themselves. */
export function failureMeaning(error: string, timeout: string): string | undefined {
  const [, status = ''] = /HTTP status (\d{3})/.exec(error) ?? [];
  switch (status) {
    case '':
      break;
    case '401':
    case '403':
      return 'It refuses who asks: authorization, basic_auth or tls_config of the scrape configuration may be missing or wrong.';
    case '404':
      return 'It answers, but has nothing at this path: metrics_path may be another.';
    default:
      return status.startsWith('5') ? 'It answers that it cannot give its metrics just now.' : undefined;
  }
  if (/connection refused/i.test(error)) {
    return 'Nothing listens at this address and port: it is not running, or listens elsewhere.';
  }
  if (/no such host|unknown host|name or service not known|failed to resolve|nxdomain/i.test(error)) {
    return 'The name of the host is not known here.';
  }
  if (/deadline exceeded|timed? ?out/i.test(error)) {
    return `It did not answer within the scrape timeout${timeout === '' ? '' : ` of ${timeout}`}.`;
  }
  if (/certificate|x509|PKIX|handshake/i.test(error)) {
    return 'Its certificate is not trusted here, or it does not speak TLS.';
  }
  if (/no route to host|network is unreachable/i.test(error)) {
    return 'There is no way through the network to this address.';
  }
  if (/\blimit exceeded|exceeded .*limit/i.test(error)) {
    return 'It has more than the scrape configuration allows, so that nothing of it is stored.';
  }
  return undefined;
}
