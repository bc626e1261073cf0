import { describe, expect, test } from 'vitest';
import { alternatives, chosenValues, joined, replaced, toggledValue, without, withoutChosen, withPick } from '../../src/alerts/filters';
import { learn, meaningOf, writtenFilter } from '../../src/alerts/knownMatchers';
import { anyOf, equal, type WrittenMatcher } from '../../src/matchers/matchers';

const critical = equal('severity', 'critical');
const job = equal('job', 'api');
const notJob: WrittenMatcher = { ...job, isEqual: false };

describe('withPick', () => {
  test('a click adds', () => {
    expect(withPick([critical], 'job', 'api', 'add')).toEqual([critical, job]);
  });

  test('a click on what is there already changes nothing', () => {
    expect(withPick([critical, job], 'job', 'api', 'add')).toEqual([critical, job]);
  });

  test('a click on what was excluded includes it', () => {
    expect(withPick([notJob, critical], 'job', 'api', 'add')).toEqual([critical, job]);
  });

  test('excluding takes back including', () => {
    expect(withPick([job], 'job', 'api', 'exclude')).toEqual([notJob]);
  });

  test('only leaves nothing else', () => {
    expect(withPick([critical, notJob], 'job', 'api', 'only')).toEqual([job]);
  });
});

describe('alternatives', () => {
  test.each([
    ['a', ['a']],
    ['a|b', ['a', 'b']],
    ['a\\.b|c', ['a.b', 'c']],
    ['', ['']],
    ['|a', ['', 'a']],
  ])('%s', (expression, values) => {
    expect(alternatives(expression)).toEqual(values);
  });

  test.each(['a.*', '(a|b)', 'a+', '\\d', 'a\\', '^a$', '[ab]'])('%s is no list of texts', (expression) => {
    expect(alternatives(expression)).toBeUndefined();
  });

  test('reads what anyOf writes', () => {
    const values = ['', 'a.b', 'c|d', 'e\\f', '{g}', '$h^'];
    expect(alternatives(anyOf('x', values).value)).toEqual([...values].sort());
  });
});

describe('toggledValue', () => {
  test('the first value is a plain matcher, more are an alternation', () => {
    const one = toggledValue([job], 'severity', 'critical');
    expect(one).toEqual([job, critical]);
    expect(toggledValue(one, 'severity', 'warning')).toEqual([job, anyOf('severity', ['critical', 'warning'])]);
  });

  test('again takes it back, and the last one takes the matcher with it', () => {
    const both = [anyOf('severity', ['critical', 'warning']), job];
    const one = toggledValue(both, 'severity', 'warning');
    expect(one).toEqual([critical, job]);
    expect(toggledValue(one, 'severity', 'critical')).toEqual([job]);
  });

  test('other matchers of the label stay as they are', () => {
    const others: readonly WrittenMatcher[] = [
      { name: 'severity', value: 'info', isRegex: false, isEqual: false },
      { name: 'severity', value: 'c.*', isRegex: true, isEqual: true },
    ];
    expect(toggledValue(others, 'severity', 'critical')).toEqual([...others, critical]);
    expect(chosenValues(others, 'severity')).toEqual([]);
    expect(withoutChosen([...others, critical], 'severity')).toEqual(others);
  });

  test('no severity is a value, too', () => {
    expect(chosenValues(toggledValue([critical], 'severity', ''), 'severity')).toEqual(['', 'critical']);
  });
});

describe('lists of matchers', () => {
  test('joined keeps each once', () => {
    expect(joined([critical], [critical, job])).toEqual([critical, job]);
  });

  test('without goes by place', () => {
    expect(without([critical, job], 0)).toEqual([job]);
  });

  test('one is replaced wherever it stands by then', () => {
    expect(replaced([critical, job], { ...critical }, [notJob])).toEqual([notJob, job]);
    expect(replaced([job, critical], critical, [])).toEqual([job]);
    expect(replaced([job], critical, [notJob])).toEqual([job, notJob]);
  });
});

describe('meaningOf', () => {
  test('what the page wrote, and what the server said', () => {
    const text = writtenFilter([critical, job]);
    expect(text).toBe('{severity="critical",job="api"}');
    expect(meaningOf(text)).toEqual([critical, job]);
    expect(meaningOf('{x=~"y"')).toBeUndefined();
    learn('job=api', [job]);
    expect(meaningOf('job=api')).toEqual([job]);
  });

  test('nothing is known without asking', () => {
    expect(meaningOf('')).toEqual([]);
    expect(meaningOf('  ')).toEqual([]);
    expect(writtenFilter([])).toBe('');
  });

  test('the oldest are forgotten, nothing never is', () => {
    learn('first', [job]);
    for (let at = 0; at < 300; at++) {
      learn(`text ${at}`, []);
    }
    expect(meaningOf('first')).toBeUndefined();
    expect(meaningOf('text 299')).toEqual([]);
    expect(meaningOf('')).toEqual([]);
  });
});
