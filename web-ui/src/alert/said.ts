/** Sentences with moments and links in them, put together without markup so that they can be tested, and drawn by {@link Said}. */

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  /** What people wrote; addresses in it can be clicked. */
  | { readonly kind: 'free'; readonly text: string }
  /** `ago`: `5 min ago` or `in 5 min`; `due`: the same, but what should have come is to come any moment; `clock`: `15:04`. */
  | { readonly kind: 'moment'; readonly at: string; readonly as: 'ago' | 'due' | 'clock' }
  | { readonly kind: 'silence'; readonly id: string; readonly text: string }
  | { readonly kind: 'alert'; readonly fingerprint: string; readonly text: string };

export type Sentence = readonly Part[];

type Piece = string | number | Part | Sentence;

function partsOf(piece: Piece): Sentence {
  if (typeof piece === 'string' || typeof piece === 'number') {
    return piece === '' ? [] : [{ kind: 'text', text: String(piece) }];
  }
  return 'kind' in piece ? [piece] : piece;
}

/** A template of a sentence. */
export function say(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Sentence {
  return strings.flatMap((text, index) => [...partsOf(text), ...partsOf(pieces[index] ?? '')]);
}

export const ago = (at: string): Part => ({ kind: 'moment', at, as: 'ago' });
export const due = (at: string): Part => ({ kind: 'moment', at, as: 'due' });
export const clock = (at: string): Part => ({ kind: 'moment', at, as: 'clock' });
export const strong = (text: string): Part => ({ kind: 'strong', text });
export const free = (text: string): Part => ({ kind: 'free', text });
export const code = (text: string): Part => ({ kind: 'code', text });
export const silenceLink = (id: string, text: string): Part => ({ kind: 'silence', id, text });
export const alertLink = (fingerprint: string, text: string): Part => ({ kind: 'alert', fingerprint, text });

/** With a separator between them, and another before the last. */
export function joined(sentences: readonly Sentence[], separator = ', ', last = separator): Sentence {
  return sentences.flatMap((each, index) =>
    index === 0 ? each : [...partsOf(index === sentences.length - 1 ? last : separator), ...each],
  );
}

/** The words alone; moments as `<5 min ago>` would be, by `moment`. */
export function plain(sentence: Sentence, moment: (at: string, as: string) => string): string {
  return sentence.map((part) => (part.kind === 'moment' ? moment(part.at, part.as) : part.text)).join('');
}
