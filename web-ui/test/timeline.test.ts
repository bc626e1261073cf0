import { describe, expect, test } from 'vitest';
import { plain, type Sentence } from '../src/alert/said';
import { daysOf, essence, latencyText, rowOf, rowsOf } from '../src/alert/timeline';
import { historyPage, type HistoryEntry } from '../src/server/answers';

const own = 'fd807b82f98f9135';
const words = (sentence: Sentence): string => plain(sentence, (at, as) => `<${as} ${at.slice(11, 16)}>`);

function entry(fields: object): HistoryEntry {
  const [read] = historyPage({ entries: [{ id: 1, at: '2026-01-02T02:14:04.030Z', text: 'as the server says it', ...fields }] }, 'page').entries;
  if (read === undefined) {
    throw new Error('no entry was read');
  }
  return read;
}

const firing = { fingerprint: own, status: 'firing', labels: { alertname: 'Down' } };
const other = { fingerprint: '00000000000000aa', status: 'firing' };
const sent = { kind: 'notification', receiver: 'team-db', integration: 'webhook', index: 0, reason: 'first notification', alerts: [firing], alertsLeftOut: 1, resolved: 0 };
const attempts = [
  { number: 1, at: '2026-01-02T02:14:04.030Z', latencyMillis: 800, outcome: 'retried', failure: { reason: 'serverError', message: 'unexpected status code 503' } },
  { number: 2, at: '2026-01-02T02:14:05.400Z', latencyMillis: 30, outcome: 'delivered' },
];
const silence = { id: '5e91d0a2-6c1b', matchers: ['{a="b"}'], startsAt: '2026-01-02T02:16:30Z', endsAt: '2026-01-02T06:16:30Z', createdBy: 'alice', comment: 'adding a disk' };

