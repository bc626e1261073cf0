package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the API of one server, one request at a time. Goes straight to it, whatever proxies the environment names.
 *
 * @see "Upstream: api/v2/client; texts of errors observed with amtool 0.33.1"
 */
final class ApiClient {
    private static final int ANSWER_MAX_BYTES = 256 << 20;
    private static final int SHOWN_MAX = 300;
    private static final int REDIRECTS_MAX = 10;

    private final ServerUrl server;
    private final long timeoutNanos;
    private final Trace trace;

    /** Told of each request when it is over. */
    @FunctionalInterface
    interface Trace {
        void answered(String method, String url, int status, Duration took);
    }

    /** @param timeout for one request from its start to the end of the answer; {@code > 0} */
    ApiClient(ServerUrl server, Duration timeout, Trace trace) {
        this.server = requireNonNull(server, "server");
        this.timeoutNanos = timeout.toNanos();
        this.trace = requireNonNull(trace, "trace");
        // The connection would otherwise send a request again that the server may have acted upon.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    private record Answer(int status, String location, byte[] body) {}

    /** One operation of the API, under the name that the original's messages give it. */
    private record Operation(String method, String path, String name, boolean hasTextErrors) {}

    /**
     * Asks for JSON.
     *
     * @param path below the API's root, such as {@code /alerts}
     * @param name of the operation in messages, such as {@code getAlerts}
     * @throws CommandFailure if the server cannot be reached, or does not answer 200 with JSON
     */
    JsonValue get(String path, String name, List<Map.Entry<String, String>> parameters) throws CommandFailure {
        String url = server.api(path, parameters);
        Answer answer = send("GET", url, null);
        check(new Operation("GET", path, name, !path.equals("/status")), answer);
        try {
            return JsonValue.parse(answer.body());
        } catch (IOException e) {
            String shown = shown(answer.body());
            throw new CommandFailure(
                    "Get \"" + url + "\": the answer is not JSON"
                            + (shown.isEmpty() ? " but empty" : ", it begins with: " + shown)
                            + "; is --alertmanager.url right?",
                    e);
        }
    }

    /** Sends JSON; throws as {@link #get} does, but does not look at the body of a good answer. */
    void post(String path, String name, String json) throws CommandFailure {
        Answer answer = send("POST", server.api(path, List.of()), json.getBytes(StandardCharsets.UTF_8));
        check(new Operation("POST", path, name, true), answer);
    }

    private static void check(Operation operation, Answer answer) throws CommandFailure {
        if (answer.status() == 200) {
            return;
        }
        String what = "[" + operation.method() + " " + operation.path() + "]";
        boolean isDeclared = answer.status() == 400 || answer.status() == 500;
        if (isDeclared && operation.hasTextErrors()) {
            String suffix = answer.status() == 400 ? "BadRequest" : "InternalServerError";
            throw new CommandFailure(
                    what + "[" + answer.status() + "] " + operation.name() + suffix + " " + asJson(answer.body()));
        }
        String shown = shown(answer.body());
        throw new CommandFailure(what + " " + operation.name() + " (status " + answer.status() + "): {}"
                + (shown.isEmpty() ? "" : "\nThe server answered: " + shown));
    }

    private static String asJson(byte[] body) {
        try {
            return JsonValue.parse(body).print();
        } catch (IOException ignored) {
            // Answers of proxies are not JSON; their text is worth as much.
            return GoJson.quote(shown(body));
        }
    }

    /** The beginning of a body, on one line and without control characters. */
    private static String shown(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, SHOWN_MAX), StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return body.length > SHOWN_MAX ? text + "..." : text;
    }

    private Answer send(String method, String first, byte @Nullable [] body) throws CommandFailure {
        long deadline = System.nanoTime() + timeoutNanos;
        String url = first;
        String verb = method;
        for (int redirects = 0; ; redirects++) {
            Answer answer = exchange(verb, url, verb.equals("POST") ? body : null, deadline);
            boolean isRedirect =
                    answer.status() / 100 == 3 && !answer.location().isEmpty();
            if (!isRedirect) {
                return answer;
            }
            if (redirects == REDIRECTS_MAX) {
                throw failed(method, first, "stopped after " + REDIRECTS_MAX + " redirects", null);
            }
            url = next(url, answer.location());
            verb = answer.status() == 307 || answer.status() == 308 ? verb : "GET";
        }
    }

    private static String next(String url, String location) throws CommandFailure {
        try {
            String target = new URL(new URL(url), location).toString();
            if (target.startsWith("http://") || target.startsWith("https://")) {
                return target;
            }
        } catch (IOException ignored) {
            // Told below, as for other schemes.
        }
        throw failed("GET", url, "redirected to \"" + location + "\", which is no HTTP address", null);
    }

    private Answer exchange(String method, String url, byte @Nullable [] body, long deadline) throws CommandFailure {
        long begin = System.nanoTime();
        HttpURLConnection connection = null;
        try {
            connection = open(url, method, deadline);
            if (body != null) {
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(body.length);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = connection.getResponseCode();
            String location = connection.getHeaderField("Location");
            Answer answer = new Answer(status, location == null ? "" : location, read(connection, status, deadline));
            trace.answered(method, url, status, Duration.ofNanos(System.nanoTime() - begin));
            return answer;
        } catch (SocketTimeoutException e) {
            throw failed(method, url, "context deadline exceeded", e);
        } catch (ConnectException e) {
            throw failed(method, url, "dial tcp " + address(url) + ": connect: " + reason(e) + advice(), e);
        } catch (UnknownHostException e) {
            throw failed(method, url, "dial tcp: lookup " + host(url) + ": no such host", e);
        } catch (IOException e) {
            throw failed(method, url, String.valueOf(e.getMessage()), e);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private HttpURLConnection open(String url, String method, long deadline) throws IOException {
        // Without a proxy: finding one loads more classes than the rest of the request.
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection(Proxy.NO_PROXY);
        int millis = millisLeft(deadline);
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("User-Agent", "amtool");
        if (url.startsWith(server.base())) {
            server.authorization().ifPresent(value -> connection.setRequestProperty("Authorization", value));
        }
        return connection;
    }

    private static byte[] read(HttpURLConnection connection, int status, long deadline) throws IOException {
        InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] part = new byte[16 << 10];
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                body.write(part, 0, count);
                if (body.size() > ANSWER_MAX_BYTES) {
                    throw new IOException("the answer is larger than " + ANSWER_MAX_BYTES + " bytes");
                }
                millisLeft(deadline);
            }
            return body.toByteArray();
        }
    }

    private static int millisLeft(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("deadline");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private static CommandFailure failed(String method, String url, String why, @Nullable Throwable cause) {
        String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
        String message = verb + " \"" + url + "\": " + why;
        return cause == null ? new CommandFailure(message) : new CommandFailure(message, cause);
    }

    private String advice() {
        return server.isDefault() ? "; name the server with --alertmanager.url" : "";
    }

    private static String reason(ConnectException e) {
        String message = String.valueOf(e.getMessage());
        int detail = message.indexOf(" (");
        return (detail < 0 ? message : message.substring(0, detail)).toLowerCase(Locale.ROOT);
    }

    private static String address(String url) {
        try {
            URL parsed = new URL(url);
            int port = parsed.getPort() < 0 ? parsed.getDefaultPort() : parsed.getPort();
            String host = InetAddress.getByName(parsed.getHost()).getHostAddress();
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        } catch (IOException ignored) {
            return host(url);
        }
    }

    private static String host(String url) {
        return url.replaceFirst("^[a-z]+://", "").replaceFirst("[/?:].*$", "");
    }
}
