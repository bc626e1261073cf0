package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A receiver of webhooks that answers each with 200 at once and notes when it came: one thread for all connections, so that
 * it takes next to nothing of its core. Small requests only.
 */
final class Sink implements AutoCloseable {
    private static final int REQUEST_BYTES_MAX = 16 << 10;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final Thread thread = new Thread(this::serve, "sink");
    private final Consumer<String> taker;

    // Guarded by this: written by the sink's thread, read by the measuring one.
    private int count;
    private long firstNanos;
    private long lastNanos;

    Sink() throws IOException {
        this(InetAddress.getLoopbackAddress(), request -> {});
    }

    /**
     * Listens at {@code address}.
     *
     * @param taker is given each request as it comes, from the sink's thread
     */
    Sink(InetAddress address, Consumer<String> taker) throws IOException {
        this.taker = taker;
        listener.bind(new InetSocketAddress(address, 0), 4_096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://" + listener.socket().getInetAddress().getHostAddress() + ":"
                + listener.socket().getLocalPort() + "/";
    }

    /** Forgets what has come. */
    synchronized void reset() {
        count = 0;
    }

    /**
     * Waits until so many have come.
     *
     * @throws IOException if that takes longer than {@code timeout}
     */
    synchronized void await(int expected, Duration timeout) throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (count < expected) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IOException(
                        "sink: " + count + " notifications after " + timeout + " (expected: " + expected + ")");
            }
            wait(left);
        }
    }

    /** When the first came, as {@link System#nanoTime}. */
    synchronized long firstNanos() {
        return firstNanos;
    }

    /** When the last came, as {@link System#nanoTime}. */
    synchronized long lastNanos() {
        return lastNanos;
    }

    private synchronized void came() {
        lastNanos = System.nanoTime();
        if (count == 0) {
            firstNanos = lastNanos;
        }
        count++;
        notifyAll();
    }

    private void serve() {
        try {
            while (listener.isOpen()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException | ClosedSelectorException ignored) {
            // Closed: what still comes is not counted, and await says so.
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel accepted = listener.accept();
            accepted.configureBlocking(false);
            accepted.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(REQUEST_BYTES_MAX));
            return;
        }
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer received = (ByteBuffer) key.attachment();
        try {
            if (channel.read(received) < 0) {
                channel.close();
                return;
            }
            String request = StandardCharsets.ISO_8859_1
                    .decode(received.duplicate().flip())
                    .toString();
            if (isWhole(request)) {
                received.clear();
                taker.accept(request);
                came();
                // As small as it is, it fits into the socket's buffer.
                channel.write(ByteBuffer.wrap(ANSWER));
            }
        } catch (IOException ignored) {
            // The sender has gone, or was killed.
            channel.close();
        }
    }

    private static boolean isWhole(String text) {
        int end = text.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(text.toLowerCase(Locale.ROOT));
        return end >= 0 && length.find() && text.length() >= end + 4 + Integer.parseInt(length.group(1));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
