/** How numbers are said. Pure. */

const groups = new Intl.NumberFormat('en');

/** Such as `12,345`. */
export function numberText(value: number): string {
  return groups.format(value);
}

/** Such as `1 alert` and `12,345 alerts`. */
export function countText(value: number, one: string, many = `${one}s`): string {
  return `${numberText(value)} ${value === 1 ? one : many}`;
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Such as `12.5 MiB`: three digits at most, in units of 1024. */
export function bytesText(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const digits = power === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[power]}`;
}
