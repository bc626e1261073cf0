package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to each of several servers: a request goes to all of them, as a Prometheus sends to all Alertmanagers that it
 * knows. Used by one thread.
 */
final class FanOut implements AutoCloseable {
    private final List<Connection> connections = new ArrayList<>();

    FanOut(List<InetSocketAddress> addresses) throws IOException {
        try {
            for (InetSocketAddress address : addresses) {
                connections.add(new Connection(address));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Sends one request to every server, and waits until the last has answered.
     *
     * @throws IOException if a connection ends or an answer is not 200
     */
    void exchange(ByteBuffer request) throws IOException {
        for (Connection connection : connections) {
            connection.send(request.duplicate());
        }
        for (Connection connection : connections) {
            connection.awaitAnswer();
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
