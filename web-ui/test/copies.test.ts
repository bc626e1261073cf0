import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { copiesOf } from '../src/alert/copies';
import { baseOf, commandLine, shellQuoted } from '../src/copy/commands';
import { parseAddress } from '../src/address/address';

const nasty = ['', "it's", '$(rm -rf /)', '`id`', 'a\nb', '\\', '"', "'", "''", '!x', '~', '*', '-n', '\t', 'ü€😀', 'a b', ';', '{"a"="b"}', "\\'", '%s'];

test.each(nasty)('the shell reads %j as it is', (text) => {
  expect(execFileSync('sh', ['-c', `printf '%s' ${shellQuoted(text)}`], { encoding: 'utf8' })).toBe(text);
});

test('words stay apart, and plain ones plain', () => {
  expect(execFileSync('sh', ['-c', `printf '<%s>' ${nasty.map(shellQuoted).join(' ')}`], { encoding: 'utf8' })).toBe(
    nasty.map((each) => `<${each}>`).join(''),
  );
  expect(commandLine(['amtool', '--x=http://a:9093/b', 'a="b"'])).toBe(`amtool --x=http://a:9093/b 'a="b"'`);
});

test.each([
  ['http://am:9093/#/alerts/0?x', 'http://am:9093/'],
  ['https://host/am/prefix/?q=1#/alerts', 'https://host/am/prefix/'],
  ['https://host/am/index.html#/', 'https://host/am/'],
])('%s stands at %s', (location, base) => {
  expect(baseOf(location)).toBe(base);
});

describe('copies of an alert', () => {
  const labels = { severity: 'page', alertname: "Disk's full", path: 'C:\\"x"' };
  const text = (label: string): string | undefined =>
    copiesOf('00000000000000aa', labels, undefined, 'https://host/am/').find((each) => each.label === label)?.text;

  test('the link leads to the same view', () => {
    const link = text('Link') ?? '';
    expect(link).toBe('https://host/am/#/alerts/00000000000000aa');
    expect(parseAddress(link.slice(link.indexOf('#')))).toMatchObject({ open: '00000000000000aa' });
  });

  test('matchers are those of the filter', () => {
    expect(text('Matchers')).toBe(`{alertname="Disk's full",path="C:\\\\\\"x\\"",severity="page"}`);
  });

  test('JSON is JSON', () => {
    expect(JSON.parse(text('JSON') ?? '')).toEqual({ fingerprint: '00000000000000aa', labels });
  });

  test.each([
    ['amtool: find it', ['amtool', 'alert', 'query', '--alertmanager.url=https://host/am', `alertname="Disk's full"`, `path="C:\\\\\\"x\\""`, 'severity="page"']],
    [
      'curl: the alert',
      [
        'curl',
        '-sSfG',
        'https://host/am/api/v2/alerts',
        '--data-urlencode',
        `filter=alertname="Disk's full"`,
        '--data-urlencode',
        `filter=path="C:\\\\\\"x\\""`,
        '--data-urlencode',
        'filter=severity="page"',
      ],
    ],
    ['curl: why', ['curl', '-sSf', 'https://host/am/api/tocsin/v1/explain?fingerprint=00000000000000aa']],
  ])('%s has these words for the shell', (label, words) => {
    const read = execFileSync('sh', ['-c', `for word in ${text(label) ?? ''}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' });
    expect(read.split('\0').slice(0, -1)).toEqual(words);
  });

  test('a silence says how long and why', () => {
    expect(text('amtool: silence it for 2 h')).toContain(`--duration=2h '--comment=Disk'\\''s full is being worked on'`);
  });
});
