import { describe, expect, test } from 'vitest';
import { newSilence } from '../src/address/address';
import { equal } from '../src/matchers/matchers';
import type { Silence } from '../src/server/answers';
import { annotationChanges, withBlank, type Annotation } from '../src/silenceform/annotations';
import { firstOf, orderFrom, problemsOf } from '../src/silenceform/check';
import { differenceOf, isNothing, type Wanted } from '../src/silenceform/diff';
import { dropDraft, isOvertaken, keepDraft, readDraft, type Draft, type DraftStorage } from '../src/silenceform/draft';
import { madeText } from '../src/silenceform/told';
import { creatorFrom, initialOf, initialOfChange } from '../src/silenceform/initial';
import { after, at } from '../src/silenceform/period';
import { rowsOf } from '../src/silenceform/rows';

const now = Date.parse('2026-01-02T12:00:00.500Z');
const hour = 3_600_000;

const known: Silence = {
  id: '5e91d0a2-6c1b-4a52-9f0e-0d7a4c1f3b68',
  state: 'active',
  matchers: [
    { ...equal('a', 'b'), text: 'a="b"' },
    { name: 'c', value: 'd|e', isRegex: true, isEqual: true, text: 'c=~"d|e"' },
  ],
  startsAt: '2026-01-02T11:00:00.123Z',
  endsAt: '2026-01-02T13:00:00.456Z',
  updatedAt: '2026-01-02T11:00:00.123Z',
  createdBy: 'alice',
  comment: 'on it',
  annotations: { ticket: 'OPS-1' },
};

function storage(): DraftStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe('drafts', () => {
  const draft: Draft = { rows: rowsOf([equal('a', 'b')]), period: { start: undefined, end: at(now) }, createdBy: 'bob', comment: 'why', annotations: [{ key: 1, name: 'ticket', value: 'OPS-1' }], basedOn: undefined };

  test('each address has its own, until it is dropped', () => {
    const kept = storage();
    keepDraft(kept, '#/silences/new', draft);
    keepDraft(kept, '#/silences/new?filter=x', { ...draft, period: { start: now, end: after(hour) } });
    expect(readDraft(kept, '#/silences/new')).toEqual(draft);
    expect(readDraft(kept, '#/silences/new?filter=x')?.period).toEqual({ start: now, end: after(hour) });
    dropDraft(kept, '#/silences/new');
    expect(readDraft(kept, '#/silences/new')).toBeUndefined();
    expect(kept.kept.size).toBe(1);
  });

  test.each(['', '{', '{}', '[]', '{"rows":[{"key":1,"name":"a","operator":"?","values":[],"isOn":true}]}'])('%j is none', (text) => {
    const kept = storage();
    keepDraft(kept, 'x', draft);
    kept.kept.forEach((_, key) => kept.kept.set(key, text));
    expect(readDraft(kept, 'x')).toBeUndefined();
  });

  test('a storage that refuses is no storage', () => {
    const refuse = (): never => {
      throw new Error('forbidden');
    };
    const refusing: DraftStorage = { getItem: refuse, setItem: refuse, removeItem: refuse };
    keepDraft(refusing, 'x', draft);
    dropDraft(refusing, 'x');
    expect(readDraft(refusing, 'x')).toBeUndefined();
  });
});

describe('a new silence', () => {
  test('begins with what the address says', () => {
    const initial = initialOf({ ...newSilence, comment: 'x', duration: '30m' }, [equal('a', 'b')], 'alice');
    expect(initial).toMatchObject({ createdBy: 'alice', comment: 'x', period: { start: undefined, end: after(hour / 2) } });
    expect(orderFrom(initial, undefined, now)).toEqual({
      matchers: [equal('a', 'b')],
      startsAt: '2026-01-02T11:59:58.500Z',
      endsAt: '2026-01-02T12:30:00.500Z',
      createdBy: 'alice',
      comment: 'x',
    });
  });

  test('says what is missing, in the order of the fields', () => {
    const empty = initialOf(newSilence, [], '');
    expect(Object.keys(problemsOf(empty, now))).toEqual(['createdBy', 'comment', 'matchers']);
    expect(firstOf(problemsOf(empty, now))).toBe('createdBy');
    const unsaid = initialOf(newSilence, [equal('a', 'b')], 'alice');
    expect(firstOf(problemsOf(unsaid, now))).toBe('comment');
    expect(firstOf(problemsOf({ ...unsaid, comment: 'x' }, now))).toBeUndefined();
    expect(firstOf(problemsOf({ ...unsaid, comment: ' ' }, now))).toBe('comment');
    expect(firstOf(problemsOf({ ...unsaid, comment: 'x', period: { start: undefined, end: at(now - 1) } }, now))).toBe('period');
  });

  test('an address may name the creator', () => {
    expect(initialOf({ ...newSilence, createdBy: 'bob' }, [], 'alice').createdBy).toBe('bob');
  });
});

