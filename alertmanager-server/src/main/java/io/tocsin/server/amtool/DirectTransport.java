package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.notifiers.http.TransportFailure;
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
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Goes straight to the server on the client that comes with Java, which is ready in the least time. */
final class DirectTransport implements Transport {
    private static final int ANSWER_MAX_BYTES = 256 << 20;
    private static final int REDIRECTS_MAX = 10;
    private static final String DEFAULT_HINT =
            "name the server with --alertmanager.url, or once and for all in the file of defaults (amtool --help).";

    private final ServerUrl server;

    /** @param server gets the credentials of its URL, as long as no redirect leads away from it */
    DirectTransport(ServerUrl server) {
        this.server = requireNonNull(server, "server");
        // The connection would otherwise send a request again that the server may have acted upon.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    @Override
    public Answer send(Request first, Duration limit) throws CommandFailure {
        long deadline = System.nanoTime() + limit.toNanos();
        Request request = first;
        for (int redirects = 0; ; redirects++) {
            Answer answer = exchange(request, deadline);
            boolean isRedirect =
                    answer.status() / 100 == 3 && !answer.location().isEmpty();
            if (!isRedirect) {
                return answer;
            }
            if (redirects == REDIRECTS_MAX) {
                throw failed(first, "stopped after " + REDIRECTS_MAX + " redirects", null);
            }
            request = next(request, answer);
        }
    }

    private static Request next(Request request, Answer answer) throws CommandFailure {
        boolean isKept = answer.status() == 307 || answer.status() == 308;
        try {
            String target = new URL(new URL(request.url()), answer.location()).toString();
            if (target.startsWith("http://") || target.startsWith("https://")) {
                return isKept
                        ? new Request(request.method(), target, request.body())
                        : new Request("GET", target, null);
            }
        } catch (IOException ignored) {
            // Told below, as for other schemes.
        }
        throw failed(request, "redirected to \"" + answer.location() + "\", which is no HTTP address", null);
    }

    private Answer exchange(Request request, long deadline) throws CommandFailure {
        HttpURLConnection connection = null;
        try {
            connection = open(request, deadline);
            byte[] body = request.body();
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
            return new Answer(status, location == null ? "" : location, read(connection, status, deadline));
        } catch (SocketTimeoutException e) {
            throw failed(request, "context deadline exceeded", e);
        } catch (ConnectException e) {
            String why = ": dial tcp " + address(request.url()) + ": connect: " + reason(e);
            throw new CommandFailure(request.describe() + why, server.isDefault() ? DEFAULT_HINT : "", e);
        } catch (UnknownHostException e) {
            throw failed(request, "dial tcp: lookup " + host(request.url()) + ": no such host", e);
        } catch (SSLException e) {
            String why = TransportFailure.describe(e);
            throw new CommandFailure(request.describe() + ": " + why, TlsHint.of(why), e);
        } catch (IOException e) {
            throw failed(request, String.valueOf(e.getMessage()), e);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private HttpURLConnection open(Request request, long deadline) throws IOException {
        // Without a proxy: finding one loads more classes than the rest of the request.
        URL url = new URL(request.url());
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        int millis = millisLeft(deadline);
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(request.method());
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("User-Agent", "amtool");
        if (server.isAt(url)) {
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

    private static CommandFailure failed(Request request, String why, @Nullable Throwable cause) {
        return new CommandFailure(request.describe() + ": " + why, cause);
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

    /** Nothing to give up: every connection ends with its request. */
    @Override
    public void close() {}
}
