package io.tocsin.benchmarks.e2e;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A keep-alive connection that sends prepared requests one after the other. Used by one thread. */
final class Connection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(16 * 1024);

    Connection(InetSocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /**
     * Sends one request and waits for its answer.
     *
     * @throws IOException if the connection ends or the answer is not 200
     */
    void exchange(ByteBuffer request) throws IOException {
        send(request);
        awaitAnswer();
    }

    void send(ByteBuffer request) throws IOException {
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /**
     * Waits for the answer to what was sent.
     *
     * @throws IOException if the connection ends or the answer is not 200
     */
    void awaitAnswer() throws IOException {
        answer.clear();
        int headEnd = -1;
        while (headEnd < 0) {
            receive();
            headEnd = headEnd();
        }
        int total = headEnd + bodyLength(headEnd);
        while (answer.position() < total) {
            receive();
        }
        for (int i = 0; i < OK.length; i++) {
            if (answer.get(i) != OK[i]) {
                throw new IOException("answer: " + text(total) + " (expected: 200)");
            }
        }
    }

    private void receive() throws IOException {
        if (!answer.hasRemaining()) {
            throw new IOException("answer: longer than " + answer.capacity() + " bytes");
        }
        if (channel.read(answer) < 0) {
            throw new EOFException("the server closed the connection after " + answer.position() + " bytes");
        }
    }

    /** The index behind the empty line, or -1 while that has not come. */
    private int headEnd() {
        for (int i = 3; i < answer.position(); i++) {
            if (answer.get(i) == '\n'
                    && answer.get(i - 1) == '\r'
                    && answer.get(i - 2) == '\n'
                    && answer.get(i - 3) == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private int bodyLength(int headEnd) throws IOException {
        Matcher length = LENGTH.matcher(text(headEnd).toLowerCase(Locale.ROOT));
        if (!length.find()) {
            throw new IOException("answer: " + text(headEnd) + " (expected: a Content-Length)");
        }
        return Integer.parseInt(length.group(1));
    }

    private String text(int end) {
        byte[] bytes = new byte[end];
        answer.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
