/** What happened to an alert, newest first, as rows to draw. Pure. */

import type { HistoryEntry, HistoryPage, Labels } from '../server/answers';
import { partsOf } from '../time/moments';
import { failureText, otherAlertText } from './outlook';
import { alertLink, clock, free, joined, plain, say, silenceLink, strong, type Sentence } from './said';

export type Happening = 'began' | 'ended' | 'told' | 'failed' | 'sending' | 'kept' | 'flushed' | 'silence';

export interface Attempt {
  readonly number: number;
  readonly at: string;
  readonly latencyMillis: number;
  readonly outcome: string;
  readonly failure: string | undefined;
}

export interface Row {
  readonly key: string;
  /** RFC 3339. */
  readonly at: string;
  readonly happening: Happening;
  readonly title: Sentence;
  /** Quieter, below the title. */
  readonly details: readonly Sentence[];
  /** The first and the last of them. */
  readonly attempts: readonly Attempt[];
  readonly attemptCount: number;
}

type Told = Omit<Row, 'key' | 'at' | 'attemptCount'>;

/** Such as `456 ms` or `1.4 s`. */
export function latencyText(millis: number): string {
  return millis < 1_000 ? `${Math.round(millis)} ms` : millis < 60_000 ? `${(millis / 1_000).toFixed(1)} s` : `${Math.round(millis / 60_000)} min`;
}

type AlertOfEntry = NonNullable<HistoryEntry['alerts']>[number];
type RecordedMute = NonNullable<AlertOfEntry['mutedBy']>;

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

function attemptsOf(entry: HistoryEntry): readonly Attempt[] {
  return (entry.attemptsMade ?? []).map(({ failure, ...rest }) => ({ ...rest, failure: failure?.message }));
}

function totalOf({ alerts = [], alertsLeftOut = 0 }: HistoryEntry): number {
  return alerts.length + alertsLeftOut;
}

/** How many alerts it told of. */
function countsOf(entry: HistoryEntry): string {
  const { alerts = [], alertsLeftOut = 0 } = entry;
  const isWhole = alertsLeftOut === 0;
  const resolved = entry.resolved ?? (isWhole ? alerts.filter((each) => each.status === 'resolved').length : undefined);
  if (resolved === undefined) {
    return plural(totalOf(entry), 'alert');
  }
  const firing = totalOf(entry) - resolved;
  return resolved === 0 ? `${firing} firing` : firing === 0 ? `${resolved} resolved` : `${firing} firing and ${resolved} resolved`;
}

function target({ receiver = '', integration, index = 0 }: HistoryEntry): Sentence {
  return say`${strong(receiver)}${integration === undefined ? '' : ` (${integration}[${index}])`}`;
}

function lastFailure(entry: HistoryEntry): string | undefined {
  const message = entry.failure?.message ?? entry.attemptsMade?.findLast((each) => each.failure !== undefined)?.failure?.message;
  return message === undefined ? undefined : failureText(message);
}

function notification(entry: HistoryEntry, own: AlertOfEntry | undefined): Told {
  const to = target(entry);
  const isResolved = own?.status === 'resolved';
  const about = isResolved ? ' that it is resolved' : '';
  const effort = [
    entry.reason,
    countsOf(entry),
    entry.durationMillis === undefined ? undefined : latencyText(entry.durationMillis),
  ].filter((each) => each !== undefined);
  const failure = lastFailure(entry);
  const details = [say`${effort.join(' · ')}`];
  const attempts = attemptsOf(entry);
  switch (entry.outcome) {
    case 'sent':
      return totalOf(entry) === 0
        ? { happening: 'flushed', title: say`Nothing to tell ${to}`, details: [say`All alerts are resolved, of which it is not told.`], attempts }
        : { happening: 'told', title: say`Told ${to}${about}`, details, attempts };
    case 'sent_elsewhere':
      return {
        happening: 'told',
        title: say`Told ${to}${about} by another member`,
        details: [...details, say`Learned from ${strong(entry.member ?? 'it')}`],
        attempts,
      };
    case 'failed':
      return { happening: 'failed', title: say`Could not tell ${to}${about}`, details: [say`${failure ?? ''}`, ...details], attempts };
    case 'under_way':
      return {
        happening: failure === undefined ? 'sending' : 'failed',
        title: say`Telling ${to}${about} …`,
        details: failure === undefined ? details : [say`The last attempt failed: ${failure}`, ...details],
        attempts,
      };
    case 'abandoned':
      return {
        happening: 'failed',
        title: say`Began to tell ${to}${about}`,
        details: [say`The server was stopped, and nobody saw whether it arrived.`, ...details],
        attempts,
      };
    default:
      return { happening: 'flushed', title: say`${entry.text}`, details: [], attempts };
  }
}

