package io.tocsin.notifiers.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that no notification goes to, so that whoever may write a receiver's URL cannot make the server ask
 * internal services. Immutable.
 *
 * <p>An address stands for others, too, and is denied with them: an IPv4 address inside an IPv6 one (mapped, compatible,
 * or behind the NAT64 prefix {@code 64:ff9b::/96}) for itself, and the unspecified addresses, which connect to the own
 * machine, for the loopback addresses.
 */
public final class AddressPolicy {
    /** Everything is allowed. */
    public static final AddressPolicy NONE = new AddressPolicy(List.of());

    private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private final List<IpBlock> denied;

    private AddressPolicy(List<IpBlock> denied) {
        this.denied = List.copyOf(denied);
    }

    /**
     * Denies the given blocks.
     *
     * @param lists each a list of blocks such as {@code 10.0.0.0/8}, separated by commas
     * @throws IllegalArgumentException saying which of them is no block
     */
    public static AddressPolicy denying(List<String> lists) {
        List<IpBlock> blocks = new ArrayList<>();
        for (String list : lists) {
            for (String text : list.split(",", -1)) {
                if (!text.isBlank()) {
                    blocks.add(IpBlock.parse(text.strip())
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "expected blocks such as 10.0.0.0/8 or fd00::/8, got \"" + text.strip() + "\"")));
                }
            }
        }
        return blocks.isEmpty() ? NONE : new AddressPolicy(blocks);
    }

    /** Whether nothing is denied. */
    public boolean isEmpty() {
        return denied.isEmpty();
    }

    /**
     * The denied block, as it was written, that an address is in; empty for an address that may be connected to.
     *
     * @param address in network byte order, four bytes or sixteen
     */
    public Optional<String> denies(byte[] address) {
        List<byte[]> meant = meant(IpAddress.unmapped(address));
        return denied.stream()
                .filter(block -> meant.stream().anyMatch(block::contains))
                .map(IpBlock::text)
                .findFirst();
    }

    private static List<byte[]> meant(byte[] address) {
        if (IpAddress.isZero(address, address.length)) {
            return List.of(address, LOOPBACK_4, LOOPBACK_6);
        }
        boolean isIpv6 = address.length == IpAddress.IPV6_BYTES;
        boolean holdsIpv4 = isIpv6
                && !Arrays.equals(address, LOOPBACK_6)
                && (IpAddress.isZero(address, NAT64.length)
                        || Arrays.equals(address, 0, NAT64.length, NAT64, 0, NAT64.length));
        return holdsIpv4 ? List.of(address, IpAddress.embedded(address)) : List.of(address);
    }
}
