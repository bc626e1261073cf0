/**
 * The server's content policy has the browser refuse every text that is made into markup, but for what the default policy below lets
 * pass. React makes elements, never markup; Mantine writes its style sheets as inner markup of style elements, which holds no tag.
 */

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown;
}

declare global {
  // Not in every browser that the page runs in.
  var trustedTypes: TrustedTypes | undefined;
}

/** The text as it is; one that could hold an element is refused, whoever it comes from. */
export function withoutMarkup(text: string): string {
  if (text.includes('<')) {
    throw new TypeError('this page makes no markup of text');
  }
  return text;
}

globalThis.trustedTypes?.createPolicy('default', { createHTML: withoutMarkup });