function muteText(mute: RecordedMute, own: Labels): Sentence {
  switch (mute.reason) {
    case 'silence':
      return say`silenced by ${joined(
        mute.silences.map((id) => [silenceLink(id, id.slice(0, 8))]),
        ', ',
        ' and ',
      )}`;
    case 'inhibition':
      return say`inhibited by ${alertLink(mute.source ?? '', otherAlertText(mute.sourceLabels, own, mute.source ?? ''))}`;
    case 'mute_time_interval':
      return say`muted by the time interval ${strong(mute.intervals.join(', '))}`;
    case 'active_time_interval':
      return say`outside the active time interval ${strong(mute.intervals.join(', '))}`;
    default:
      return say`${mute.text}`;
  }
}

function again({ times, at, lastAt }: HistoryEntry): readonly Sentence[] {
  return times === undefined || times < 2 ? [] : [say`${times} times${lastAt === undefined || lastAt === at ? '' : say`, until ${clock(lastAt)}`}`];
}

function flush(entry: HistoryEntry, own: AlertOfEntry | undefined): Told {
  const receiver = strong(entry.receiver ?? '');
  return own?.mutedBy === undefined
    ? { happening: 'flushed', title: say`The group of ${receiver} was flushed`, details: [say`${countsOf(entry)}`, ...again(entry)], attempts: [] }
    : { happening: 'kept', title: say`Kept back from ${receiver}`, details: [say`It was ${muteText(own.mutedBy, own.labels ?? {})}`, ...again(entry)], attempts: [] };
}

const actions: Readonly<Record<string, string>> = {
  created: 'created',
  updated: 'changed',
  expired: 'expired',
  imported: 'imported',
  replaced: 'replaced',
};

/** The name of a proved identity, such as `user:alice`; undefined where nobody was asked who it is. */
function provedName(identity: string | undefined): string | undefined {
  return identity === undefined || identity === '' || identity === 'anonymous' ? undefined : identity.replace(/^(user|proxied):/, '');
}

function silenceChange(entry: HistoryEntry): Told {
  const { silence, by, action = '', replacedBy } = entry;
  if (silence === undefined) {
    return { happening: 'silence', title: say`${entry.text}`, details: [], attempts: [] };
  }
  const who = provedName(by?.identity);
  const verb = actions[action] ?? action;
  const title = say`${silenceLink(silence.id, 'Silence')} of ${strong(silence.createdBy)} ${verb}${who === undefined || who === silence.createdBy ? '' : say` by ${strong(who)}`}`;
  const facts = [
    replacedBy !== undefined
      ? say`replaced by ${silenceLink(replacedBy, replacedBy.slice(0, 8))}`
      : action === 'expired'
        ? say``
        : say`until ${clock(silence.endsAt)}`,
    who === undefined && by?.address !== undefined && by.address !== '' ? say`asked for from ${by.address}` : say``,
  ].filter((each) => each.length > 0);
  return {
    happening: 'silence',
    title,
    details: [silence.comment === '' ? say`` : say`“${free(silence.comment)}”`, joined(facts, ' · ')].filter((each) => each.length > 0),
    attempts: [],
  };
}