describe('entries of the history', () => {
  test.each<readonly [string, object, string, string, readonly string[]]>([
    ['sent', { ...sent, outcome: 'sent', durationMillis: 1400, attempts: 2 }, 'told', 'Told team-db (webhook[0])', ['first notification · 2 firing · 1.4 s']],
    [
      'sent as resolved',
      { ...sent, outcome: 'sent', durationMillis: 4, alerts: [{ ...firing, status: 'resolved' }], resolved: 1 },
      'told',
      'Told team-db (webhook[0]) that it is resolved',
      ['first notification · 1 firing and 1 resolved · 4 ms'],
    ],
    [
      'sent of very many',
      { ...sent, outcome: 'sent', alertsLeftOut: 8, resolved: undefined },
      'told',
      'Told team-db (webhook[0])',
      ['first notification · 9 alerts'],
    ],
    ['nothing sent', { ...sent, outcome: 'sent', alerts: [], alertsLeftOut: 0 }, 'flushed', 'Nothing to tell team-db (webhook[0])', ['All alerts are resolved, of which it is not told.']],
    [
      'failed',
      {
        ...sent,
        outcome: 'failed',
        durationMillis: 17,
        failure: { reason: 'clientError', message: 'team-db/webhook[0]: notify retry canceled due to unrecoverable error after 1 attempts: unexpected status code 404' },
      },
      'failed',
      'Could not tell team-db (webhook[0])',
      ['unexpected status code 404', 'first notification · 2 firing · 17 ms'],
    ],
    ['under way', { ...sent, outcome: 'under_way' }, 'sending', 'Telling team-db (webhook[0]) …', ['first notification · 2 firing']],
    [
      'under way after a failure',
      { ...sent, outcome: 'under_way', attemptsMade: attempts.slice(0, 1) },
      'failed',
      'Telling team-db (webhook[0]) …',
      ['The last attempt failed: unexpected status code 503', 'first notification · 2 firing'],
    ],
    ['sent by another', { ...sent, outcome: 'sent_elsewhere', member: 'am-2' }, 'told', 'Told team-db (webhook[0]) by another member', ['first notification · 2 firing', 'Learned from am-2']],
    ['abandoned', { ...sent, outcome: 'abandoned' }, 'failed', 'Began to tell team-db (webhook[0])', ['The server was stopped, and nobody saw whether it arrived.', 'first notification · 2 firing']],
    ['an outcome of a newer server', { ...sent, outcome: 'postponed' }, 'flushed', 'as the server says it', []],
    [
      'kept back by a silence',
      { kind: 'flush', receiver: 'team-db', times: 12, lastAt: '2026-01-02T03:14:04.020Z', alerts: [{ ...firing, mutedBy: { reason: 'silence', silences: ['5e91d0a2-6c1b'] } }] },
      'kept',
      'Kept back from team-db',
      ['It was silenced by 5e91d0a2', '12 times, until <clock 03:14>'],
    ],
    [
      'kept back by an alert',
      { kind: 'flush', receiver: 'team-db', times: 1, alerts: [{ ...firing, mutedBy: { reason: 'inhibition', source: 'aa', sourceLabels: { alertname: 'Up' } } }] },
      'kept',
      'Kept back from team-db',
      ['It was inhibited by Up'],
    ],
    [
      'kept back by the time',
      { kind: 'flush', receiver: 'team-db', alerts: [{ ...firing, mutedBy: { reason: 'active_time_interval', intervals: ['office'] } }] },
      'kept',
      'Kept back from team-db',
      ['It was outside the active time interval office'],
    ],
    [
      'another of the group kept back',
      { kind: 'flush', receiver: 'team-db', times: 1, alerts: [firing, { ...other, mutedBy: { reason: 'silence', silences: ['x'] } }] },
      'flushed',
      'The group of team-db was flushed',
      ['2 firing'],
    ],
    [
      'a silence is created',
      { kind: 'silence', action: 'created', by: { identity: 'user:alice', address: '192.0.2.7' }, silence },
      'silence',
      'Silence of alice created',
      ['“adding a disk”', 'until <clock 06:16>'],
    ],
    [
      'a silence is expired by another',
      { kind: 'silence', action: 'expired', by: { identity: 'proxied:bob', address: '192.0.2.9' }, silence },
      'silence',
      'Silence of alice expired by bob',
      ['“adding a disk”'],
    ],
    [
      'a silence is replaced by nobody known',
      { kind: 'silence', action: 'replaced', by: { identity: 'anonymous', address: '192.0.2.9' }, silence: { ...silence, comment: '' }, replacedBy: '77777777-1' },
      'silence',
      'Silence of alice replaced',
      ['replaced by 77777777 · asked for from 192.0.2.9'],
    ],
    ['something of a newer server', { kind: 'reload' }, 'flushed', 'as the server says it', []],
  ])('%s', (_, fields, happening, title, details) => {
    const row = rowOf(entry(fields), own);
    expect(row.happening).toBe(happening);
    expect(words(row.title)).toBe(title);
    expect(row.details.map(words)).toEqual(details);
  });

  test('attempts are counted though not all of them are kept', () => {
    expect(rowOf(entry({ ...sent, outcome: 'sent', attempts: 60, attemptsMade: attempts }), own)).toMatchObject({
      attemptCount: 60,
      attempts: [{ failure: 'unexpected status code 503' }, { outcome: 'delivered', failure: undefined }],
    });
  });
});

