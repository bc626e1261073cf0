package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;

/** Places for the members of one cluster, and what passes between them. */
interface MemberNetwork extends AutoCloseable {
    int MEMBERS = 3;

    /**
     * Namespaces where this process may make them, so that what members send one another can be counted from outside; else
     * loopback.
     *
     * @param number from 0; no other network's at the same time
     * @param recorder is told why it became loopback
     */
    static MemberNetwork create(int number, Recorder recorder) throws InterruptedException {
        try {
            return NamespaceNetwork.create(number);
        } catch (IOException e) {
            recorder.say("members on loopback, bytes by their own metrics: " + e.getMessage());
            return LoopbackNetwork.create();
        }
    }

    /** The command that runs another one where a member runs; empty for here. */
    List<String> entry(int member);

    /** Where a member serves its API. */
    InetSocketAddress web(int member);

    /** Where a member listens for the others. */
    InetSocketAddress mesh(int member);

    /** At which address of this machine all members reach a receiver of notifications. */
    InetAddress receiver();

    /** What all members together have sent to one another, with the headers of all layers; empty where nothing counts it. */
    OptionalLong sentBytes() throws IOException;

    /** Whether each member has interfaces of its own, so that one can be cut off. */
    boolean isApart();

    /**
     * Takes a member's interfaces down: nothing comes from there any more, not even that it has ended.
     *
     * @throws IllegalStateException if members are not {@linkplain #isApart apart}
     */
    void cutOff(int member) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
