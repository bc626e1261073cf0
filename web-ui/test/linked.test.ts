import { expect, test } from 'vitest';
import { pieces } from '../src/address/linked';

const marked = (text: string): string =>
  pieces(text)
    .map((piece) => (piece.target === undefined ? piece.text : `<${piece.text}>`))
    .join('');

test.each([
  ['nothing here', 'nothing here'],
  ['see https://t.example/OPS-1.', 'see <https://t.example/OPS-1>.'],
  ['(https://t.example/a), http://b.example/?q=1', '(<https://t.example/a>), <http://b.example/?q=1>'],
  ['https://w.example/A_(b)', '<https://w.example/A_(b)>'],
  ['javascript:alert(1) data:text/html,x', 'javascript:alert(1) data:text/html,x'],
  ['http:// and https://', 'http:// and https://'],
  ['HTTPS://T.example', '<HTTPS://T.example>'],
  ['[runbook](https://w.example/a)', '[runbook](<https://w.example/a>)'],
  ['(see https://w.example/A_(b)).', '(see <https://w.example/A_(b)>).'],
  ['https://w.example/x?a=[1]}', '<https://w.example/x?a=[1]>}'],
  ['**https://w.example/**', '**<https://w.example/>**'],
  ['https://user:secret@w.example/', '<https://user:secret@w.example/>'],
  ['JavaScript://x.example/%0aalert(1)', 'JavaScript://x.example/%0aalert(1)'],
  ['', ''],
])('%s', (text, result) => {
  expect(marked(text)).toBe(result);
});

test('loses nothing of the text', () => {
  const text = 'a https://x.example/y, b (http://z.example) c.';
  expect(pieces(text).map((each) => each.text).join('')).toBe(text);
});

test.each([
  ['brackets', `https://x.example/${')'.repeat(100_000)}`],
  ['full stops', `https://x.example/${'.'.repeat(50_000)}x`],
  ['addresses', 'https://x.example/ '.repeat(10_000)],
])('a very long text of %s loses nothing', (_, text) => {
  expect(pieces(text).map((each) => each.text).join('')).toBe(text);
});
