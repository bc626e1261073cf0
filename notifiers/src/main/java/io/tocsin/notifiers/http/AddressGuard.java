package io.tocsin.notifiers.http;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says what to connect to for a host, as far as the {@link AddressPolicy} allows it. A name is looked up here and the
 * connection is made to the very address that was checked: a name that means something else a moment later gains nothing.
 */
public final class AddressGuard {
    /** What some programs read as an IPv4 address: {@code 127.1}, {@code 2130706433}, {@code 0x7f.1}. No name ends so. */
    private static final Pattern ODD_ADDRESS = Pattern.compile("(?i)(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

    private final AddressPolicy policy;
    private final HostLookup lookup;

    AddressGuard(AddressPolicy policy, HostLookup lookup) {
        this.policy = policy;
        this.lookup = lookup;
    }

    /**
     * Where to connect to: the first address of {@code host} that is not denied.
     *
     * <p>Fails with a {@link CallFailedException} that is final where all are denied.
     */
    Future<SocketAddress> address(String host, int port) {
        if (policy.isEmpty()) {
            return Future.succeededFuture(SocketAddress.inetSocketAddress(port, host));
        }
        return lookup.addresses(host).compose(found -> firstAllowed(found, port));
    }

    /**
     * The addresses of {@code host} that may be connected to, for what does not go through the HTTP client. It has to
     * connect to them, not to the name.
     *
     * <p>Fails with a {@link CallFailedException} that is final where all are denied.
     */
    public Future<List<InetAddress>> addresses(String host) {
        return lookup.addresses(host).compose(found -> {
            List<InetAddress> allowed = found.stream()
                    .filter(address -> policy.denies(address).isEmpty())
                    .map(AddressGuard::inetAddress)
                    .toList();
            return allowed.isEmpty() ? Future.failedFuture(denied(found)) : Future.succeededFuture(allowed);
        });
    }

    private static InetAddress inetAddress(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError("addresses have four bytes or sixteen", e);
        }
    }

    /** Only what can be known of the target of a request that a proxy makes: an address may be denied, a name not. */
    Future<Void> checkBehindProxy(String host) {
        Optional<byte[]> address = IpAddress.parse(host);
        if (address.isEmpty()) {
            return policy.isEmpty() || !ODD_ADDRESS.matcher(host).matches()
                    ? Future.succeededFuture()
                    : Future.failedFuture(CallFailedException.forGood(
                            "connect: an address in this notation cannot be checked against --notify.deny-cidr"));
        }
        Optional<String> block = address.flatMap(policy::denies);
        return block.isEmpty() ? Future.succeededFuture() : Future.failedFuture(denied(block.get()));
    }

    private Future<SocketAddress> firstAllowed(List<byte[]> found, int port) {
        for (byte[] address : found) {
            if (policy.denies(address).isEmpty()) {
                return Future.succeededFuture(SocketAddress.inetSocketAddress(port, NetUtil.bytesToIpAddress(address)));
            }
        }
        return Future.failedFuture(denied(found));
    }

    private CallFailedException denied(List<byte[]> addresses) {
        return denied(addresses.stream()
                .flatMap(address -> policy.denies(address).stream())
                .findFirst()
                .orElse(""));
    }

    private static CallFailedException denied(String block) {
        return CallFailedException.forGood("connect: the address is in " + block + ", which --notify.deny-cidr denies");
    }
}
