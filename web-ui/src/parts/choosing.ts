/** Which of several suggestions is chosen. Pure. */

/**
 * The next one by an arrow. One place more than there are suggestions: none of them.
 *
 * @param active an index, or -1 for none
 */
export function nextActive(active: number, count: number, key: 'ArrowDown' | 'ArrowUp'): number {
  const places = count + 1;
  return ((active + 1 + (key === 'ArrowDown' ? 1 : -1) + places) % places) - 1;
}
