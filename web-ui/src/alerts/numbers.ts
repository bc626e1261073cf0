const groups = new Intl.NumberFormat('en');

/** Such as `12,345`. */
export function numberText(value: number): string {
  return groups.format(value);
}

/** Such as `1 alert` and `12,345 alerts`. */
export function countText(value: number, one: string, many = `${one}s`): string {
  return `${numberText(value)} ${value === 1 ? one : many}`;
}
