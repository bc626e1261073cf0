package io.tocsin.cluster.hazelcast;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.seal.ClusterIdentity;
import io.tocsin.cluster.seal.Handshake;
import io.tocsin.cluster.seal.Opener;
import io.tocsin.cluster.seal.RefusedException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Asks at addresses whether somebody is there who belongs to the cluster, by the handshake that every connection begins with.
 *
 * <p>Hazelcast waits for each address that does not answer in turn, and for ten seconds for one that does not let it in; it is
 * told only of those that will. Thread-safe.
 */
final class Knock {
    private static final byte[] PROTOCOL = "HZC".getBytes(StandardCharsets.US_ASCII);
    private static final int AT_ONCE_MAX = 64;

    private final ClusterIdentity identity;
    private final Visitors visitors;
    private final Executor executor;
    private final int timeoutMillis;

    /** Where the connection was ended without a word the last time. */
    private final Set<HostPort> hungUp = ConcurrentHashMap.newKeySet();

    /**
     * @param visitors told who is refused
     * @param executor for connections, which block
     * @param timeout of connecting, and of each answer; one of less than a millisecond counts as one
     */
    Knock(ClusterIdentity identity, Visitors visitors, Executor executor, Duration timeout) {
        this.identity = identity;
        this.visitors = visitors;
        this.executor = executor;
        // Zero would be for ever there.
        this.timeoutMillis = (int) Math.min(Math.max(timeout.toMillis(), 1), Integer.MAX_VALUE);
    }

    /**
     * Who was found.
     *
     * @param speaking belong to the cluster, and can be joined
     * @param silent have the port, and say nothing yet, as one that is just starting
     * @param problems for operators, by address: why nobody can be joined there; empty where that cannot be said yet
     */
    record Found(List<HostPort> speaking, List<HostPort> silent, Map<HostPort, String> problems) {}

    /** How somebody answered; the problem is for operators. */
    private record Reply(Kind kind, String problem) {
        static final Reply SPEAKS = new Reply(Kind.SPEAKS, "it answers, and has not joined yet");
        static final Reply SILENT = new Reply(Kind.SILENT, "somebody is there, and says nothing, will retry");
        static final Reply NOBODY = new Reply(Kind.NONE, ClusterEvent.NOBODY_ANSWERS);
        static final Reply BROKEN = new Reply(Kind.NONE, "the connection broke, will retry");
        static final Reply UNCLEAR = new Reply(Kind.NONE, "");
    }

    private enum Kind {
        SPEAKS,
        SILENT,
        NONE
    }

    /** Tries all at once; blocks for at most some timeouts. */
    Found at(Collection<HostPort> addresses) {
        Map<HostPort, CompletableFuture<Reply>> asked = new LinkedHashMap<>();
        addresses.stream()
                .limit(AT_ONCE_MAX)
                .forEach(address -> asked.put(address, CompletableFuture.supplyAsync(() -> ask(address), executor)));
        hungUp.retainAll(addresses);
        var problems = new HashMap<HostPort, String>();
        asked.forEach((address, reply) -> problems.put(address, reply.join().problem()));
        return new Found(thatReplied(asked, Kind.SPEAKS), thatReplied(asked, Kind.SILENT), problems);
    }

    private static List<HostPort> thatReplied(Map<HostPort, CompletableFuture<Reply>> asked, Kind kind) {
        return asked.entrySet().stream()
                .filter(entry -> entry.getValue().join().kind() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Reply ask(HostPort address) {
        var remote = new InetSocketAddress(address.host(), address.port());
        try (var socket = new Socket()) {
            socket.connect(remote, timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            socket.setTcpNoDelay(true);
            return greet(address, socket, remote);
        } catch (IOException e) {
            return Reply.NOBODY;
        }
    }

    private Reply greet(HostPort address, Socket socket, InetSocketAddress remote) {
        Handshake handshake = identity.handshake(true);
        try {
            if (!answersAsNode(socket, handshake)) {
                // A node that is just being stopped does so, too, but not twice.
                if (hungUp.add(address)) {
                    return Reply.UNCLEAR;
                }
                throw RefusedException.stranger();
            }
            hungUp.remove(address);
            greet(socket, handshake);
            return Reply.SPEAKS;
        } catch (SocketTimeoutException e) {
            return Reply.SILENT;
        } catch (RefusedException e) {
            visitors.tell(remote, e);
            return e.isItself() ? Reply.UNCLEAR : new Reply(Kind.NONE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Reply.BROKEN;
        }
    }

    /**
     * @return false if the other side ended the connection without a word
     * @throws RefusedException if it says something else
     */
    private static boolean answersAsNode(Socket socket, Handshake handshake) throws IOException {
        byte[] said;
        try {
            socket.getOutputStream().write(PROTOCOL);
            socket.getOutputStream().write(handshake.hello());
            said = socket.getInputStream().readNBytes(PROTOCOL.length);
        } catch (SocketException e) {
            return false;
        }
        if (said.length == PROTOCOL.length && !Arrays.equals(said, PROTOCOL)) {
            throw RefusedException.stranger();
        }
        return said.length == PROTOCOL.length;
    }

    /** @throws RefusedException if the other side does not belong to the cluster */
    private static void greet(Socket socket, Handshake handshake) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        handshake.accept(ByteBuffer.wrap(readFully(in, handshake.hello().length)));
        var sealed = ByteBuffer.allocate(handshake.hello().length);
        handshake.sealer().seal(ByteBuffer.allocate(0), sealed);
        socket.getOutputStream().write(sealed.array(), 0, sealed.position());
        Opener opener = handshake.opener();
        if (!opener.isTrusted()) {
            opener.open(ByteBuffer.wrap(readFully(in, sealed.position())), ByteBuffer.allocate(sealed.capacity()));
        }
    }

    private static byte[] readFully(DataInputStream in, int length) throws IOException {
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
