package io.tocsin.cluster.hazelcast;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which address the others are told.
 *
 * @see "Alertmanager 0.33.1, probed: explicit, else the address bound to, else a private one of this machine"
 */
final class AdvertisedAddress {
    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;

    private AdvertisedAddress() {}

    /**
     * @param own addresses of this machine
     * @throws ClusterStartException if there is none to tell, or the explicit one cannot be resolved
     */
    static InetAddress choose(HazelcastSettings settings, List<InetAddress> own) {
        if (settings.advertise().isPresent()) {
            return resolve(settings.advertise().get().host());
        }
        InetAddress bound = bindAddress(settings.listen().host());
        if (!bound.isAnyLocalAddress()) {
            return bound;
        }
        Optional<InetAddress> found = own.stream()
                .filter(address -> isPrivate(address) || (settings.allowsPublicAddress() && isPublic(address)))
                .min(Comparator.comparing((InetAddress address) -> !isPrivate(address))
                        .thenComparing(address -> address.getAddress().length));
        return found.orElseThrow(() -> new ClusterStartException(
                "Failed to get final advertise address: No private IP address found, and explicit IP not provided; "
                        + "set --cluster.advertise-address, or listen on one address with --cluster.listen-address"));
    }

    /** @param host empty for any */
    static InetAddress bindAddress(String host) {
        try {
            return InetAddress.getByName(host.isEmpty() ? "0.0.0.0" : host);
        } catch (UnknownHostException e) {
            throw new ClusterStartException(
                    "failed to parse bind addr '" + host
                            + "': the name does not resolve (expected in --cluster.listen-address: an address of this"
                            + " machine, or a name of one)",
                    e);
        }
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ClusterStartException(
                    "Failed to get final advertise address: Failed to parse advertise address \"" + host
                            + "\" (expected: an address, or a name that resolves)",
                    e);
        }
    }

    /** Of the interfaces that are up. */
    static List<InetAddress> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(AdvertisedAddress::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether others on other machines cannot reach it. */
    static boolean isUnroutable(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLoopbackAddress();
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        return address.isSiteLocalAddress() || isUniqueLocal || isSharedByCarrier(bytes);
    }

    /** 100.64.0.0/10, which container networks use, too. */
    private static boolean isSharedByCarrier(byte[] bytes) {
        return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }

    private static boolean isPublic(InetAddress address) {
        return Stream.of(
                        address.isAnyLocalAddress(),
                        address.isLoopbackAddress(),
                        address.isLinkLocalAddress(),
                        address.isMulticastAddress(),
                        isPrivate(address))
                .noneMatch(is -> is);
    }
}
