/** What everybody who has the page open should know about the server. Pure. */

import type { Address } from '../address/address';
import type { NoticeTone } from '../parts/Notice';
import type { Cluster, Me, Problem, Status } from '../server/answers';
import type { Live } from '../server/live';
import { RequestFailure } from '../server/request';
import { evaluatorTroubles } from '../status/health';

export interface Banner {
  readonly id: 'no-permission' | 'stale' | 'reload' | 'storage' | 'series' | 'members' | 'configurations' | 'settling';
  readonly tone: NoticeTone;
  /** The fact, in a few words. */
  readonly title: string;
  /** What it means and what to do. */
  readonly text: string;
  /** A message of the server, shown as it is. */
  readonly detail?: string;
  /** RFC 3339; said behind the title as an age. */
  readonly since?: string;
  readonly link?: { readonly label: string; readonly target: Address };
  /** Whether asking again at once may help. */
  readonly retry?: true;
}

export interface Known {
  readonly live: Live;
  readonly me: Me | undefined;
  /** Why the caller could not be had. */
  readonly meError: unknown;
  readonly status: Status | undefined;
  readonly cluster: Cluster | undefined;
}

/** Such as `alertmanager.yml:14:17: route.group_wait: expected a duration`. */
export function problemText({ file, line, column, path, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined && part !== '').join(':');
  return [place, path ?? '', message].filter((part) => part !== '').join(': ');
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, 3).join(', ');
  return all.length > 3 ? `${shown} and ${all.length - 3} more` : shown;
}

function permission({ me, meError }: Known): readonly Banner[] {
  const isRefused = meError instanceof RequestFailure && (meError.status === 401 || meError.status === 403);
  if (!isRefused && (me === undefined || me.permissions.includes('read'))) {
    return [];
  }
  return [
    {
      id: 'no-permission',
      tone: 'bad',
      title: 'You may not read this server',
      text: 'Load the page anew and sign in as somebody who may, or ask whoever runs the server for the permission “read” (--web.permit).',
      ...(isRefused ? { detail: meError.message } : {}),
    },
  ];
}

function staleness({ live }: Known): readonly Banner[] {
  if (live.state !== 'lost') {
    return [];
  }
  return [
    {
      id: 'stale',
      tone: 'bad',
      title: 'Not up to date: the server cannot be reached',
      text: 'What is shown may have changed. The page goes on asking by itself; check the network and whether the server runs.',
      ...(live.heardAt === undefined ? {} : { since: new Date(live.heardAt).toISOString() }),
      retry: true,
    },
  ];
}

function reload({ status }: Known): readonly Banner[] {
  const pending = status?.configuration.pending;
  if (pending === undefined) {
    return [];
  }
  const [first, ...others] = pending.problems;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return [
    {
      id: 'reload',
      tone: 'bad',
      title: 'The configuration file could not be loaded',
      text: 'The one loaded before stays in force. Mend the file and reload it.',
      detail: `${first === undefined ? pending.message : problemText(first)}${more}`,
      since: pending.failedAt,
      link: { label: 'Show the problems', target: { screen: 'status', section: 'configuration' } },
    },
  ];
}

function storage({ status }: Known): readonly Banner[] {
  if (status?.storage.state !== 'degraded') {
    return [];
  }
  const { error, since } = status.storage;
  return [
    {
      id: 'storage',
      tone: 'bad',
      title: 'Nothing can be stored',
      text: 'Alerts come in and are notified from memory; silences cannot be set or changed, and a restart now forgets what is new. Look at the disk.',
      ...(error === undefined ? {} : { detail: error }),
      ...(since === undefined ? {} : { since }),
      link: { label: 'Show the storage', target: { screen: 'status', section: 'storage' } },
    },
  ];
}

function series({ status }: Known): readonly Banner[] {
  const full = status?.evaluator === undefined ? undefined : evaluatorTroubles(status.evaluator).find(({ name, trouble }) => name === 'series' && trouble === 'bad');
  return full === undefined
    ? []
    : [
        {
          id: 'series',
          tone: 'bad',
          title: 'No further series can be stored',
          text: 'Scrapes and rules that would make new ones fail, and alerts about them are missing. Give the server more memory and a higher --evaluator.series-max, or scrape less.',
          link: { label: 'Show scrapes and rules', target: { screen: 'status', section: 'evaluator' } },
        },
      ];
}

function members({ cluster }: Known): readonly Banner[] {
  const away = (cluster?.members ?? []).filter(({ state }) => state === 'failed' || state === 'silent');
  const link = { label: 'Show the cluster', target: { screen: 'status', section: 'cluster' } } as const;
  const found: Banner[] = [];
  if (away.length > 0) {
    const one = away.length === 1;
    found.push({
      id: 'members',
      tone: 'warning',
      title: `${one ? 'A member' : `${away.length} members`} of the cluster ${one ? 'does' : 'do'} not answer: ${names(away.map(({ name }) => name))}`,
      text: 'The others take over its notifications. Check that it runs and that the network lets it through.',
      link,
    });
  }
  if (cluster?.configurationsDiffer === true) {
    found.push({
      id: 'configurations',
      tone: 'warning',
      title: 'Members of the cluster have different configurations',
      text: 'What is notified depends on which member does it. Give all the same file and reload them.',
      link,
    });
  }
  return found;
}

function settling({ cluster }: Known): readonly Banner[] {
  return cluster?.status === 'settling'
    ? [
        {
          id: 'settling',
          tone: 'note',
          title: 'This server has just started and sends no notifications yet',
          text: 'It waits until it knows what the other members know, which takes seconds.',
        },
      ]
    : [];
}

/** The worst first. */
export function bannersOf(known: Known): readonly Banner[] {
  const refused = permission(known);
  // Whoever may not read sees nothing that could be old.
  return refused.length > 0 ? refused : [staleness, reload, storage, series, members, settling].flatMap((each) => each(known));
}
