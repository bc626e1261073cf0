/** The order of a table's rows by their values. Pure. */

export type ValueOrder = 'none' | 'descending' | 'ascending';

/** As PromQL writes infinities; undefined for what is no number. */
function numberOf(value: string): number | undefined {
  const number = value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value);
  return Number.isNaN(number) || value === '' ? undefined : number;
}

/** What is no number comes last, whatever the order. */
export function sorted<T extends { readonly value: string }>(rows: readonly T[], order: ValueOrder): readonly T[] {
  if (order === 'none') {
    return rows;
  }
  const sign = order === 'ascending' ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [numberOf(one.value), numberOf(other.value)];
    if (a === undefined || b === undefined) {
      return Number(a === undefined) - Number(b === undefined);
    }
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  });
}
