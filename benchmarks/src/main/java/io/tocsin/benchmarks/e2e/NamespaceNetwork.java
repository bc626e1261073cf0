package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Each member in a network namespace of its own with two interfaces: {@value #WEB} leads to this process, {@value #MESH} to the
 * other members through a switch, and nothing else passes there. Counts all of that, TCP and UDP alike.
 *
 * <p>Addresses are those that RFC 2544 sets aside for benchmarks, 198.18.0.0/15.
 */
final class NamespaceNetwork implements MemberNetwork {
    private static final String WEB = "web";
    private static final String MESH = "mesh";
    private static final int WEB_PORT = 9093;
    private static final int MESH_PORT = 9094;

    private final int number;
    private final List<NetworkNamespace> all = new ArrayList<>();

    private NamespaceNetwork(int number) {
        this.number = number;
    }

    static NamespaceNetwork create(int number) throws IOException, InterruptedException {
        NamespaceNetwork network = new NamespaceNetwork(number);
        try {
            network.connect();
            return network;
        } catch (IOException | InterruptedException e) {
            network.close();
            throw e;
        }
    }

    private void connect() throws IOException, InterruptedException {
        for (int member = 0; member < MEMBERS; member++) {
            all.add(NetworkNamespace.create());
        }
        NetworkNamespace hub = NetworkNamespace.create();
        all.add(hub);
        hub.run("ip link add hub type bridge");
        hub.run("ip link set hub up");
        for (int member = 0; member < MEMBERS; member++) {
            connectToHub(hub, member);
            connectToHere(member);
        }
    }

    private void connectToHub(NetworkNamespace hub, int member) throws IOException, InterruptedException {
        NetworkNamespace own = all.get(member);
        String port = "port" + member;
        hub.run("ip link add " + port + " type veth peer name " + MESH + " netns " + own.name());
        hub.run("ip link set " + port + " master hub up");
        own.run("ip address add " + mesh(member).getHostString() + "/24 dev " + MESH);
        // One segment at a time, as a wire carries them, so that the headers of each are counted.
        own.run("ip link set " + MESH + " gso_max_segs 1 up");
    }

    private void connectToHere(int member) throws IOException, InterruptedException {
        NetworkNamespace own = all.get(member);
        String here = "tce" + number + "x" + member;
        NetworkNamespace.execute(
                List.of("ip", "link", "add", here, "type", "veth", "peer", "name", WEB, "netns", own.name()));
        NetworkNamespace.execute(List.of("ip", "address", "add", gateway(member) + "/30", "dev", here));
        NetworkNamespace.execute(List.of("ip", "link", "set", here, "up"));
        own.run("ip address add " + web(member).getHostString() + "/30 dev " + WEB);
        own.run("ip link set " + WEB + " up");
        own.run("ip route add default via " + gateway(member));
    }

    @Override
    public List<String> entry(int member) {
        return all.get(member).entry();
    }

    private String gateway(int member) {
        return "198.18." + number + "." + (4 * member + 1);
    }

    @Override
    public InetSocketAddress web(int member) {
        return new InetSocketAddress("198.18." + number + "." + (4 * member + 2), WEB_PORT);
    }

    @Override
    public InetSocketAddress mesh(int member) {
        return new InetSocketAddress("198.19." + number + "." + (member + 1), MESH_PORT);
    }

    @Override
    public InetAddress receiver() {
        return new InetSocketAddress(gateway(0), 0).getAddress();
    }

    @Override
    public OptionalLong sentBytes() throws IOException {
        long bytes = 0;
        for (int member = 0; member < MEMBERS; member++) {
            bytes += all.get(member).sentBytes(MESH);
        }
        return OptionalLong.of(bytes);
    }

    @Override
    public boolean isApart() {
        return true;
    }

    @Override
    public void cutOff(int member) throws IOException, InterruptedException {
        all.get(member).run("ip link set " + MESH + " down");
        all.get(member).run("ip link set " + WEB + " down");
    }

    @Override
    public void close() {
        all.forEach(NetworkNamespace::close);
    }
}
