/**
 * Checks answers on arrival, so that nothing behind this meets an unexpected shape. A {@link Shape} reads a value or throws
 * an {@link UnexpectedAnswer} that names the place.
 */

/** An answer that is not what the server promises. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

export type Shape<T> = (value: unknown, place: string) => T;

/** What a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never;

type Fields = Readonly<Record<string, Shape<unknown>>>;
type OptionalKeys<F extends Fields> = { [K in keyof F]: undefined extends Of<F[K]> ? K : never }[keyof F];
type RecordOf<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Of<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: Exclude<Of<F[K]>, undefined>;
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text: Shape<string> = (value, place) => {
  if (typeof value !== 'string') {
    throw new UnexpectedAnswer(`${place}: expected text`);
  }
  return value;
};

export const number: Shape<number> = (value, place) => {
  if (typeof value !== 'number') {
    throw new UnexpectedAnswer(`${place}: expected a number`);
  }
  return value;
};

export const flag: Shape<boolean> = (value, place) => {
  if (typeof value !== 'boolean') {
    throw new UnexpectedAnswer(`${place}: expected true or false`);
  }
  return value;
};

/** Anything at all, for what is only shown. */
export const anything: Shape<unknown> = (value) => value;

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, place) => (value === undefined || value === null ? undefined : shape(value, place));
}

/** As `fallback` where the server says nothing. */
export function withDefault<T>(shape: Shape<T>, fallback: T): Shape<T> {
  return (value, place) => (value === undefined || value === null ? fallback : shape(value, place));
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) {
      throw new UnexpectedAnswer(`${place}: expected a list`);
    }
    return value.map((item, index) => shape(item, `${place}[${index}]`));
  };
}

/** An object with any names. */
export function map<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, place) => {
    if (!isObject(value)) {
      throw new UnexpectedAnswer(`${place}: expected an object`);
    }
    // fromEntries defines own properties, so a label called __proto__ stays an ordinary label.
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shape(item, `${place}.${name}`)]));
  };
}

/** An object with these fields; others are left out. */
export function record<F extends Fields>(fields: F): Shape<RecordOf<F>> {
  return (value, place) => {
    if (!isObject(value)) {
      throw new UnexpectedAnswer(`${place}: expected an object`);
    }
    const read: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(fields)) {
      const field = shape(value[name], `${place}.${name}`);
      if (field !== undefined) {
        read[name] = field;
      }
    }
    // Built from exactly these shapes.
    return read as RecordOf<F>;
  };
}

/** One of a few words; an unknown one, of a newer server, is `fallback`. */
export function word<const W extends string>(words: readonly W[], fallback: W): Shape<W> {
  return (value, place) => {
    const read = text(value, place);
    return words.find((each) => each === read) ?? fallback;
  };
}
