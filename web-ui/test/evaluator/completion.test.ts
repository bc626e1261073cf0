import { describe, expect, test } from 'vitest';
import { placeAt, suggestionsAt, withSuggestion } from '../../src/graph/completion';

/** `|` stands for the cursor. */
function at(marked: string) {
  const cursor = marked.indexOf('|');
  return placeAt(marked.replace('|', ''), cursor);
}

describe('placeAt', () => {
  test.each<[string, unknown]>([
    ['ra|', { kind: 'name', from: 0, typed: 'ra' }],
    ['sum(ra|', { kind: 'name', from: 4, typed: 'ra' }],
    ['a + |', { kind: 'name', from: 4, typed: '' }],
    ['up{|', { kind: 'label', from: 3, typed: '', metric: 'up' }],
    ['up{job="a", in|', { kind: 'label', from: 12, typed: 'in', metric: 'up' }],
    ['up{job="no|', { kind: 'value', from: 8, typed: 'no', metric: 'up', label: 'job' }],
    ["up{job=~'no|de'}", { kind: 'value', from: 9, typed: 'no', metric: 'up', label: 'job' }],
    ['{job="|', { kind: 'value', from: 6, typed: '', metric: '', label: 'job' }],
    ['sum by (in|', { kind: 'label', from: 8, typed: 'in', metric: '' }],
    ['a / on(job, |', { kind: 'label', from: 12, typed: '', metric: '' }],
    ['sum by (job) (ra|', { kind: 'name', from: 14, typed: 'ra' }],
    ['up{job="a"} == u|', { kind: 'name', from: 15, typed: 'u' }],
    ['rate(up[5|', undefined],
    ['rate(up[5m|', undefined],
    ['rate(up[|', undefined],
    ['1e3|', undefined],
    ['# com|', undefined],
    ['# comment\nra|', { kind: 'name', from: 10, typed: 'ra' }],
    ['label_replace(up, "a|', undefined],
    ['up{job="a\\"b|', { kind: 'value', from: 8, typed: 'a\\"b', metric: 'up', label: 'job' }],
  ])('%s', (marked, place) => {
    expect(at(marked)).toEqual(place);
  });
});

describe('suggestionsAt', () => {
  const texts = (marked: string, known: readonly string[]): readonly string[] => {
    const place = at(marked);
    return place === undefined ? [] : suggestionsAt(place, known).map(({ text }) => text);
  };

  test('what begins with it comes first', () => {
    expect(texts('rat|', ['http_rate', 'ratio'])).toEqual(['rate', 'ratio', 'irate', 'http_rate']);
  });

  test('nothing is offered before anything is typed, as everything could follow', () => {
    expect(texts('|', ['up'])).toEqual([]);
  });

  test('labels are, and the name of the metric is none', () => {
    expect(texts('up{|', ['__name__', 'instance', 'job'])).toEqual(['instance', 'job']);
  });

  test('twelve at most', () => {
    expect(texts('up{job="|', Array.from({ length: 50 }, (_, index) => `value-${index}`))).toHaveLength(12);
  });

  test('what is there already is not offered', () => {
    expect(texts('up|', ['up', 'uptime'])).toEqual(['uptime', 'group', 'group_left', 'group_right']);
  });
});

describe('withSuggestion', () => {
  const take = (marked: string, suggestion: Parameters<typeof withSuggestion>[3]): string => {
    const cursor = marked.indexOf('|');
    const text = marked.replace('|', '');
    const place = placeAt(text, cursor);
    if (place === undefined) {
      throw new Error('no place');
    }
    const taken = withSuggestion(text, cursor, place, suggestion);
    return `${taken.text.slice(0, taken.cursor)}|${taken.text.slice(taken.cursor)}`;
  };

  test.each<[string, Parameters<typeof withSuggestion>[3], string]>([
    ['ra|', { kind: 'function', text: 'rate' }, 'rate(|'],
    ['ra|(up[5m])', { kind: 'function', text: 'rate' }, 'rate|(up[5m])'],
    ['sum(u| + 1)', { kind: 'metric', text: 'up' }, 'sum(up| + 1)'],
    ['up{jo|}', { kind: 'label', text: 'job' }, 'up{job|}'],
    ['up{job="n|', { kind: 'value', text: 'no"de' }, 'up{job="no\\"de"|'],
    ['up{job="n|"}', { kind: 'value', text: 'node' }, 'up{job="node|"}'],
  ])('%s', (marked, suggestion, expected) => {
    expect(take(marked, suggestion)).toBe(expected);
  });
});
