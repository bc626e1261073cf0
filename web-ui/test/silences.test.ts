import { describe, expect, test } from 'vitest';
import { allSilences, parseAddress } from '../src/address/address';
import type { HistoryEntry, Silence } from '../src/server/answers';
import { forEachOf, reasonsOf } from '../src/silences/batch';
import { noClaims } from '../src/silences/claims';
import { copiesOf } from '../src/silences/copies';
import { isAsLeft, NotAsLeft, remedyOf, type Deed } from '../src/silences/deeds';
import { isNarrowed, nextSort, selectionOf, sortOf, withState } from '../src/silences/filters';
import { againLink } from '../src/silences/links';
import { again, extension, hasSeveralSets, orderOf, setBack, TooLate } from '../src/silences/orders';
import { pagesOf } from '../src/silences/rows';
import { countUnlisted, nothing, open, toggled, withAll, withoutIds } from '../src/silences/selection';
import { changesOf, makerOf, whoText } from '../src/silences/trail';

const now = Date.parse('2026-01-02T12:00:00.000Z');
const hour = 3_600_000;
const a = { name: 'a', value: 'b', isRegex: false, isEqual: true };
const c = { name: 'c', value: 'd.*', isRegex: true, isEqual: false };

const silence: Silence = {
  id: '5e91d0a2',
  state: 'active',
  matchers: [{ ...a, text: 'a="b"' }],
  startsAt: '2026-01-02T11:00:00.123Z',
  endsAt: '2026-01-02T13:00:00.000Z',
  updatedAt: '2026-01-02T11:00:00.123Z',
  createdBy: 'alice',
  comment: 'on it',
  annotations: { ticket: 'OPS-1' },
};
const ofTwoSets: Silence = { ...silence, matcherSets: [silence.matchers, [{ ...c, text: 'c!~"d.*"' }]] };

describe('orders', () => {
  test('an extension changes the end alone', () => {
    expect(extension(silence, hour)).toEqual({ ...orderOf(silence), endsAt: '2026-01-02T14:00:00.000Z' });
    expect(orderOf(silence)).toMatchObject({ id: '5e91d0a2', startsAt: silence.startsAt, matchers: [a] });
  });

  test('an extension is set back under the id that the silence has by then', () => {
    expect(setBack(silence, 'another', now)).toEqual({ ...orderOf(silence), id: 'another' });
    expect(() => setBack(silence, 'another', Date.parse(silence.endsAt))).toThrow(TooLate);
  });

  test('an expired one comes back at once by any clock, with the same end, creator, comment and annotations', () => {
    const { id: _, ...rest } = orderOf(silence);
    expect(again(silence, now)).toEqual({ ...rest, startsAt: '2026-01-02T11:59:58.000Z' });
  });

  test('one that had not begun comes back with its start', () => {
    const pending: Silence = { ...silence, state: 'pending', startsAt: '2026-01-02T12:30:00.000Z' };
    expect(again(pending, now).startsAt).toBe('2026-01-02T12:30:00.000Z');
  });

  test('one that would be over by now does not come back', () => {
    expect(() => again(silence, Date.parse(silence.endsAt))).toThrow(TooLate);
  });

  test('one of several sets comes back by its id and its first set, of which the server knows the others', () => {
    expect([silence, ofTwoSets].map(hasSeveralSets)).toEqual([false, true]);
    expect(again(ofTwoSets, now)).toEqual({ ...orderOf(silence), startsAt: '2026-01-02T11:59:58.000Z' });
  });
});

