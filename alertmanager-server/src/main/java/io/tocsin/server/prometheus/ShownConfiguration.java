package io.tocsin.server.prometheus;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A configuration file as the API shows it: as it is written, or not at all if it may hold secrets.
 *
 * <p>What is hidden is decided by words, so that it is hidden in sections too that nothing here reads.
 */
final class ShownConfiguration {
    static final String HIDDEN =
            "# Not shown: the file holds secrets, or words that stand for some. Have them read from files"
                    + " (password_file and the like) to see it here.\n";

    private static final Pattern SECRET = Pattern.compile(
            "(password|secret|token|credentials|api[-_]?key|access_key|private[-_ ]key|proxy-authorization)(?!_(file|url))");

    private static final Pattern URL_WITH_USER = Pattern.compile("://[^/\\s'\"]*@");

    private ShownConfiguration() {}

    static String of(String source) {
        String words = source.toLowerCase(Locale.ROOT);
        return SECRET.matcher(words).find() || URL_WITH_USER.matcher(source).find() ? HIDDEN : source;
    }
}