export function rowOf(entry: HistoryEntry, fingerprint: string): Row {
  const own = entry.alerts?.find((each) => each.fingerprint === fingerprint);
  const row =
    entry.kind === 'notification'
      ? notification(entry, own)
      : entry.kind === 'flush'
        ? flush(entry, own)
        : entry.kind === 'silence'
          ? silenceChange(entry)
          : { happening: 'flushed' as const, title: say`${entry.text}`, details: [], attempts: [] };
  return { key: String(entry.id), at: entry.at, ...row, attemptCount: entry.attempts ?? row.attempts.length };
}

export interface Span {
  readonly startsAt: string | undefined;
  /** Only where it has ended. */
  readonly resolvedAt: string | undefined;
}

/**
 * Rows of the pages that are there, newest first, with the beginning and the end of the alert among them.
 *
 * @param isComplete whether nothing older is to come, so that the beginning has its place
 */
export function rowsOf(pages: readonly HistoryPage[], fingerprint: string, { startsAt, resolvedAt }: Span, isComplete: boolean): readonly Row[] {
  const seen = new Set<number>();
  const rows: Row[] = [];
  for (const entry of pages.flatMap((each) => each.entries)) {
    // Pages are asked for one after the other, and what is at their seam may have moved meanwhile.
    if (!seen.has(entry.id)) {
      seen.add(entry.id);
      rows.push(rowOf(entry, fingerprint));
    }
  }
  const insert = (at: string | undefined, happening: Happening, title: Sentence, hint: Sentence): void => {
    if (at === undefined) {
      return;
    }
    const millis = Date.parse(at);
    const index = rows.findIndex((each) => Date.parse(each.at) <= millis);
    if (index >= 0 || isComplete) {
      rows.splice(index < 0 ? rows.length : index, 0, { key: happening, at, happening, title, details: [hint], attempts: [], attemptCount: 0 });
    }
  };
  insert(resolvedAt, 'ended', say`Resolved`, say`As its source says`);
  insert(startsAt, 'began', say`Began to fire`, say`As its source says`);
  return rows;
}

/** What two failures have to have in common to be told as one; undefined for whatever else. */
function failureKey({ happening, title, details: [why = []] }: Row): string | undefined {
  const words = (sentence: Sentence): string => plain(sentence, (at) => at);
  return happening === 'failed' ? `${words(title)}\n${words(why)}` : undefined;
}

/**
 * What matters at a glance: without flushes that had nothing to say, and with the same failure, again and again, told once with how
 * often and since when. It stands where it was last; whatever else happened, such as a notification that arrived, ends it.
 *
 * @param rows newest first
 */
export function essence(rows: readonly Row[]): readonly Row[] {
  interface Run {
    readonly newest: Row;
    oldest: Row;
    count: number;
  }
  const runs: Run[] = [];
  const open = new Map<string, Run>();
  for (const row of rows.filter(({ happening }) => happening !== 'flushed')) {
    const key = failureKey(row);
    const before = key === undefined ? undefined : open.get(key);
    if (before !== undefined) {
      before.oldest = row;
      before.count += 1;
      continue;
    }
    const run = { newest: row, oldest: row, count: 1 };
    runs.push(run);
    if (key === undefined) {
      open.clear();
    } else {
      open.set(key, run);
    }
  }
  return runs.map(({ newest, oldest, count }) =>
    count === 1
      ? newest
      : // The oldest one stays, so that what is open in the entry does while more come in.
        { ...newest, key: oldest.key, details: [...newest.details, say`${count} times since ${clock(oldest.at)}`] },
  );
}

export interface Day {
  /** `2026-01-02` on the clocks of the zone. */
  readonly date: string;
  readonly rows: readonly Row[];
}

export function daysOf(rows: readonly Row[], zone: string): readonly Day[] {
  const days: { readonly date: string; readonly rows: Row[] }[] = [];
  for (const row of rows) {
    const { year, month, day } = partsOf(Date.parse(row.at), zone);
    const date = `${year}-${month}-${day}`;
    const last = days.at(-1);
    if (last?.date === date) {
      last.rows.push(row);
    } else {
      days.push({ date, rows: [row] });
    }
  }
  return days;
}
