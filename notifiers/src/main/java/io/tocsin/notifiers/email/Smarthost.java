package io.tocsin.notifiers.email;

import java.io.Serial;
import java.util.Locale;
import java.util.Map;

/**
 * Where mail is handed over. Immutable.
 *
 * @param host name or address, without brackets; may be empty
 * @param port number or name of a service, not empty
 * @see "Upstream: config.HostPort; Go: net.SplitHostPort"
 */
public record Smarthost(String host, String port) {
    /** Deviation D-232: of the names that a system may know only these. */
    private static final Map<String, Integer> SERVICES =
            Map.of("smtp", 25, "smtps", 465, "submissions", 465, "submission", 587);

    private static final int PORT_MAX = 65_535;

    /** @throws AddressSyntaxException if {@code text} is not {@code host:port}, the host of an IPv6 address in brackets */
    static Smarthost parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw missingPort(text);
        }
        boolean isBracketed = text.startsWith("[");
        int end = isBracketed ? text.indexOf(']') : colon;
        if (end < 0) {
            throw new AddressSyntaxException(of(text, "missing ']' in address"), "a closing ] is missing");
        }
        if (isBracketed && end + 1 != colon) {
            boolean isColonBehind = end + 1 < text.length() && text.charAt(end + 1) == ':';
            throw isColonBehind ? tooManyColons(text) : missingPort(text);
        }
        String host = isBracketed ? text.substring(1, end) : text.substring(0, end);
        if (!isBracketed && host.indexOf(':') >= 0) {
            throw tooManyColons(text);
        }
        if (text.indexOf('[', isBracketed ? 1 : 0) >= 0) {
            throw new AddressSyntaxException(of(text, "unexpected '[' in address"), "there is a [ too many");
        }
        if (text.indexOf(']', isBracketed ? end + 1 : 0) >= 0) {
            throw new AddressSyntaxException(of(text, "unexpected ']' in address"), "there is a ] too many");
        }
        if (colon == text.length() - 1) {
            throw new AddressSyntaxException("address \"" + text + "\": port cannot be empty", "the port is missing");
        }
        return new Smarthost(host, text.substring(colon + 1));
    }

    /**
     * The port as a number.
     *
     * @throws UnknownPortException if it is neither one nor the name of a service for mail
     */
    int portNumber() {
        Integer known = SERVICES.get(port.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        boolean isNumber = port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= PORT_MAX;
        if (!isNumber) {
            throw new UnknownPortException(port);
        }
        return Integer.parseInt(port);
    }

    private static AddressSyntaxException missingPort(String text) {
        return new AddressSyntaxException(of(text, "missing port in address"), "the port is missing");
    }

    private static AddressSyntaxException tooManyColons(String text) {
        return new AddressSyntaxException(
                of(text, "too many colons in address"), "it has too many colons; an IPv6 address needs brackets");
    }

    private static String of(String text, String problem) {
        return "address " + text + ": " + problem;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** The message is the original's. */
    static final class AddressSyntaxException extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String explanation;

        AddressSyntaxException(String message, String explanation) {
            super(message);
            this.explanation = explanation;
        }

        /** What is wrong, in our words. */
        String explanation() {
            return explanation;
        }
    }

    /** The message is the original's. */
    static final class UnknownPortException extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1L;

        UnknownPortException(String port) {
            super("lookup tcp/" + port + ": unknown port");
        }
    }
}
