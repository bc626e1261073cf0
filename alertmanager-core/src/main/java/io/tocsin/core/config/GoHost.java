package io.tocsin.core.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.core.config.GoUrl.UrlSyntaxException;
import java.util.regex.Pattern;

/**
 * The host of a URL, with its port, as Go takes it: escapes are for bytes beyond ASCII only and, in the zone of an IPv6
 * address, for a few more; brackets are for IPv6 addresses only.
 *
 * @see "Go: net/url parseHost, unescape; net/netip ParseAddr"
 */
final class GoHost {
    /** What stands unescaped in a host, besides letters and digits. */
    static final String EXTRAS = "-_.~!$&'()*+,;=:[]<>\"";

    private static final String PERCENT = "%25";
    private static final int GROUPS = 8;
    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern IPV4 =
            Pattern.compile("(OCTET\\.){3}OCTET".replace("OCTET", "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"));

    private GoHost() {}

    /**
     * The host's bytes without escapes.
     *
     * @throws UrlSyntaxException if Go would refuse it
     */
    static byte[] decode(String host) {
        // A character for each byte.
        String bytes = new String(host.getBytes(UTF_8), ISO_8859_1);
        return (bytes.indexOf('[') < 0 ? name(bytes) : address(bytes)).getBytes(ISO_8859_1);
    }

    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        checkPort(colon < 0 ? "" : host.substring(colon));
        return unescaped(host, false);
    }

    private static String address(String host) {
        if (host.lastIndexOf('[') > 0) {
            throw misplacedBrackets();
        }
        int close = host.lastIndexOf(']');
        if (close < 0) {
            throw new UrlSyntaxException("missing ']' in host", "a closing ] is missing in its host");
        }
        String port = host.substring(close + 1);
        checkPort(port);
        String address = host.substring(1, close);
        int percent = address.indexOf(PERCENT);
        String ip = unescaped(percent < 0 ? address : address.substring(0, percent), false);
        String zone = percent < 0 ? "" : unescaped(address.substring(percent), true);
        if (IPV4.matcher(ip).matches() && zone.isEmpty()) {
            throw misplacedBrackets();
        }
        if (!isIpv6(ip) || zone.equals("%")) {
            throw new UrlSyntaxException("invalid host", "what stands in its brackets is no IPv6 address");
        }
        return "[" + ip + zone + "]" + port;
    }

    private static UrlSyntaxException misplacedBrackets() {
        return new UrlSyntaxException(
                "invalid IP-literal",
                "its host has brackets around or behind something else than" + " an IPv6 address");
    }

    private static void checkPort(String port) {
        if (!PORT.matcher(port).matches()) {
            throw new UrlSyntaxException("invalid port after host", "its port is not a number");
        }
    }

    private static String unescaped(String text, boolean isZone) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                c = GoUrl.escaped(text, i);
                boolean isAllowed = c == '%' || (isZone ? c == ' ' || isPlain(c) : c >= 0x80);
                if (!isAllowed) {
                    throw new UrlSyntaxException(
                            "invalid URL escape", "its host holds an escape (%) that no host name has");
                }
                i += 2;
            } else if (c < 0x80 && !isPlain(c)) {
                throw new UrlSyntaxException(
                        "invalid character in host name", "its host name holds a character that no host name has");
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private static boolean isPlain(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || EXTRAS.indexOf(c) >= 0);
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        int before = head.isEmpty() ? 0 : groups(head, false);
        int behind = tail.isEmpty() ? 0 : groups(tail, true);
        return before >= 0 && behind >= 0 && before + behind < GROUPS;
    }

    /** How many groups of 16 bits there are; below zero if anything else is. */
    private static int groups(String text, boolean mayEndInIpv4) {
        String[] groups = text.split(":", -1);
        boolean endsInIpv4 =
                mayEndInIpv4 && IPV4.matcher(groups[groups.length - 1]).matches();
        int plain = endsInIpv4 ? groups.length - 1 : groups.length;
        for (int i = 0; i < plain; i++) {
            if (!GROUP.matcher(groups[i]).matches()) {
                return -1;
            }
        }
        return endsInIpv4 ? plain + 2 : plain;
    }
}