test.each([
  ['alice', 'oncall', 'alice'],
  ['', 'oncall', 'oncall'],
  [' ', 'oncall', 'oncall'],
  ['alice', undefined, 'alice'],
  ['', undefined, ''],
])('the creator where %j is chosen and the server knows %j', (chosen, known, creator) => {
  expect(creatorFrom(chosen, known)).toBe(creator);
});

describe('a change', () => {
  const initial = initialOfChange(known, 'me');

  test('that changes nothing sends the silence as it is', () => {
    expect(orderFrom(initial, known, now)).toEqual({
      id: known.id,
      matchers: known.matchers.map(({ text: _, ...rest }) => rest),
      startsAt: known.startsAt,
      endsAt: known.endsAt,
      createdBy: 'alice',
      comment: 'on it',
      annotations: { ticket: 'OPS-1' },
    });
  });

  test('of an expired one makes another, for as long', () => {
    const expired: Silence = { ...known, state: 'expired' };
    const order = orderFrom(initialOfChange(expired, 'me'), expired, now);
    expect(order.id).toBeUndefined();
    expect(order.startsAt).toBe('2026-01-02T11:59:58.500Z');
    expect(order.endsAt).toBe('2026-01-02T14:00:00.500Z');
    expect(order.createdBy).toBe('me');
  });
});

describe('annotations', () => {
  const draft = initialOfChange(known, 'me');
  const [ticket = { key: 1, name: '', value: '' }] = draft.annotations;
  const annotationsWith = (...annotations: readonly Annotation[]) => ({ ...draft, annotations });

  test('go with the silence, whether changed or new', () => {
    const more = annotationsWith({ ...ticket, value: 'OPS-2' }, { key: 2, name: ' __proto__ ', value: ' x ' }, { key: 3, name: ' ', value: '' });
    expect(Object.entries(orderFrom(more, known, now).annotations ?? {})).toEqual([
      ['ticket', 'OPS-2'],
      ['__proto__', ' x '],
    ]);
    expect(orderFrom(annotationsWith(), known, now).annotations).toEqual({});
    expect(orderFrom({ ...more, annotations: [ticket] }, undefined, now).annotations).toEqual({ ticket: 'OPS-1' });
    expect(orderFrom(annotationsWith(), undefined, now)).not.toHaveProperty('annotations');
  });

  test.each<readonly [string, readonly Annotation[], string | undefined]>([
    ['none', [], undefined],
    ['a blank one', withBlank([ticket]), undefined],
    ['a name without a value', [{ key: 1, name: 'a', value: '' }], undefined],
    ['a value without a name', [{ key: 1, name: ' ', value: 'x' }], 'Give each annotation a name.'],
    ['a name twice', [ticket, { key: 2, name: 'ticket ', value: '' }], 'There are two annotations named ticket.'],
  ])('%s', (_, annotations, problem) => {
    expect(problemsOf(annotationsWith(...annotations), now).annotations).toBe(problem);
    expect(new Set(annotations.map(({ key }) => key)).size).toBe(annotations.length);
  });

  test('what changes is said one by one', () => {
    expect(annotationChanges({ a: '1', b: '2', c: '3' }, { a: '1', b: 'x', d: '' })).toEqual([
      { name: 'b', from: '2', to: 'x' },
      { name: 'c', from: '3', to: undefined },
      { name: 'd', from: undefined, to: '' },
    ]);
  });
});

describe('several sets of matchers', () => {
  const ofSets: Silence = { ...known, matcherSets: [known.matchers, [{ ...equal('z', '1'), text: 'z="1"' }]] };

  test.each(['active', 'pending', 'expired'] as const)('stay as they are while it is %s: it is sent by its id, with the first set', (state) => {
    const silence: Silence = { ...ofSets, state };
    const order = orderFrom({ ...initialOfChange(silence, 'me'), comment: 'longer', rows: [] }, silence, now);
    expect(order).toMatchObject({ id: known.id, comment: 'longer', matchers: known.matchers.map(({ text: _, ...rest }) => rest) });
  });
});

