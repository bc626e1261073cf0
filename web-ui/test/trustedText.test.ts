import { expect, it } from 'vitest';
import { withoutMarkup } from '../src/app/trustedText';

it('lets style sheets pass as they are', () => {
  const css = ':root{--a:calc(1px + 2px)}@media (min-width:48em){.a>.b{color:red}}';
  expect(withoutMarkup(css)).toBe(css);
});

it.each(['<img src=x onerror=alert(1)>', '</style><script>', 'a < b'])('refuses %s', (text) => {
  expect(() => withoutMarkup(text)).toThrow(TypeError);
});
