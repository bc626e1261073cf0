package io.tocsin.core.config;

/**
 * Names of headers, of HTTP and of mail, and what can be sent under them.
 *
 * @see "Go: net/textproto.CanonicalMIMEHeaderKey"
 */
public final class HeaderName {
    private static final String EXTRAS = "!#$%&'*+-.^_`|~";

    private HeaderName() {}

    /** As Go writes a name: {@code Content-Type}. What is no name of a header stays as it is. */
    public static String canonical(String name) {
        if (!name.chars().allMatch(HeaderName::isAllowed)) {
            return name;
        }
        StringBuilder canonical = new StringBuilder();
        boolean isStart = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            canonical.append(isStart ? Character.toUpperCase(c) : Character.toLowerCase(c));
            isStart = c == '-';
        }
        return canonical.toString();
    }

    /** Whether requests can have a header of this name. */
    public static boolean isSendable(String name) {
        return !name.isEmpty() && name.chars().allMatch(HeaderName::isAllowed);
    }

    /**
     * Whether a header of a request can have this value: one without control characters, but for tabs.
     *
     * @see "Go: net/http/httpguts.ValidHeaderFieldValue"
     */
    public static boolean isSendableValue(String value) {
        return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7F));
    }

    private static boolean isAllowed(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || EXTRAS.indexOf(c) >= 0);
    }
}
