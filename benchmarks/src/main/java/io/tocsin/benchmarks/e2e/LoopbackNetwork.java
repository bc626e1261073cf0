package io.tocsin.benchmarks.e2e;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Members side by side on loopback.
 *
 * @param webs by member
 * @param meshes by member
 */
record LoopbackNetwork(List<InetSocketAddress> webs, List<InetSocketAddress> meshes) implements MemberNetwork {
    LoopbackNetwork {
        webs = List.copyOf(webs);
        meshes = List.copyOf(meshes);
    }

    static LoopbackNetwork create() {
        return new LoopbackNetwork(addresses(), addresses());
    }

    private static List<InetSocketAddress> addresses() {
        return Stream.generate(Place::freeAddress).limit(MEMBERS).toList();
    }

    @Override
    public List<String> entry(int member) {
        return List.of();
    }

    @Override
    public InetSocketAddress web(int member) {
        return webs.get(member);
    }

    @Override
    public InetSocketAddress mesh(int member) {
        return meshes.get(member);
    }

    @Override
    public InetAddress receiver() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public OptionalLong sentBytes() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isApart() {
        return false;
    }

    @Override
    public void cutOff(int member) {
        throw new IllegalStateException("members on loopback cannot be cut off");
    }

    @Override
    public void close() {}
}
