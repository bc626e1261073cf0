package io.tocsin.server.http;

import java.util.regex.Pattern;

/**
 * Tells whether what a request line or a {@code generatorURL} holds is a URL: absolute, opaque, or a path that begins with
 * a slash.
 *
 * @see "Go: net/url.ParseRequestURI"
 */
public final class RequestUri {
    private static final String HOST_PUNCTUATION = "-_.~!$&'()*+,;=:[]<>\"";
    private static final String USER_PUNCTUATION = "-._:~!$&'()*+,;=%@";
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private RequestUri() {}

    public static boolean isValid(String text) {
        if (text.isEmpty() || hasControlCharacter(text)) {
            return false;
        }
        if (text.equals("*")) {
            return true;
        }
        int schemeEnd = schemeEnd(text);
        if (schemeEnd == 0) {
            return false;
        }
        boolean hasScheme = schemeEnd > 0;
        int begin = hasScheme ? schemeEnd + 1 : 0;
        int query = text.indexOf('?', begin);
        String rest = text.substring(begin, query < 0 ? text.length() : query);
        if (!rest.startsWith("/")) {
            return hasScheme;
        }
        if (!hasScheme || !rest.startsWith("//")) {
            return hasValidEscapes(rest);
        }
        int path = rest.indexOf('/', 2);
        String authority = rest.substring(2, path < 0 ? rest.length() : path);
        return isAuthority(authority) && (path < 0 || hasValidEscapes(rest.substring(path)));
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7F) {
                return true;
            }
        }
        return false;
    }

    /** Where the colon after the scheme stands; 0 if the text begins with it, -1 if there is no scheme. */
    static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (c == ':') {
                return i;
            }
            boolean isInner = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (!isLetter && (i == 0 || !isInner)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isAuthority(String authority) {
        int at = authority.lastIndexOf('@');
        return isHost(authority.substring(at + 1)) && (at < 0 || isUser(authority.substring(0, at)));
    }

    private static boolean isUser(String user) {
        for (int i = 0; i < user.length(); i++) {
            if (!isAlphanumeric(user.charAt(i)) && USER_PUNCTUATION.indexOf(user.charAt(i)) < 0) {
                return false;
            }
        }
        return hasValidEscapes(user);
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            int close = host.lastIndexOf(']');
            return close > 0 && isPort(host.substring(close + 1)) && isBracketed(host.substring(1, close));
        }
        int colon = host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return !host.contains("[") && (colon < 0 || isPort(host.substring(colon))) && isHostName(name, false);
    }

    private static boolean isBracketed(String inside) {
        int zone = inside.indexOf("%25");
        String address = zone < 0 ? inside : inside.substring(0, zone);
        return IPV6.matcher(address).matches() && (zone < 0 || isHostName(inside.substring(zone + 3), true));
    }

    private static boolean isPort(String port) {
        for (int i = 1; i < port.length(); i++) {
            if (port.charAt(i) < '0' || port.charAt(i) > '9') {
                return false;
            }
        }
        return port.isEmpty() || port.charAt(0) == ':';
    }

    /** In host names only bytes beyond ASCII may be escaped; in zones anything may. */
    private static boolean isHostName(String name, boolean isZone) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%') {
                if (!isEscape(name, i) || !isZone && Character.digit(name.charAt(i + 1), 16) < 8) {
                    return false;
                }
            } else if (c < 0x80 && !isAlphanumeric(c) && HOST_PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasValidEscapes(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (!isEscape(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length() && isHex(text.charAt(percent + 1)) && isHex(text.charAt(percent + 2));
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
