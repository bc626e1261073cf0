package io.tocsin.notifiers.http;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Optional;

/** Reads IP addresses as bytes, IPv4 in four of them also where it is written as, or mapped into, IPv6. */
public final class IpAddress {
    static final int IPV4_BYTES = 4;
    static final int IPV6_BYTES = 16;

    /** Where the IPv4 address begins in an IPv6 address that holds one. */
    private static final int EMBEDDED_AT = IPV6_BYTES - IPV4_BYTES;

    private IpAddress() {}

    /** The address that {@code host} is written as; empty for a name. */
    public static Optional<byte[]> parse(String host) {
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(host))
                .map(IpAddress::unmapped);
    }

    /** A host, or an IPv6 address without brackets, as it stands before the port in a URL and in {@code Host}. */
    static String inAuthority(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** {@code ::ffff:10.0.0.1} is {@code 10.0.0.1}; others are themselves. */
    static byte[] unmapped(byte[] address) {
        boolean isMapped = address.length == IPV6_BYTES
                && isZero(address, EMBEDDED_AT - 2)
                && address[EMBEDDED_AT - 2] == -1
                && address[EMBEDDED_AT - 1] == -1;
        return isMapped ? embedded(address) : address;
    }

    /** The last four bytes of an IPv6 address. */
    static byte[] embedded(byte[] address) {
        return Arrays.copyOfRange(address, EMBEDDED_AT, address.length);
    }

    /** Whether the first {@code count} bytes are all zero. */
    static boolean isZero(byte[] address, int count) {
        for (int i = 0; i < count; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
