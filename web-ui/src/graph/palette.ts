/**
 * Colours of lines, apart from each other for the colour-blind, too, and with a contrast of 3:1 at least: after Okabe and Ito, darker
 * for the light theme. Lines beyond them have the same colours in other dashes. Pure.
 */

export type Theme = 'light' | 'dark';

export const colors: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#0067a5', '#c24a00', '#00805d', '#b0478c', '#7a5f00', '#5b43b8', '#1c2026', '#0b8aa8'],
  dark: ['#56b4e9', '#f2a900', '#2fc79a', '#e79ac6', '#f0e442', '#ff8552', '#ffffff', '#b3a1ff'],
};

/** Lengths of strokes and gaps in pixels; the first is a whole line. */
export const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

export interface Look {
  readonly color: string;
  readonly dash: readonly number[];
}

export function lookOf(index: number, theme: Theme): Look {
  const own = colors[theme];
  return {
    color: own[index % own.length] ?? '#808080',
    dash: dashes[Math.floor(index / own.length) % dashes.length] ?? [],
  };
}

/** So many lines all look different. */
export const looksCount = colors.light.length * dashes.length;
