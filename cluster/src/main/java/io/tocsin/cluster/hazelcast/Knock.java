package io.tocsin.cluster.hazelcast;

import io.tocsin.cluster.seal.ClusterIdentity;
import io.tocsin.cluster.seal.Handshake;
import io.tocsin.cluster.seal.Opener;
import io.tocsin.cluster.seal.RefusedException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    private final Duration timeout;

    /**
     * @param visitors told who is refused
     * @param executor for connections, which block
     * @param timeout of connecting, and of each answer
     */
    Knock(ClusterIdentity identity, Visitors visitors, Executor executor, Duration timeout) {
        this.identity = identity;
        this.visitors = visitors;
        this.executor = executor;
        this.timeout = timeout;
    }

    /**
     * Who was found.
     *
     * @param speaking belong to the cluster, and can be joined
     * @param silent have the port, and say nothing yet, as one that is just starting
     */
    record Found(List<HostPort> speaking, List<HostPort> silent) {}

    /** How somebody answered. */
    private enum Reply {
        SPEAKS,
        IS_SILENT,
        NONE
    }

    /** Tries all at once; blocks for at most some timeouts. */
    Found at(Collection<HostPort> addresses) {
        Map<HostPort, CompletableFuture<Reply>> asked = new LinkedHashMap<>();
        addresses.stream()
                .limit(AT_ONCE_MAX)
                .forEach(address -> asked.put(address, CompletableFuture.supplyAsync(() -> ask(address), executor)));
        return new Found(thatReplied(asked, Reply.SPEAKS), thatReplied(asked, Reply.IS_SILENT));
    }

    private static List<HostPort> thatReplied(Map<HostPort, CompletableFuture<Reply>> asked, Reply reply) {
        return asked.entrySet().stream()
                .filter(entry -> entry.getValue().join() == reply)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Reply ask(HostPort address) {
        var remote = new InetSocketAddress(address.host(), address.port());
        int millis = (int) timeout.toMillis();
        try (var socket = new Socket()) {
            socket.connect(remote, millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            return greet(socket, remote);
        } catch (IOException e) {
            return Reply.NONE;
        }
    }

    private Reply greet(Socket socket, InetSocketAddress remote) throws IOException {
        try {
            greet(socket);
            return Reply.SPEAKS;
        } catch (SocketTimeoutException e) {
            return Reply.IS_SILENT;
        } catch (RefusedException e) {
            visitors.tell(remote, e);
            return Reply.NONE;
        }
    }

    /** @throws RefusedException if the other side does not belong to the cluster */
    private void greet(Socket socket) throws IOException {
        Handshake handshake = identity.handshake(true);
        socket.getOutputStream().write(PROTOCOL);
        socket.getOutputStream().write(handshake.hello());
        var in = new DataInputStream(socket.getInputStream());
        if (!Arrays.equals(in.readNBytes(PROTOCOL.length), PROTOCOL)) {
            throw new EOFException("no node is there");
        }
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