describe('rows', () => {
  const page = (...moments: readonly string[]) =>
    historyPage({ entries: moments.map((at, index) => ({ id: 100 - index, kind: 'other', at, text: at })), next: 1 }, 'page');
  const titles = (pages: Parameters<typeof rowsOf>[0], startsAt: string | undefined, resolvedAt: string | undefined, isComplete: boolean): readonly string[] =>
    rowsOf(pages, own, { startsAt, resolvedAt }, isComplete).map((row) => (row.happening === 'flushed' ? row.at.slice(11, 16) : words(row.title)));

  test('the beginning and the end have their places', () => {
    const pages = [page('2026-01-02T03:00:00Z', '2026-01-02T01:00:00Z')];
    expect(titles(pages, '2026-01-02T02:00:00Z', '2026-01-02T04:00:00Z', false)).toEqual(['Resolved', '03:00', 'Began to fire', '01:00']);
  });

  test('a beginning before all that is there is shown once nothing more is to come', () => {
    const pages = [page('2026-01-02T03:00:00Z')];
    expect(titles(pages, '2026-01-01T00:00:00Z', undefined, false)).toEqual(['03:00']);
    expect(titles(pages, '2026-01-01T00:00:00Z', undefined, true)).toEqual(['03:00', 'Began to fire']);
    expect(titles([], '2026-01-01T00:00:00Z', undefined, true)).toEqual(['Began to fire']);
  });

  test('what two pages have is shown once', () => {
    const pages = [page('2026-01-02T03:00:00Z'), page('2026-01-02T03:00:00Z')];
    expect(titles(pages, undefined, undefined, true)).toEqual(['03:00']);
  });

  test('days are those of the zone', () => {
    const rows = rowsOf([page('2026-01-02T00:30:00Z', '2026-01-01T23:30:00Z', '2026-01-01T22:30:00Z')], own, { startsAt: undefined, resolvedAt: undefined }, true);
    expect(daysOf(rows, 'UTC').map(({ date, rows: ofDay }) => [date, ofDay.length])).toEqual([
      ['2026-01-02', 1],
      ['2026-01-01', 2],
    ]);
    expect(daysOf(rows, 'Europe/Berlin').map(({ date, rows: ofDay }) => [date, ofDay.length])).toEqual([
      ['2026-01-02', 2],
      ['2026-01-01', 1],
    ]);
  });
});

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_440, '1.4 s'],
  [30_000, '30.0 s'],
  [180_000, '3 min'],
])('%d ms is %s', (millis, text) => {
  expect(latencyText(millis)).toBe(text);
});

describe('essence', () => {
  const at = (minute: number): string => `2026-01-02T02:${String(minute).padStart(2, '0')}:00Z`;
  const failed = (minute: number, receiver = 'team-db', message = 'connection refused'): HistoryEntry =>
    entry({ ...sent, id: 100 + minute, at: at(minute), receiver, outcome: 'failed', failure: { reason: 'other', message } });
  const told = (minute: number): HistoryEntry => entry({ ...sent, id: 100 + minute, at: at(minute), outcome: 'sent' });
  const flushed = (minute: number): HistoryEntry => entry({ id: 100 + minute, at: at(minute), kind: 'flush', receiver: 'team-db', alerts: [firing] });
  const lines = (...entries: readonly HistoryEntry[]): readonly string[] =>
    essence(entries.map((each) => rowOf(each, own))).map(({ at: when, title, details }) => `${when.slice(14, 16)} ${words(title)}${words(details.at(2) ?? [])}`);

  test('the same failure again and again is one, with how often and since when', () => {
    expect(lines(failed(9), flushed(8), failed(7), failed(5))).toEqual(['09 Could not tell team-db (webhook[0])3 times since <clock 02:05>']);
  });

  test('what arrived in between ends it', () => {
    expect(lines(failed(9), failed(8), told(7), failed(6))).toEqual([
      '09 Could not tell team-db (webhook[0])2 times since <clock 02:08>',
      '07 Told team-db (webhook[0])',
      '06 Could not tell team-db (webhook[0])',
    ]);
  });

  test('receivers that fail by turns are told apart, and so are reasons', () => {
    expect(lines(failed(9), failed(8, 'audit'), failed(7), failed(6, 'audit'), failed(5, 'team-db', 'no route'))).toEqual([
      '09 Could not tell team-db (webhook[0])2 times since <clock 02:07>',
      '08 Could not tell audit (webhook[0])2 times since <clock 02:06>',
      '05 Could not tell team-db (webhook[0])',
    ]);
  });

  test('what is open in an entry stays open while more come in', () => {
    const keys = (...entries: readonly HistoryEntry[]): readonly string[] => essence(entries.map((each) => rowOf(each, own))).map(({ key }) => key);
    expect(keys(failed(9), failed(8), failed(7))).toEqual(keys(failed(8), failed(7)));
  });
});
