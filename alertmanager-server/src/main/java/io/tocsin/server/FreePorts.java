package io.tocsin.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that the system has chosen for us, held until they are listened on: a start takes long enough for another
 * process, or a connection of one, to be given the same port. Not thread-safe.
 */
final class FreePorts implements AutoCloseable {
    private final List<Socket> held = new ArrayList<>();

    /** @throws IOException if there is none */
    int take() throws IOException {
        // Not a ServerSocket, which would listen: whoever connects is to be refused until we serve.
        Socket socket = new Socket();
        held.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket.getLocalPort();
    }

    /** Lets go of all of them. */
    @Override
    public void close() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        held.clear();
    }
}
