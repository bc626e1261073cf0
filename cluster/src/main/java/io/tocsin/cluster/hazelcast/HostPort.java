package io.tocsin.cluster.hazelcast;

import static java.util.Objects.requireNonNull;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as operators write it: {@code host:port}, IPv6 in brackets.
 *
 * @param host a name or an address, without brackets; empty for any
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /** Two groups of zeros or more, and the colons around them. */
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

    public HostPort {
        requireNonNull(host, "host");
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to " + PORT_MAX + ")");
        }
    }

    /** @throws IllegalArgumentException with what was expected, if that is no {@code host:port} */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || (host.indexOf(':') >= 0 && !isBracketed)) {
            throw new IllegalArgumentException("address " + text + " (expected: host:port, with IPv6 in brackets)");
        }
        try {
            return new HostPort(isBracketed ? host.substring(1, host.length() - 1) : host, portOf(text, colon));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("address " + text + " (expected: a number as the port)", e);
        }
    }

    private static int portOf(String text, int colon) {
        return Integer.parseInt(text.substring(colon + 1));
    }

    static HostPort of(InetAddress address, int port) {
        return new HostPort(
                address instanceof Inet6Address ? shortened(address.getAddress()) : address.getHostAddress(), port);
    }

    static HostPort of(InetSocketAddress address) {
        return of(address.getAddress(), address.getPort());
    }

    /** As Go writes it, which is RFC 5952: the longest run of zeros left out; without a zone, which is of one machine alone. */
    private static String shortened(byte[] address) {
        var groups = new StringBuilder();
        for (int i = 0; i < address.length; i += 2) {
            int group = ((address[i] & 0xff) << Byte.SIZE) | (address[i + 1] & 0xff);
            groups.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
        }
        Matcher zeros = ZEROS.matcher(groups);
        MatchResult longest = null;
        while (zeros.find()) {
            if (longest == null || zeros.group().length() > longest.group().length()) {
                longest = zeros.toMatchResult();
            }
        }
        return longest == null
                ? groups.toString()
                : groups.substring(0, longest.start()) + "::" + groups.substring(longest.end());
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
