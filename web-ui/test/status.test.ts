import { describe, expect, test } from 'vitest';
import type { IntegrationHealth } from '../src/server/answers';
import { byHealth, verdictOf, worstOf } from '../src/status/health';
import { linesWith, pieces } from '../src/status/yaml';

const unused: IntegrationHealth = {
  name: 'slack[0]',
  integration: 'slack',
  index: 0,
  sendResolved: true,
  sent: 0,
  failed: 0,
  underWay: 0,
};
const earlier = '2026-01-02T03:04:05.000Z';
const later = '2026-01-02T03:04:06.000Z';
const good: IntegrationHealth = { ...unused, sent: 3, lastSuccess: { at: earlier } };
const failing: IntegrationHealth = { ...good, failed: 1, lastFailure: { at: later, message: 'refused' } };
const recovered: IntegrationHealth = { ...failing, lastSuccess: { at: later }, lastFailure: { at: earlier, message: 'refused' } };

describe('verdictOf', () => {
  test.each([
    ['unused', unused],
    ['good', good],
    ['failing', failing],
    ['recovered', recovered],
    ['failing', { ...unused, failed: 1, lastFailure: { at: earlier, message: 'refused' } }],
  ] as const)('%s', (verdict, health) => {
    expect(verdictOf(health)).toBe(verdict);
  });
});

describe('byHealth', () => {
  const receivers = [
    { name: 'quiet', integrations: [unused] },
    { name: 'fine', integrations: [good] },
    { name: 'mended', integrations: [good, recovered] },
    { name: 'broken', integrations: [good, failing] },
    { name: 'nobody', integrations: [] },
    { name: 'fine too', integrations: [good, unused] },
  ];

  test('has the worst first, and keeps the order of those alike', () => {
    expect(byHealth(receivers).map(({ name }) => name)).toEqual(['broken', 'mended', 'fine', 'fine too', 'quiet', 'nobody']);
  });

  test('goes by the worst integration', () => {
    expect(worstOf({ name: 'x', integrations: [good, failing, recovered] })).toBe('failing');
  });
});

describe('pieces of YAML', () => {
  const kinds = (text: string) => pieces(text).map(({ kind, text: part }) => `${kind}:${part}`);

  test.each([
    ['route:', ['key:route', 'mark::']],
    ['  group_wait: 30s   # short', ['mark:  ', 'key:group_wait', 'mark:: ', 'number:30s', 'plain:   ', 'comment:# short']],
    ['  - name: team', ['mark:  - ', 'key:name', 'mark:: ', 'text:team']],
    ['    - team="db"', ['mark:    - ', 'text:team="db"']],
    ['url: <secret>', ['key:url', 'mark:: ', 'secret:<secret>']],
    ['url: http://host:80/#a', ['key:url', 'mark:: ', 'text:http://host:80/#a']],
    ["channel: '#db'", ['key:channel', 'mark:: ', "text:'#db'"]],
    ['# all of it', ['comment:# all of it']],
    ['resolve: true', ['key:resolve', 'mark:: ', 'number:true']],
    ['by: [a, b]', ['key:by', 'mark:: ', 'plain:[a, b]']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  test.each(['  "a b": {c: d} # e', '- - x', ":::'", '\t- "unclosed: #', '   ', "key: 'it''s' # x", '{{ .Labels }}: y'])(
    'loses nothing of %s',
    (text) => {
      expect(pieces(text).map((piece) => piece.text).join('')).toBe(text);
    },
  );
});

test('linesWith finds words in any case, and nothing for blanks', () => {
  const lines = ['Route:', '  receiver: a', '  ROUTES: []'];
  expect(linesWith(lines, 'route')).toEqual([0, 2]);
  expect(linesWith(lines, ' ')).toEqual([]);
});
