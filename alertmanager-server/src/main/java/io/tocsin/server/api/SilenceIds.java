package io.tocsin.server.api;

import java.util.regex.Pattern;

/** Tells whether a text is a silence's id, in any of the spellings that the original takes for a UUID. */
final class SilenceIds {
    private static final String HEX = "[0-9a-fA-F]";
    private static final String WITH_DASHES = HEX + "{8}-" + HEX + "{4}-" + HEX + "{4}-" + HEX + "{4}-" + HEX + "{12}";
    /** In place of braces the original takes any two bytes. */
    private static final Pattern UUID = Pattern.compile(
            "(?i:urn:uuid:)?" + WITH_DASHES + "|\\p{ASCII}" + WITH_DASHES + "\\p{ASCII}|" + HEX + "{32}");

    private SilenceIds() {}

    static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }
}
