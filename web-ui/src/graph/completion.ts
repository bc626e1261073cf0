/** What can stand where somebody types in an expression. Pure. */

export type Place =
  /** A metric, a function, an aggregation or an operator. */
  | { readonly kind: 'name'; readonly from: number; readonly typed: string }
  /** A label of the metric's series; the metric is empty where it is not known. */
  | { readonly kind: 'label'; readonly from: number; readonly typed: string; readonly metric: string }
  /** A value of a label, between its quotes. */
  | { readonly kind: 'value'; readonly from: number; readonly typed: string; readonly metric: string; readonly label: string };

const grouping = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);
const nameStart = /[a-zA-Z_:]/;
const nameSign = /[a-zA-Z0-9_:]/;

/** Where the cursor stands; undefined where nothing can be completed, as in a duration, a number or a comment. */
export function placeAt(text: string, cursor: number): Place | undefined {
  let at = 0;
  /** What is open: braces of a selector, the list of a grouping, other parentheses, brackets. */
  const open: ('{' | 'list' | '(' | '[')[] = [];
  let metric = '';
  let word = '';
  let label = '';
  while (at < cursor) {
    const sign = text.charAt(at);
    if (sign === '#') {
      const end = text.indexOf('\n', at);
      if (end < 0 || end >= cursor) {
        return undefined;
      }
      at = end + 1;
    } else if (sign === '"' || sign === "'" || sign === '`') {
      const from = at + 1;
      at = from;
      while (at < cursor && text.charAt(at) !== sign) {
        at += text.charAt(at) === '\\' && sign !== '`' ? 2 : 1;
      }
      if (at >= cursor) {
        return open.at(-1) === '{' && label !== '' ? { kind: 'value', from, typed: text.slice(from, cursor), metric, label } : undefined;
      }
      at += 1;
      label = '';
    } else if (nameStart.test(sign)) {
      const from = at;
      while (at < cursor && nameSign.test(text.charAt(at))) {
        at += 1;
      }
      word = text.slice(from, at);
      if (at >= cursor) {
        return nameAt(open.at(-1), from, word, metric);
      }
      label = open.at(-1) === '{' ? word : '';
    } else if (/\d/.test(sign)) {
      // Numbers and durations, with their units.
      while (at < cursor && /[\w.]/.test(text.charAt(at))) {
        at += 1;
      }
      if (at >= cursor) {
        return undefined;
      }
      word = '';
    } else {
      at += 1;
      if (sign === '{') {
        open.push('{');
        metric = word;
      } else if (sign === '(') {
        open.push(grouping.has(word) ? 'list' : '(');
      } else if (sign === '[') {
        open.push('[');
      } else if (sign === '}' || sign === ')' || sign === ']') {
        open.pop();
      }
      if (!/\s/.test(sign)) {
        word = '';
      }
      if (sign === ',') {
        label = '';
      }
    }
  }
  return nameAt(open.at(-1), cursor, '', metric);
}

function nameAt(inside: string | undefined, from: number, typed: string, metric: string): Place | undefined {
  switch (inside) {
    case '[':
      return undefined;
    case '{':
      return { kind: 'label', from, typed, metric };
    case 'list':
      return { kind: 'label', from, typed, metric: '' };
    default:
      return { kind: 'name', from, typed };
  }
}

const aggregations = 'sum avg count min max group stddev stdvar topk bottomk count_values quantile'.split(' ');
const functions = (
  'abs absent absent_over_time acos acosh asin asinh atan atanh avg_over_time ceil changes clamp clamp_max clamp_min cos cosh ' +
  'count_over_time day_of_month day_of_week day_of_year days_in_month deg delta deriv exp first_over_time floor histogram_avg ' +
  'histogram_count histogram_fraction histogram_quantile histogram_stddev histogram_stdvar histogram_sum hour idelta increase irate ' +
  'label_join label_replace last_over_time ln log10 log2 max_over_time min_over_time minute month pi predict_linear ' +
  'present_over_time quantile_over_time rad rate resets round scalar sgn sin sinh sort sort_desc sqrt stddev_over_time ' +
  'stdvar_over_time sum_over_time tan tanh time timestamp vector year'
).split(' ');
const words = 'and or unless by without on ignoring group_left group_right offset bool'.split(' ');

export interface Suggestion {
  readonly text: string;
  readonly kind: 'metric' | 'function' | 'aggregation' | 'word' | 'label' | 'value';
}

const suggestionsMax = 12;

/** Those that begin with what is typed, then those that have it somewhere; none that is there already. */
function fitting(typed: string, candidates: Iterable<Suggestion>): readonly Suggestion[] {
  const sought = typed.toLowerCase();
  const first: Suggestion[] = [];
  const second: Suggestion[] = [];
  for (const candidate of candidates) {
    const index = candidate.text.toLowerCase().indexOf(sought);
    if (index === 0 && candidate.text !== typed) {
      first.push(candidate);
    } else if (index > 0 && second.length < suggestionsMax) {
      second.push(candidate);
    }
    if (first.length === suggestionsMax) {
      break;
    }
  }
  return [...first, ...second].slice(0, suggestionsMax);
}

function of(kind: Suggestion['kind'], texts: readonly string[]): readonly Suggestion[] {
  return texts.map((text) => ({ kind, text }));
}

/** @param known names of metrics, of labels, or values, by the kind of the place */
export function suggestionsAt(place: Place, known: readonly string[]): readonly Suggestion[] {
  switch (place.kind) {
    case 'name':
      return place.typed === ''
        ? []
        : fitting(place.typed, [...of('aggregation', aggregations), ...of('function', functions), ...of('word', words), ...of('metric', known)]);
    case 'label':
      return fitting(place.typed, of('label', known.filter((name) => name !== '__name__')));
    case 'value':
      return fitting(place.typed, of('value', known));
  }
}

/** The text with a suggestion in place of what was typed, and where the cursor stands then. */
export function withSuggestion(text: string, cursor: number, place: Place, suggestion: Suggestion): { readonly text: string; readonly cursor: number } {
  const escaped = suggestion.kind === 'value' ? suggestion.text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n') : suggestion.text;
  const after = text.slice(cursor);
  const isCall = suggestion.kind === 'function' || suggestion.kind === 'aggregation';
  const more = isCall && !/^\s*[({]/.test(after) ? '(' : suggestion.kind === 'value' && !after.startsWith('"') ? '"' : '';
  const front = text.slice(0, place.from) + escaped + more;
  return { text: front + after, cursor: front.length };
}
