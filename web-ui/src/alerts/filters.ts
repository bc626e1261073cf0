/** Changes of a list of matchers, as clicks on labels ask for them. Pure. */

import { anyOf, equal, regexQuoted, type WrittenMatcher } from '../matchers/matchers';
import type { Pick } from '../parts/LabelChip';

type Matchers = readonly WrittenMatcher[];

function isSame(a: WrittenMatcher, b: WrittenMatcher): boolean {
  return a.name === b.name && a.value === b.value && a.isRegex === b.isRegex && a.isEqual === b.isEqual;
}

export function without(matchers: Matchers, index: number): Matchers {
  return matchers.filter((_, at) => at !== index);
}

/** The matchers with others in the place of one; where that has gone meanwhile, with them at the end. */
export function replaced(matchers: Matchers, old: WrittenMatcher, by: Matchers): Matchers {
  const at = matchers.findIndex((each) => isSame(each, old));
  return at < 0 ? joined(matchers, by) : joined(matchers.slice(0, at), [...by, ...matchers.slice(at + 1)]);
}

/** The matchers and the others, each once. */
export function joined(matchers: Matchers, others: Matchers): Matchers {
  return others.reduce<Matchers>((all, other) => (all.some((each) => isSame(each, other)) ? all : [...all, other]), matchers);
}

/** The matchers after a click on a label. What the click contradicts is gone. */
export function withPick(matchers: Matchers, name: string, value: string, pick: Pick): Matchers {
  const wanted = { ...equal(name, value), isEqual: pick !== 'exclude' };
  if (pick === 'only') {
    return [wanted];
  }
  const opposite = { ...wanted, isEqual: !wanted.isEqual };
  return joined(
    matchers.filter((each) => !isSame(each, opposite)),
    [wanted],
  );
}

/** The values of an alternation of plain texts, such as `a|b\.c`; undefined for any other expression. */
export function alternatives(expression: string): readonly string[] | undefined {
  const values: string[] = [];
  let value = '';
  for (let at = 0; at < expression.length; at++) {
    const character = expression.charAt(at);
    if (character === '\\') {
      const escaped = expression.charAt(++at);
      if (escaped === '' || regexQuoted(escaped) === escaped) {
        return undefined;
      }
      value += escaped;
    } else if (character === '|') {
      values.push(value);
      value = '';
    } else if (regexQuoted(character) !== character) {
      return undefined;
    } else {
      value += character;
    }
  }
  return [...values, value];
}

function valuesOf(matcher: WrittenMatcher): readonly string[] | undefined {
  return matcher.isRegex ? alternatives(matcher.value) : [matcher.value];
}

/** The place of the one matcher that lists values of the label, and them; undefined if no matcher does that. */
function listing(matchers: Matchers, name: string): { readonly index: number; readonly values: readonly string[] } | undefined {
  const index = matchers.findIndex((each) => each.name === name && each.isEqual && valuesOf(each) !== undefined);
  const found = matchers[index];
  return found === undefined ? undefined : { index, values: valuesOf(found) ?? [] };
}

/** Which values of a label are asked for by name. */
export function chosenValues(matchers: Matchers, name: string): readonly string[] {
  return listing(matchers, name)?.values ?? [];
}

/** Asks for a value of a label, too, or no longer. */
export function toggledValue(matchers: Matchers, name: string, value: string): Matchers {
  const found = listing(matchers, name);
  if (found === undefined) {
    return [...matchers, equal(name, value)];
  }
  const values = found.values.includes(value) ? found.values.filter((each) => each !== value) : [...found.values, value];
  return values.length === 0 ? without(matchers, found.index) : matchers.map((each, at) => (at === found.index ? anyOf(name, values) : each));
}

/** The matchers without those that list values of the label. */
export function withoutChosen(matchers: Matchers, name: string): Matchers {
  const found = listing(matchers, name);
  return found === undefined ? matchers : without(matchers, found.index);
}
