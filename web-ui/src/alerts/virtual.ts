import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** What is drawn: what is seen and around it, and what has the focus, wherever it is. Pure. */
export function drawnWith(index: number | undefined): (range: Range) => number[] {
  return (range) => {
    const drawn = defaultRangeExtractor(range);
    return index === undefined || index >= range.count || drawn.includes(index) ? drawn : [...drawn, index].sort((a, b) => a - b);
  };
}

/** How much room each drawn item leaves free above it, in pixels. Pure. */
export function gapsAbove(items: readonly { readonly start: number; readonly end: number }[], top: number): readonly number[] {
  return items.map((item, at) => item.start - (items[at - 1]?.end ?? top));
}
