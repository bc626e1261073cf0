import { describe, expect, test } from 'vitest';
import { licencesText } from '../build/licences.ts';

const none = new Map<string, string>();
const react = { name: 'react', version: '19.0.0', identifier: 'MIT', text: 'MIT License\n\nCopyright (c) Somebody\n' };

describe('licencesText', () => {
  test('lists every package, by name, with its text', () => {
    const text = licencesText([react, { name: 'clsx', version: '2.0.0', identifier: 'ISC', text: 'ISC text' }], none);
    expect(text).toContain('these 2 third-party packages');
    expect(text.indexOf('(ISC) clsx 2.0.0')).toBeLessThan(text.indexOf('(MIT) react 19.0.0'));
    expect(text).toContain('Copyright (c) Somebody');
    expect(text).toContain('ISC text');
  });

  test('takes the text from beside where the package has none', () => {
    const text = licencesText([{ ...react, text: '' }], new Map([['react', 'A text of ours']]));
    expect(text).toContain('A text of ours');
  });

  test.each([
    [{ ...react, identifier: 'GPL-3.0' }, 'react 19.0.0: its licence is GPL-3.0, expected one of'],
    [{ name: 'x', version: '1', text: 'all rights reserved' }, 'x 1: its licence is none'],
    [{ ...react, name: '@a/b', text: null }, '@a/b 19.0.0 carries no licence text; add build/licences/@a__b.txt'],
  ])('refuses %o', (bundled, problem) => {
    expect(() => licencesText([bundled], none)).toThrow(problem);
  });
});
