package io.tocsin.server.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leads from addresses below {@code /ui}, which later versions of the original use, to those of the page, which stand behind
 * a hash.
 */
final class PageLinks {
    private static final Pattern ADDRESS =
            Pattern.compile("/ui(?:/(?:(alerts|silences|silences/[^/]+|silences/[^/]+/edit|status|settings)/?)?)?");
    private static final String FIRST_SCREEN = "alerts";

    private PageLinks() {}

    /**
     * The address in the page, relative to the one that was asked: a proxy may have taken off what stands before it.
     *
     * @param rawPath as sent, below the route prefix
     * @param query as sent, without the question mark; empty for none
     * @return empty if there is no such screen
     */
    static Optional<String> inPage(String rawPath, String query) {
        Matcher matcher = ADDRESS.matcher(rawPath);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int folders = (int) rawPath.chars().filter(c -> c == '/').count() - 1;
        String screen = Optional.ofNullable(matcher.group(1)).orElse(FIRST_SCREEN);
        String root = folders == 0 ? "./" : "../".repeat(folders);
        return Optional.of(root + "#/" + screen + (query.isEmpty() ? "" : "?" + query));
    }
}
