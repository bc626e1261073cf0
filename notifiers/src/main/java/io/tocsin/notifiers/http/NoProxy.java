package io.tocsin.notifiers.http;

import java.net.IDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The list of hosts reached without proxy. Entries, separated by commas: {@code example.com} (with all below it),
 * {@code .example.com} and {@code *.example.com} (only those below it), addresses, CIDR blocks, each but the last with
 * an optional port; {@code *} for everything. Localhost and loopback addresses never go through the proxy. Immutable.
 *
 * @see "Upstream: golang.org/x/net/http/httpproxy, useProxy"
 */
final class NoProxy {
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
        byte @Nullable [] address = IpAddress.parse(host).orElse(null);
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

    private record Block(IpBlock block) implements Rule {
        @Override
        public boolean matches(String host, int port, byte @Nullable [] address) {
            return address != null && block.contains(address);
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
        Optional<IpBlock> block = IpBlock.parse(entry);
        if (block.isPresent()) {
            rules.add(new Block(block.get()));
            return;
        }
        int colon = portColon(entry);
        String host = colon < 0 ? entry : entry.substring(0, colon).replaceAll("^\\[|]$", "");
        String port = colon < 0 ? "" : entry.substring(colon + 1);
        byte @Nullable [] address = IpAddress.parse(host).orElse(null);
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

    /** Where {@code host:port} and {@code [address]:port} split; negative for an entry without port. */
    private static int portColon(String entry) {
        int colon = entry.lastIndexOf(':');
        boolean isBracketed = entry.startsWith("[") && colon > 0 && entry.charAt(colon - 1) == ']';
        return isBracketed || (colon >= 0 && entry.indexOf(':') == colon) ? colon : -1;
    }

    private static boolean isPort(String wanted, int port) {
        return wanted.isEmpty() || wanted.equals(Integer.toString(port));
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
