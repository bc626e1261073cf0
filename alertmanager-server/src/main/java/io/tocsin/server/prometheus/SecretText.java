package io.tocsin.server.prometheus;

import io.tocsin.core.label.Labels;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of text what may be a secret by its place: who stands before the host of an address, and parameters with such a
 * name.
 *
 * <p>Deviation D-338: the original shows both, except passwords in addresses that it knows as such.
 */
final class SecretText {
    static final String MASK = "<secret>";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "pass|pwd|secret|token|key|auth|cred|sig|cookie|session|jwt|bearer|private|pin$|code$",
            Pattern.CASE_INSENSITIVE);

    /** Up to the last "@" of the word: a password may hold everything. */
    private static final Pattern USER = Pattern.compile("//\\S*@");

    /** As in a target: {@code user:password@host:9100}, also where a message quotes it. */
    private static final Pattern USER_ALONE = Pattern.compile("(?:^|(?<=\"))[^@\\s/\"]*:\\S*@");

    private static final Pattern PARAMETER = Pattern.compile("([?&;]|^)([^=&?;\\s]{1,100})=([^&#\\s\"]*)");

    /** Labels that only say how to scrape. */
    private static final String INNER = "__";

    private SecretText() {}

    /** Whether what has this name is likely to be one. */
    static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).find();
    }

    /** Whether a label of this name is one before relabeling, such as {@code __param_token}; what is seen of series is none. */
    static boolean isSecretLabel(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(INNER) && isSecretName(name);
    }

    /** Labels as they are shown of a target, those among them that only say how to scrape it. */
    static Labels masked(Labels labels) {
        Labels.Builder masked = new Labels.Builder(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            masked.add(name, isSecretLabel(name) ? MASK : masked(labels.value(i)));
        }
        return masked.build();
    }

    static String masked(String text) {
        String bare = text;
        if (text.indexOf('@') >= 0) {
            bare = text.contains("//")
                    ? USER.matcher(text).replaceAll("//" + MASK + "@")
                    : USER_ALONE.matcher(text).replaceAll(MASK + "@");
        }
        return text.indexOf('=') < 0
                ? bare
                : PARAMETER
                        .matcher(bare)
                        .replaceAll(found -> isSecretName(found.group(2))
                                ? Matcher.quoteReplacement(found.group(1) + found.group(2) + "=" + MASK)
                                : Matcher.quoteReplacement(found.group()));
    }
}
