package io.tocsin.cluster.hazelcast;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses that a name has now. May block. */
interface NameLookup {
    /** The system's resolver: all A and AAAA records. */
    NameLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> addresses(String host) throws UnknownHostException;
}
