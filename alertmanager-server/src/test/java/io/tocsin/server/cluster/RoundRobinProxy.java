package io.tocsin.server.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** One address in front of all members: each connection goes to the next of them, whoever that is. Thread-safe. */
final class RoundRobinProxy implements AutoCloseable {
    private final List<Member> members;
    private final AtomicInteger next = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket listener;

    RoundRobinProxy(List<Member> members) {
        this.members = List.copyOf(members);
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Member member = members.get(next.getAndIncrement() % members.size());
                threads.execute(() -> connect(client, member.address()));
            }
        } catch (IOException ignored) {
            // Closed: nobody is to come any more.
        }
    }

    private void connect(Socket client, InetSocketAddress address) {
        try (client;
                Socket server = new Socket(address.getAddress(), address.getPort())) {
            threads.execute(() -> carry(client, server));
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException ignored) {
            // One of the two is gone, and so is the other one then.
        }
    }

    private static void carry(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ignored) {
            // The other direction closes both.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
