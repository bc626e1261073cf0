import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../src/app/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)].map(([, name = '', light = '', dark = '']) => [
    name,
    { light, dark },
  ]),
);
const themes = ['light', 'dark'] as const;

function colorOf(name: string, theme: 'light' | 'dark'): string {
  const token = tokens.get(name);
  if (token === undefined) {
    throw new Error(`tokens.css has no colour --${name}`);
  }
  return token[theme];
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = [...tokens.keys()].filter((name) => name.startsWith('surface'));
const fills = [...tokens.keys()].filter((name) => name.endsWith('-fill'));
const soft = [...tokens.keys()].filter((name) => name.endsWith('-soft'));
/** Whatever is no background or border is the colour of words. */
const words = [...tokens.keys()].filter((name) => !/^surface|^border|-soft$|-fill$/.test(name));

test('the formula is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('the colours are found', () => {
  expect(surfaces.length).toBeGreaterThanOrEqual(3);
  expect(words.length).toBeGreaterThanOrEqual(12);
  expect(soft.length).toBeGreaterThanOrEqual(6);
});

describe.each(themes)('in the %s theme', (theme) => {
  test.each(words.flatMap((word) => surfaces.map((surface) => [word, surface] as const)))('%s can be read on %s', (word, surface) => {
    expect(contrast(colorOf(word, theme), colorOf(surface, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(soft.flatMap((name) => ['text', 'text-quiet', name.replace('-soft', '')].map((word) => [word, name] as const)))(
    '%s can be read on %s',
    (word, name) => {
      expect(contrast(colorOf(word, theme), colorOf(name, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(soft)('links can be read on %s', (name) => {
    expect(contrast(colorOf('accent', theme), colorOf(name, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(fills)('white can be read on %s', (name) => {
    expect(contrast('#ffffff', colorOf(name, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(surfaces)('the border of what can be used is seen on %s', (surface) => {
    expect(contrast(colorOf('border-control', theme), colorOf(surface, theme))).toBeGreaterThanOrEqual(3);
  });
});
