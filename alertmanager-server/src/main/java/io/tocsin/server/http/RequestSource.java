package io.tocsin.server.http;

import io.netty.util.NetUtil;
import io.tocsin.notifiers.http.IpAddress;
import java.util.Arrays;

/** Where a request comes from, as far as shares are concerned: whoever has one IPv6 address has its whole /64. */
public final class RequestSource {
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private RequestSource() {}

    /** @param address of the client */
    public static String of(String address) {
        return IpAddress.parse(address)
                .filter(bytes -> bytes.length == IPV6_BYTES)
                .map(bytes ->
                        NetUtil.bytesToIpAddress(Arrays.copyOf(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES), IPV6_BYTES)))
                .orElse(address);
    }
}
