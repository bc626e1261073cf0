package io.tocsin.notifiers.http;

import io.netty.util.NetUtil;
import java.net.IDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The list of hosts reached without proxy. Entries, separated by commas: {@code example.com} (with all below it),
 * {@code .example.com} and {@code *.example.com} (only those below it), addresses, CIDR blocks, each but the last with
 * an optional port; {@code *} for everything. Localhost and loopback addresses never go through the proxy. Immutable.
 *
 * @see "Upstream: golang.org/x/net/http/httpproxy, useProxy"
 */
final class NoProxy {
    private static final int MAPPED_PREFIX = 12;

    private final List<Rule> rules;

    private NoProxy(List<Rule> rules) {
        this.rules = rules;
    }

    static NoProxy parse(String list) {
        var rules = new ArrayList<Rule>();
        for (String entry : list.split(",")) {
            String clean = entry.strip().toLowerCase(Locale.ROOT);
            if (clean.equals("*")) {
                return new NoProxy(List.of(new Everything()));
            }
            if (!clean.isEmpty()) {
                addRule(clean, rules);
            }
        }
        return new NoProxy(List.copyOf(rules));
    }

    /** @param host as {@link TargetUrl#host} */
    boolean covers(String host, int port) {
        byte @Nullable [] address = address(host);
        if (host.equals("localhost") || isLoopback(address)) {
            return true;
        }
        return rules.stream().anyMatch(rule -> rule.matches(host, port, address));
    }

    private sealed interface Rule {
        boolean matches(String host, int port, byte @Nullable [] address);
    }

    private record Everything() implements Rule {
        @Override
        public boolean matches(String host, int port, byte @Nullable [] address) {
            return true;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Block(byte[] network, int bits) implements Rule {
        @Override
        public boolean matches(String host, int port, byte @Nullable [] address) {
            if (address == null || address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((network[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param onlyPort empty for every port */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Address(byte[] wanted, String onlyPort) implements Rule {
        @Override
        public boolean matches(String host, int port, byte @Nullable [] address) {
            return Arrays.equals(wanted, address) && isPort(onlyPort, port);
        }
    }

    /** @param suffix begins with a dot */
    private record Domain(String suffix, boolean isHostToo, String onlyPort) implements Rule {
        @Override
        public boolean matches(String host, int port, byte @Nullable [] address) {
            boolean isWithin = host.endsWith(suffix) || (isHostToo && host.equals(suffix.substring(1)));
            return address == null && isWithin && isPort(onlyPort, port);
        }
    }

    private static void addRule(String entry, List<Rule> rules) {
        Block block = block(entry);
        if (block != null) {
            rules.add(block);
            return;
        }
        int colon = portColon(entry);
        String host = colon < 0 ? entry : entry.substring(0, colon).replaceAll("^\\[|]$", "");
        String port = colon < 0 ? "" : entry.substring(colon + 1);
        byte @Nullable [] address = address(host);
        if (address != null) {
            rules.add(new Address(address, port));
        } else if (!host.isEmpty()) {
            rules.add(domain(host.startsWith("*.") ? host.substring(1) : host, port));
        }
    }

    private static Domain domain(String host, String port) {
        boolean isHostToo = !host.startsWith(".");
        String name = isHostToo ? host : host.substring(1);
        return new Domain("." + ascii(name), isHostToo, port);
    }

    private static String ascii(String name) {
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static @Nullable Block block(String entry) {
        int slash = entry.indexOf('/');
        if (slash < 0 || !entry.substring(slash + 1).matches("[0-9]{1,3}")) {
            return null;
        }
        byte @Nullable [] network = NetUtil.createByteArrayFromIpAddressString(entry.substring(0, slash));
        int bits = Integer.parseInt(entry.substring(slash + 1));
        return network == null || bits > network.length * Byte.SIZE ? null : new Block(network, bits);
    }

    /** Where {@code host:port} and {@code [address]:port} split; negative for an entry without port. */
    private static int portColon(String entry) {
        int colon = entry.lastIndexOf(':');
        boolean isBracketed = entry.startsWith("[") && colon > 0 && entry.charAt(colon - 1) == ']';
        return isBracketed || (colon >= 0 && entry.indexOf(':') == colon) ? colon : -1;
    }

    private static boolean isPort(String wanted, int port) {
        return wanted.isEmpty() || wanted.equals(Integer.toString(port));
    }

    /** The address that {@code host} is written as, IPv4 in four bytes; null for a name. */
    private static byte @Nullable [] address(String host) {
        byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        return bytes != null && isMapped(bytes) ? Arrays.copyOfRange(bytes, MAPPED_PREFIX, bytes.length) : bytes;
    }

    private static boolean isMapped(byte[] bytes) {
        if (bytes.length == 4 || bytes[MAPPED_PREFIX - 1] != -1 || bytes[MAPPED_PREFIX - 2] != -1) {
            return false;
        }
        for (int i = 0; i < MAPPED_PREFIX - 2; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoopback(byte @Nullable [] address) {
        if (address == null) {
            return false;
        }
        if (address.length == 4) {
            return address[0] == 127;
        }
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        return Arrays.equals(address, loopback);
    }
}