describe('a change made behind the form', () => {
  const draft = initialOfChange(known, 'me');

  test.each<readonly [string, Partial<Silence>, boolean]>([
    ['nothing happened', {}, false],
    ['how many it matches is no change', { matched: 7 }, false],
    ['it came into force', { state: 'active' }, false],
    ['somebody changed it', { updatedAt: '2026-01-02T12:00:00.000Z', comment: 'theirs' }, true],
    ['it ended by itself', { state: 'expired' }, true],
    ['somebody expired it', { updatedAt: '2026-01-02T12:00:00.000Z', state: 'expired' }, true],
  ])('%s', (_, change, isIt) => {
    const pending = initialOfChange({ ...known, state: 'pending' }, 'me');
    expect(isOvertaken(pending, { ...known, ...change })).toBe(isIt);
    expect(isOvertaken(draft, { ...known, ...change })).toBe(isIt);
  });

  test('is found when a draft is taken up again', () => {
    const kept = storage();
    keepDraft(kept, 'x', draft);
    const read = readDraft(kept, 'x');
    expect(read).toEqual(draft);
    expect(read !== undefined && isOvertaken(read, { ...known, updatedAt: '2026-01-02T12:00:00.000Z' })).toBe(true);
  });

  test('a new silence, and one that was over already, overtake nothing', () => {
    expect(isOvertaken(initialOf(newSilence, [], ''), known)).toBe(false);
    const expired: Silence = { ...known, state: 'expired' };
    expect(isOvertaken(initialOfChange(expired, 'me'), expired)).toBe(false);
  });

  test('that ended it makes the form send another one, from now on', () => {
    const order = orderFrom(draft, { ...known, state: 'expired' }, now);
    expect(order).toMatchObject({ startsAt: '2026-01-02T11:59:58.500Z', endsAt: known.endsAt });
    expect(order.id).toBeUndefined();
  });
});

describe('differenceOf', () => {
  const wanted: Wanted = {
    matchers: known.matchers,
    start: Date.parse(known.startsAt),
    end: Date.parse(known.endsAt),
    createdBy: known.createdBy,
    comment: known.comment,
    annotations: known.annotations,
  };
  const pending: Silence = { ...known, state: 'pending', startsAt: '2026-01-02T12:30:00.000Z' };

  test('nothing', () => {
    const difference = differenceOf(known, wanted, now);
    expect(isNothing(difference)).toBe(true);
    expect(difference.keepsId).toBe(true);
  });

  test.each<readonly [string, Silence, Partial<Wanted>, boolean]>([
    ['a later end', known, { end: now + 9 * hour }, true],
    ['another comment', known, { comment: 'x' }, true],
    ['another annotation', known, { annotations: { ticket: 'OPS-2' } }, true],
    ['another creator', known, { createdBy: 'bob' }, true],
    ['the start of an active one', known, { start: now - 2 * hour }, false],
    ['the start of an active one within its second', known, { start: Date.parse(known.startsAt) + 800, comment: 'x' }, true],
    ['a matcher less', known, { matchers: known.matchers.slice(1) }, false],
    ['matchers in another order', known, { matchers: [...known.matchers].reverse() }, false],
    ['the start of a pending one', pending, { start: now + hour }, true],
    ['a pending one at once', pending, { start: now - 1 }, false],
  ])('%s', (_, silence, change, keepsId) => {
    const difference = differenceOf(silence, { ...wanted, start: Date.parse(silence.startsAt), ...change }, now);
    expect(isNothing(difference)).toBe(false);
    expect(difference.keepsId).toBe(keepsId);
  });

  test('says which matchers', () => {
    const difference = differenceOf(known, { ...wanted, matchers: [equal('a', 'x'), ...known.matchers.slice(1)] }, now);
    expect(difference.removed).toEqual([known.matchers[0]]);
    expect(difference.added).toEqual([equal('a', 'x')]);
    expect(difference.isReordered).toBe(false);
  });
});

test.each<readonly [string, string, number | undefined, string]>([
  ['2026-01-02T11:59:58.500Z', '2026-01-02T14:00:00Z', 12, 'The silence is in force. It ends at 14:00 and keeps back 12 alerts now.'],
  ['2026-01-02T11:59:58.500Z', '2026-01-03T14:00:00Z', 0, 'The silence is in force. It ends at 2026-01-03 14:00 and matches no alert yet.'],
  ['2026-01-02T11:59:58.500Z', '2026-01-02T14:00:00Z', undefined, 'The silence is in force. It ends at 14:00.'],
  ['2026-01-02T13:00:00Z', '2026-01-02T14:00:00Z', 1, 'The silence is made; it is not in force yet. It begins at 13:00 and ends at 14:00.'],
])('what is told of a silence that was made from %s to %s', (startsAt, endsAt, matched, told) => {
  expect(madeText({ startsAt, endsAt }, matched, now, 'UTC')).toBe(told);
});
