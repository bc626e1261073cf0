package io.tocsin.notifiers.email;

import io.tocsin.notifiers.http.AddressGuard;
import io.tocsin.notifiers.http.CallFailedException;
import io.tocsin.notifiers.http.TransportFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a smarthost: looks up its addresses, leaves out those that are denied, and takes the first that answers.
 *
 * <p>Owned by the thread of one attempt; {@link #close} may come from any.
 */
final class SmtpDialer implements AutoCloseable {
    private final Smarthost smarthost;
    private final AddressGuard guard;
    private final long deadlineNanos;

    // Guarded by this: an attempt may be ended while it connects.
    private @Nullable Socket socket;
    private boolean isClosed;

    /** @param limit for all of it */
    SmtpDialer(Smarthost smarthost, AddressGuard guard, Duration limit) {
        this.smarthost = smarthost;
        this.guard = guard;
        this.deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    /**
     * Connects.
     *
     * @param name what the addresses are to be known by, which certificates are compared with
     * @param doing what the message of a failure begins with
     */
    Socket dial(String name, String doing) throws SmtpException {
        try {
            int port = smarthost.portNumber();
            return dial(lookUp(), port, name);
        } catch (Smarthost.UnknownPortException e) {
            throw SmtpException.retryable(doing + ": dial tcp: " + e.getMessage());
        } catch (DialException e) {
            String message = doing + ": dial tcp" + e.getMessage();
            throw e.isFinal ? SmtpException.forGood(message) : SmtpException.retryable(message);
        }
    }

    private List<InetAddress> lookUp() throws DialException {
        // As in Go, no host at all is this machine.
        String host = smarthost.host().isEmpty() ? "localhost" : smarthost.host();
        try {
            return guard.addresses(host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // A smarthost is no secret, unlike the URLs that these words are made for.
            String words = CallFailedException.describe(cause).replace("lookup:", "lookup " + host + ":");
            throw new DialException(": " + words, CallFailedException.isFinal(cause));
        } catch (TimeoutException e) {
            throw new DialException(": lookup " + host + ": i/o timeout", false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DialException(": interrupted", false);
        }
    }

    private Socket dial(List<InetAddress> addresses, int port, String name) throws DialException {
        @Nullable DialException first = null;
        for (int i = 0; i < addresses.size(); i++) {
            InetSocketAddress address = named(addresses.get(i), port, name);
            try {
                Socket opened = open();
                // What is left is divided, so that an address that does not answer leaves time for the next.
                long millis = TimeUnit.NANOSECONDS.toMillis(leftNanos()) / (addresses.size() - i);
                opened.connect(address, (int) Math.min(Integer.MAX_VALUE, Math.max(1, millis)));
                return opened;
            } catch (IOException e) {
                var failure = new DialException(
                        " " + new Smarthost(addresses.get(i).getHostAddress(), Integer.toString(port)) + ": "
                                + TransportFailure.describe(e),
                        false);
                first = first == null ? failure : first;
            }
        }
        throw first == null ? new DialException(": lookup: no such host", false) : first;
    }

    private static InetSocketAddress named(InetAddress address, int port, String name) throws DialException {
        try {
            // With a name of its own nobody looks for another one.
            return new InetSocketAddress(InetAddress.getByAddress(name, address.getAddress()), port);
        } catch (IOException e) {
            throw new DialException(": " + TransportFailure.describe(e), false);
        }
    }

    private synchronized Socket open() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = new SmtpSocket();
        if (isClosed) {
            socket.close();
        }
        return socket;
    }

    private long leftNanos() {
        return Math.max(1, deadlineNanos - System.nanoTime());
    }

    /** Ends the connection, or the attempt to make one, at once. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // It was of no use any more.
            }
        }
    }

    /** The message goes on behind {@code dial tcp}. */
    private static final class DialException extends Exception {
        private static final long serialVersionUID = 1L;

        final boolean isFinal;

        DialException(String message, boolean isFinal) {
            super(message);
            this.isFinal = isFinal;
        }
    }
}
