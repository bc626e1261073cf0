package io.tocsin.cluster.hazelcast;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names whose addresses change; others, as addresses, are resolved as always. */
final class FakeNames implements NameLookup {
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();

    /** Until the next call; with no address, the name is not known. */
    void resolve(String name, String... addresses) {
        names.put(name, List.of(addresses));
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        if (!host.endsWith(".test")) {
            return NameLookup.SYSTEM.addresses(host);
        }
        List<String> known = names.getOrDefault(host, List.of());
        if (known.isEmpty()) {
            throw new UnknownHostException(host);
        }
        var addresses = new ArrayList<InetAddress>();
        for (String address : known) {
            addresses.add(InetAddress.getByName(address));
        }
        return addresses;
    }
}
