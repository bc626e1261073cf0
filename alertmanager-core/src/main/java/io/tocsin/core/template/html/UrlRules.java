package io.tocsin.core.template.html;

import io.tocsin.core.template.html.Context.UrlPart;

/** How far text brings a URL. */
final class UrlRules {
    private UrlRules() {}

    /** The part that a URL has reached with {@code text} from {@code from} to before {@code to}. */
    static UrlPart part(UrlPart before, String text, int from, int to) {
        boolean isBlank = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '#' || c == '?') {
                return UrlPart.QUERY_OR_FRAGMENT;
            }
            isBlank &= Chunk.WHITESPACE.indexOf(c) >= 0;
        }
        return before == UrlPart.NONE && !isBlank ? UrlPart.PRE_QUERY : before;
    }
}