describe('deeds', () => {
  const ordered = extension(silence, hour);
  const longer: Silence = { ...silence, endsAt: ordered.endsAt };
  const over: Silence = { ...longer, state: 'expired', endsAt: '2026-01-02T11:30:00.000Z' };
  const extended: Deed = { kind: 'extended', id: silence.id, ordered, before: silence };
  const expired: Deed = { kind: 'expired', id: silence.id, before: longer };
  const made: Deed = { kind: 'made', id: silence.id, ordered: orderOf(silence) };

  test('each is taken back while the silence is as it left it', () => {
    expect(remedyOf(extended, longer, now)).toEqual({ order: orderOf(silence) });
    expect(remedyOf(expired, over, now)).toEqual({ order: again(longer, now) });
    expect(remedyOf(made, silence, now)).toEqual({ expire: silence.id });
    expect(remedyOf({ kind: 'changed', id: 'new', ordered: orderOf({ ...silence, comment: 'x' }), before: silence }, { ...silence, id: 'new', comment: 'x' }, now)).toEqual({
      order: { ...orderOf(silence), id: 'new' },
    });
  });

  test('none is, once something else was done to it or it has ended', () => {
    const others: readonly (Silence | undefined)[] = [
      undefined,
      over,
      { ...longer, state: 'expired' },
      { ...longer, endsAt: '2026-01-02T15:00:00.000Z' },
      { ...longer, comment: 'theirs' },
      { ...longer, createdBy: 'bob' },
      { ...longer, annotations: {} },
    ];
    others.forEach((current) => expect(() => remedyOf(extended, current, now)).toThrow(NotAsLeft));
    expect(() => remedyOf(made, longer, now)).toThrow(NotAsLeft);
    expect(() => remedyOf(expired, undefined, now)).toThrow(NotAsLeft);
  });

  test('the server may write what was ordered in another way', () => {
    expect(isAsLeft(extended, { ...longer, endsAt: '2026-01-02T14:00:00Z', updatedAt: '2026-01-02T12:00:01.000Z' })).toBe(true);
    const { annotations: _, ...plain } = orderOf(silence);
    expect(isAsLeft({ kind: 'made', id: silence.id, ordered: { ...plain, startsAt: '2026-01-02T10:59:58.000Z' } }, { ...silence, annotations: {} })).toBe(true);
  });

  test('one to come has been changed when its start was', () => {
    const pending: Silence = { ...longer, state: 'pending' };
    expect(isAsLeft(extended, pending)).toBe(true);
    expect(isAsLeft(extended, { ...pending, startsAt: '2026-01-02T11:30:00.000Z' })).toBe(false);
  });
});

describe('againLink', () => {
  test('is a form with the same matchers, comment and length', () => {
    const link = againLink({ ...silence, state: 'expired', startsAt: '2026-01-02T11:00:00.000Z', annotations: {} });
    expect(parseAddress(link)).toMatchObject({ screen: 'silence-form', edit: '', filter: '{a="b"}', comment: 'on it', duration: '2h' });
    expect(againLink(ofTwoSets)).toBe('#/silences/5e91d0a2/edit');
    // An address has no place for annotations.
    expect(againLink(silence)).toBe('#/silences/5e91d0a2/edit');
  });
});

describe('copies', () => {
  const copied = (of: Silence, label: string): string | undefined => copiesOf(of, 'https://host/am/').find((each) => each.label === label)?.text;

  test('have all sets of matchers', () => {
    expect(copied(ofTwoSets, 'Matchers')).toBe('{a="b"}\n{c!~"d.*"}');
    expect(copied(ofTwoSets, 'amtool: make the like')?.split('\n').map((line) => line.split(' ').at(-1))).toEqual([`'a="b"'`, `'c!~"d.*"'`]);
    expect(JSON.parse(copied(ofTwoSets, 'JSON') ?? '')).toEqual(orderOf(silence));
  });
});

describe('forEachOf', () => {
  test('does all, and tells what failed', async () => {
    let running = 0;
    let most = 0;
    const items = Array.from({ length: 20 }, (_, index) => index);
    const { done, failed } = await forEachOf(items, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      if (item % 5 === 0) {
        throw new Error(item === 0 ? 'gone' : 'full');
      }
      return item * 2;
    });
    expect(most).toBe(6);
    expect(done.map(({ result }) => result)).toEqual(items.filter((item) => item % 5 !== 0).map((item) => item * 2));
    expect(failed.map(({ item }) => item)).toEqual([0, 5, 10, 15]);
    expect(reasonsOf(failed)).toBe('full (3); gone (1)');
    expect(reasonsOf(failed.slice(1))).toBe('full');
  });

  test('nothing to do', async () => {
    expect(await forEachOf([], () => Promise.reject(new Error()))).toEqual({ done: [], failed: [] });
  });
});

