package io.tocsin.cluster.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.EndpointQualifier;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;

/** Has Hazelcast use the socket that is bound already, and tell others the address that was chosen. */
final class FixedAddress implements AddressPicker {
    private final Address address;
    private final ServerSocketChannel channel;

    FixedAddress(Address address, ServerSocketChannel channel) {
        this.address = address;
        this.channel = channel;
    }

    @Override
    public void pickAddress() {
        // It was given.
    }

    @Override
    public Address getBindAddress(EndpointQualifier endpoint) {
        return address;
    }

    @Override
    public Address getPublicAddress(EndpointQualifier endpoint) {
        return address;
    }

    @Override
    public Map<EndpointQualifier, Address> getPublicAddressMap() {
        return Map.of(EndpointQualifier.MEMBER, address);
    }

    @Override
    public Map<EndpointQualifier, Address> getBindAddressMap() {
        return getPublicAddressMap();
    }

    @Override
    public ServerSocketChannel getServerSocketChannel(EndpointQualifier endpoint) {
        return channel;
    }

    @Override
    public Map<EndpointQualifier, ServerSocketChannel> getServerSocketChannels() {
        return Map.of(EndpointQualifier.MEMBER, channel);
    }
}
