import { expect, test } from 'vitest';
import { visibleLine, visibleText, visibleValue } from '../src/parts/visible';

test.each([
  ['an override of direction', '\u202eevil\u202c txt.exe', '⟨U+202E⟩evil⟨U+202C⟩ txt.exe'],
  ['isolates', '\u2066a\u2069', '⟨U+2066⟩a⟨U+2069⟩'],
  ['what has no width', 'pay\u200bpal\ufeff\u00ad', 'pay⟨U+200B⟩pal⟨U+FEFF⟩⟨U+00AD⟩'],
  ['controls', 'a\u0000b\u001b[31m\u009b', 'a⟨U+0000⟩b⟨U+001B⟩[31m⟨U+009B⟩'],
  ['ends of lines of other kinds', 'a\u2028b', 'a⟨U+2028⟩b'],
])('%s can be seen', (_, text, shown) => {
  expect(visibleText(text)).toBe(shown);
  expect(visibleLine(text)).toBe(shown);
});

test.each(['plain', 'naïve — “quoted” … ok', 'שלום\u200f עולם', 'می\u200cخواهم', '👩\u200d🚒', '日本語', 'non\u00a0breaking'])('%s is left alone', (text) => {
  expect(visibleText(text)).toBe(text);
  expect(visibleValue(text)).toBe(text);
});

test('lines end where texts have several, and show their end where they have one', () => {
  expect(visibleText('one\ntwo\tthree')).toBe('one\ntwo\tthree');
  expect(visibleLine('one\ntwo\tthree\r')).toBe('one↵two⇥three␍');
});

test('an empty value is one, too', () => {
  expect(visibleValue('')).toBe('""');
});
