package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLayout;
import io.tocsin.core.template.format.TimeLocation;
import io.tocsin.server.flags.ListenAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code amtool webhook listen}: answers every request with 200 and prints its body.
 *
 * <p>Requests are read by a few threads, so that one slow sender holds up no other; what they print does not mix.
 */
final class WebhookListener implements AutoCloseable {
    /** Longest body that is read. */
    static final int BODY_MAX_BYTES = 16 << 20;

    /** What Slack's incoming webhooks answer; other senders look at the status alone. */
    private static final byte[] OK = {'o', 'k'};

    private static final int THREADS = 4;
    private static final String REQUEST_MAX_SECONDS = "60";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Printing printing;

    /**
     * How bodies are printed.
     *
     * @param isRaw whether as they came, one per line
     * @param dates prints the time of arrival, in UTC
     */
    record Printing(boolean isRaw, String dates, PrintStream out, PrintStream err, InstantSource clock) {
        Printing {
            requireNonNull(dates, "dates");
            requireNonNull(clock, "clock");
        }
    }

    private WebhookListener(HttpServer server, Printing printing) {
        this.server = server;
        this.printing = printing;
        this.threads = Executors.newFixedThreadPool(THREADS);
    }

    /**
     * Starts to listen, and says so.
     *
     * @param address an empty host stands for the loopback address: what arrives may be nobody else's business
     * @throws CommandFailure if nothing can listen there
     */
    static WebhookListener start(ListenAddress address, Printing printing) throws CommandFailure {
        System.setProperty("sun.net.httpserver.maxReqTime", REQUEST_MAX_SECONDS);
        String host = address.host().isEmpty() ? "127.0.0.1" : address.host();
        String shown = new ListenAddress(host, address.port()).display();
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), address.port()), 0);
            WebhookListener listener = new WebhookListener(server, printing);
            server.setExecutor(listener.threads);
            server.createContext("/", listener::answer);
            server.start();
            int port = listener.port();
            // Standard output of -o json holds bodies and nothing else.
            PrintStream greeting = printing.isRaw() ? printing.err() : printing.out();
            greeting.println("Listening on " + new ListenAddress(host, port).display() + "; waiting for notifications");
            greeting.flush();
            return listener;
        } catch (UnknownHostException e) {
            throw new CommandFailure("cannot listen on " + shown + ": no such host", e);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot listen on " + shown + ": " + e.getMessage()
                            + "; name another address or port, such as :5002",
                    e);
        }
    }

    /** The port, also where 0 asked for any. */
    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX_BYTES + 1);
            if (body.length > BODY_MAX_BYTES) {
                complain("a body of more than " + BODY_MAX_BYTES + " bytes was refused");
                exchange.sendResponseHeaders(413, -1);
            } else {
                print(body, exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(200, OK.length);
                exchange.getResponseBody().write(OK);
            }
        }
    }

    // Synchronized, as print is, so that two threads never write between one another's lines.
    private synchronized void complain(String what) {
        printing.err().println("amtool: " + what);
        printing.err().flush();
    }

    private synchronized void print(byte[] body, String path) {
        if (printing.isRaw()) {
            printing.out().println(NotificationText.oneLine(body));
            if (!isJson(body)) {
                complain("the last body is not JSON");
            }
        } else {
            printing.out().print(NotificationText.readable(body, now(), path));
        }
        printing.out().flush();
    }

    private static boolean isJson(byte[] body) {
        try {
            JsonValue.parse(body);
            return true;
        } catch (IOException ignored) {
            return false;
        }
    }

    private String now() {
        return TimeLayout.format(printing.dates(), GoTime.of(printing.clock().instant(), TimeLocation.UTC));
    }

    /** Stops listening; requests under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