describe('filters', () => {
  test('an address asks for those in force or to come', () => {
    expect(selectionOf(allSilences)).toEqual({ state: ['active', 'pending'] });
    expect(selectionOf({ ...allSilences, state: ['expired'], search: ' x y ', creator: 'bob', filter: '{a="b"}' })).toEqual({
      state: ['expired'],
      search: 'x y',
      creator: ['bob'],
      filter: ['{a="b"}'],
    });
    expect(isNarrowed({ ...allSilences, state: ['expired'] })).toBe(false);
    expect(isNarrowed({ ...allSilences, creator: 'bob' })).toBe(true);
  });

  test('states come and go, but for the last', () => {
    expect(withState([], 'expired')).toEqual(['active', 'pending', 'expired']);
    expect(withState(['active', 'pending', 'expired'], 'expired')).toEqual([]);
    expect(withState([], 'pending')).toEqual(['active']);
    expect(withState(['active'], 'active')).toEqual(['active']);
  });

  test('a column sorts one way, then the other', () => {
    expect(sortOf('')).toEqual({ key: 'endsAt', isDescending: false });
    expect(nextSort('', 'endsAt')).toBe('-endsAt');
    expect(nextSort('-endsAt', 'endsAt')).toBe('');
    expect(nextSort('', 'matched')).toBe('-matched');
    expect(nextSort('-matched', 'matched')).toBe('matched');
    expect(sortOf('nonsense').key).toBeUndefined();
    expect(nextSort('nonsense', 'createdBy')).toBe('createdBy');
  });
});

test.each([
  [{ first: 0, last: 0 }, [0]],
  [{ first: 0, last: 99 }, [0]],
  [{ first: 95, last: 105 }, [0, 1]],
  [{ first: 250, last: 260 }, [2]],
])('pagesOf %j', (window, pages) => {
  expect(pagesOf(window)).toEqual(pages);
});

test('a selection', () => {
  const other: Silence = { ...silence, id: 'other', state: 'expired' };
  const both = withAll(toggled(nothing, silence), [silence, other]);
  expect([...both.keys()]).toEqual(['5e91d0a2', 'other']);
  expect(open(both)).toEqual([silence]);
  expect([...toggled(both, silence).keys()]).toEqual(['other']);
});

test('what is over leaves the selection, what failed stays', () => {
  const both = withAll(nothing, [silence, { ...silence, id: 'other' }]);
  expect([...withoutIds(both, ['other', 'unknown']).keys()]).toEqual([silence.id]);
  expect(both.size).toBe(2);
});

test('a selection outlives the list that it was made in', () => {
  const other: Silence = { ...silence, id: 'other' };
  const both = withAll(nothing, [silence, other]);
  expect(countUnlisted(both, [other, { ...silence, id: 'third' }])).toBe(1);
  expect(countUnlisted(both, [silence, other])).toBe(0);
});

test('a claim is given once, until it is released', () => {
  const claims = noClaims();
  expect(claims.take([{ id: 'a' }, { id: 'b' }])).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(claims.take([{ id: 'a' }, { id: 'c' }])).toEqual([{ id: 'c' }]);
  claims.release([{ id: 'a' }]);
  expect(claims.take([{ id: 'a' }, { id: 'b' }, { id: 'c' }])).toEqual([{ id: 'a' }]);
});

describe('trail', () => {
  const recorded = { id: '5e91d0a2', matchers: ['{a="b"}'], startsAt: silence.startsAt, endsAt: silence.endsAt, createdBy: 'alice', comment: 'on it' };
  const created: HistoryEntry = { id: 1, kind: 'silence', at: '', text: '', action: 'created', silence: recorded, by: { identity: 'user:alice', address: '192.0.2.7' } };
  const updated: HistoryEntry = {
    id: 3,
    kind: 'silence',
    at: '',
    text: '',
    action: 'updated',
    silence: { ...recorded, endsAt: '2026-01-02T15:00:00.000Z', comment: 'longer' },
    by: { identity: 'anonymous' },
  };
  const flush: HistoryEntry = { id: 2, kind: 'flush', at: '', text: '' };

  test('an update says what it changed', () => {
    expect(changesOf([updated, flush, created], 0)).toEqual([
      { what: 'end', from: silence.endsAt, to: '2026-01-02T15:00:00.000Z' },
      { what: 'comment', from: 'on it', to: 'longer' },
    ]);
    expect(changesOf([updated, flush], 0)).toEqual([]);
    expect(changesOf([updated, flush, created], 2)).toEqual([]);
  });

  test('who it was', () => {
    expect(whoText(created.by)).toBe('user:alice from 192.0.2.7');
    expect(whoText(updated.by)).toBe('an unknown caller');
    expect(whoText(undefined)).toBe('somebody');
    expect(makerOf([updated, flush, created], '5e91d0a2')).toBe(created);
    expect(makerOf([updated], '5e91d0a2')).toBeUndefined();
  });
});
