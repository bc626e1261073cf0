package io.tocsin.server.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for listeners that have to be known before they listen. They are not of the range from which systems take ports for
 * whoever asks for any, and for clients: such a one would soon be somebody else's.
 */
public final class FreePorts {
    private static final int FROM = 20_000;

    /** Linux gives away ports from 32 768 on, others from 49 152 on. */
    private static final int TO = 32_000;

    private FreePorts() {}

    /** One that nobody uses at the moment. */
    public static int pick() {
        return pick(1).get(0);
    }

    /** So many that nobody uses at the moment, all different. */
    public static List<Integer> pick(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            for (int tried = 0; held.size() < count; tried++) {
                if (tried == TO - FROM) {
                    throw new IllegalStateException("no free ports from " + FROM + " to " + TO);
                }
                hold(port, held);
                port = port + 1 < TO ? port + 1 : FROM;
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::close);
        }
    }

    private static void hold(int port, List<ServerSocket> held) {
        try {
            held.add(new ServerSocket(port, 1));
        } catch (IOException taken) {
            // The next one may be free.
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
