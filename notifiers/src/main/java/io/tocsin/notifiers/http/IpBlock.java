package io.tocsin.notifiers.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A block of addresses in CIDR notation. Immutable.
 *
 * @param text as it was written
 * @param network four bytes or sixteen, not changed by anybody
 * @param bits how many of its first bits all addresses of the block share
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record IpBlock(String text, byte[] network, int bits) {
    public IpBlock {
        requireNonNull(text, "text");
    }

    /** Empty unless {@code text} is an address, a slash and a number of bits that the address has. */
    public static Optional<IpBlock> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        return IpAddress.parse(text.substring(0, slash))
                // In ::ffff:10.0.0.0/104 the bits of the prefix count, too.
                .map(network -> new IpBlock(text, network, bits - surplus(text, network)))
                .filter(block -> block.bits >= 0 && block.bits <= block.network.length * Byte.SIZE);
    }

    private static int surplus(String text, byte[] network) {
        boolean isMapped = network.length == IpAddress.IPV4_BYTES && text.contains(":");
        return isMapped ? (IpAddress.IPV6_BYTES - IpAddress.IPV4_BYTES) * Byte.SIZE : 0;
    }

    /** @param address as {@link IpAddress} reads it; one of the other family is in no block */
    public boolean contains(byte[] address) {
        if (address.length != network.length) {
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
