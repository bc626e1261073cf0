package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Three members of one program that have found each other and send notifications to a receiver of ours. {@link #close} ends
 * them and removes their files.
 */
final class RunningCluster implements AutoCloseable {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(90);

    private final ClusterProgram program;
    private final MemberNetwork network;
    private final Arrivals arrivals = new Arrivals();
    private final Sink sink;
    private final Path secret;
    private final List<RunningServer> members = new ArrayList<>();

    private RunningCluster(ClusterProgram program, MemberNetwork network) throws IOException {
        this.program = program;
        this.network = network;
        this.sink = new Sink(network.receiver(), arrivals);
        this.secret = Files.createTempFile("tocsin-e2e-", ".secret");
    }

    /**
     * Starts the members; they look for each other, see {@link #awaitSettled}.
     *
     * @param number of their network
     * @param configuration from the address of the receiver
     */
    static RunningCluster start(ClusterProgram program, int number, Function<String, String> configuration, Bench bench)
            throws IOException, InterruptedException {
        RunningCluster cluster = new RunningCluster(program, MemberNetwork.create(number, bench.recorder()));
        try {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Files.writeString(cluster.secret, HexFormat.of().formatHex(key) + "\n");
            String text = configuration.apply(cluster.sink.url());
            for (int member = 0; member < MemberNetwork.MEMBERS; member++) {
                cluster.members.add(program.program().start(bench.allCpus(), text, cluster.place(member)));
            }
            return cluster;
        } catch (IOException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    private Place place(int member) {
        List<String> flags = new ArrayList<>();
        flags.add("--cluster.listen-address=" + hostAndPort(network.mesh(member)));
        flags.add("--cluster.peer-name=member-" + member);
        for (int peer = 0; peer < MemberNetwork.MEMBERS; peer++) {
            flags.add("--cluster.peer=" + hostAndPort(network.mesh(peer)));
        }
        if (program.program().platform() == ServerProgram.Platform.JVM) {
            flags.add("--cluster.secret-file=" + secret);
        }
        return new Place(network.entry(member), network.web(member), flags);
    }

    private static String hostAndPort(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** Waits until each member sees all, and sends notifications. */
    void awaitSettled() throws IOException, InterruptedException {
        long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
        for (RunningServer member : members) {
            while (!member.isSettledAmong(members.size())) {
                if (System.nanoTime() > end) {
                    throw new IOException(name() + ": not settled within " + SETTLED_WITHIN);
                }
                Thread.sleep(100);
            }
        }
    }

    String name() {
        return program.name();
    }

    List<RunningServer> members() {
        return members;
    }

    /** Where its alerts are posted. */
    List<InetSocketAddress> addresses() {
        List<RunningServer> told = program.postsToAll() ? members : members.subList(0, 1);
        return told.stream().map(RunningServer::address).toList();
    }

    /** What it has notified. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** What the members have sent one another so far: all of it, or where that is not counted, what they say. */
    long sentBytes() throws IOException, InterruptedException {
        OptionalLong counted = network.sentBytes();
        if (counted.isPresent()) {
            return counted.getAsLong();
        }
        long said = 0;
        for (RunningServer member : members) {
            said += member.metric("alertmanager_cluster_messages_sent_size_total");
        }
        return said;
    }

    /** Processor time that the members have used so far. */
    double cpuSeconds() throws IOException {
        double seconds = 0;
        for (RunningServer member : members) {
            seconds += member.figures().cpuSeconds();
        }
        return seconds;
    }

    /** Kills the first member, by the names of all, and forgets it: the others' connections to it are closed. */
    void killFirst() throws IOException {
        RunningServer.delete(members.remove(0).kill());
    }

    /** The same where nothing tells the others, as when a machine has lost its power. */
    void loseFirst() throws IOException, InterruptedException {
        network.cutOff(0);
        killFirst();
    }

    /** Whether {@link #loseFirst} is possible. */
    boolean canLose() {
        return network.isApart();
    }

    @Override
    public void close() throws IOException {
        for (RunningServer member : members) {
            member.close();
        }
        sink.close();
        network.close();
        Files.delete(secret);
    }
}
