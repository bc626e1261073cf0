package io.tocsin.notifiers.http;

import io.tocsin.core.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way through proxies that Vert.x cannot ask itself: those reached by TLS, and those that want headers of their own
 * with {@code CONNECT}. It is an HTTP proxy on a loopback port that passes every tunnel on to the real proxy and adds
 * what is missing.
 *
 * <p>The port is opened with the first connection and closed with the client. It serves only who knows the password,
 * 256 random bits that never leave the process, and what goes through is encrypted from the client to the target: no
 * other user of the machine can use it or read along.
 *
 * <p>Owned by the event loop that makes it; each tunnel by the loop of its connection.
 */
final class ConnectTunnel {
    /** The status that tells the client's end why the proxy could not be reached; the reason phrase says it. */
    static final int UNREACHABLE_STATUS = 599;

    private static final String USER = "tocsin";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int HEAD_MAX_BYTES = 64 * 1024;
    private static final long HEAD_MILLIS = 30_000;
    private static final int TUNNELS_MAX = 512;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

    private final Vertx vertx;
    private final Proxy proxy;
    private final AddressGuard guard;
    private final Map<String, List<Secret>> headers;
    private final String serverName;
    private final NetClient toProxy;
    private final AtomicInteger tunnels = new AtomicInteger();
    private final String password = randomPassword();
    private final String expectedAuthorization = TargetUrl.basicAuthorization(USER + ":" + password);
    private @Nullable Future<NetServer> server;

    /**
     * @param tls how to speak to an https proxy; not used for an http proxy
     * @param serverName expected in the certificate of an https proxy
     */
    ConnectTunnel(
            Vertx vertx,
            Proxy proxy,
            AddressGuard guard,
            Map<String, List<Secret>> headers,
            NetClientOptions tls,
            String serverName) {
        this.vertx = vertx;
        this.proxy = proxy;
        this.guard = guard;
        this.headers = headers;
        this.serverName = serverName;
        this.toProxy = vertx.createNetClient(tls);
    }

    /** What the HTTP client has to be told to go through this tunnel. */
    Future<ProxyOptions> open() {
        if (server == null || server.failed()) {
            server = vertx.createNetServer(
                            new NetServerOptions().setHost(LOOPBACK).setPort(0))
                    .connectHandler(this::accept)
                    .listen();
        }
        return server.map(listening -> new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(LOOPBACK)
                .setPort(listening.actualPort())
                .setUsername(USER)
                .setPassword(password));
    }

    void close() {
        if (server != null) {
            server.onSuccess(NetServer::close);
        }
        toProxy.close();
    }

    private void accept(NetSocket client) {
        if (tunnels.incrementAndGet() > TUNNELS_MAX) {
            client.close();
        }
        Future<Void> closed = closed(client);
        closed.onComplete(ignored -> tunnels.decrementAndGet());
        readHead(client, closed)
                .compose(head -> connect(client, closed, head))
                .onFailure(failure -> refuse(client, UNREACHABLE_STATUS, TransportFailure.describe(failure)));
    }

    private Future<Void> connect(NetSocket client, Future<Void> closed, Head head) {
        String[] request = head.lines()[0].split(" ");
        if (request.length != 3 || !request[0].equals("CONNECT") || !isAuthorized(head)) {
            refuse(client, 407, "Proxy Authentication Required");
            return Future.succeededFuture();
        }
        return guard.address(proxy.host(), proxy.port())
                .compose(server -> toProxy.connect(options(server)))
                .compose(upstream -> {
                    closed.onComplete(ignored -> upstream.close());
                    upstream.write(connectRequest(request[1]));
                    return readHead(upstream, closed(upstream)).onSuccess(answer -> join(client, upstream, answer));
                })
                .mapEmpty();
    }

    private ConnectOptions options(SocketAddress server) {
        boolean isTls = proxy.kind() == Proxy.Kind.HTTPS;
        return new ConnectOptions()
                .setRemoteAddress(server)
                .setHost(isTls ? serverName : proxy.host())
                .setPort(proxy.port())
                .setSsl(isTls);
    }

    private static Future<Void> closed(NetSocket socket) {
        Promise<Void> closed = Promise.promise();
        socket.closeHandler(ignored -> closed.tryComplete());
        return closed.future();
    }

    private boolean isAuthorized(Head head) {
        byte[] given = head.header("proxy-authorization").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, expectedAuthorization.getBytes(StandardCharsets.UTF_8));
    }

    private String connectRequest(String target) {
        var request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        String authorization = proxy.authorization();
        if (authorization != null) {
            request.append("Proxy-Authorization: ").append(authorization).append("\r\n");
        }
        headers.forEach((name, values) -> values.forEach(value ->
                request.append(name).append(": ").append(oneLine(value)).append("\r\n")));
        return request.append("\r\n").toString();
    }

    /** A header cannot smuggle in others. */
    private static String oneLine(Secret value) {
        return value.reveal().replaceAll("[\\r\\n]+", " ").strip();
    }

    private void join(NetSocket client, NetSocket upstream, Head answer) {
        Matcher status = STATUS_LINE.matcher(answer.lines()[0]);
        int code = status.matches() ? Integer.parseInt(status.group(1)) : 502;
        if (code != 200) {
            upstream.close();
            // The proxy's own phrase stays behind: it may repeat what must not be shown.
            refuse(client, code, "Refused");
            return;
        }
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        client.write(answer.rest());
        client.pipeTo(upstream);
        upstream.pipeTo(client);
    }

    private static void refuse(NetSocket client, int status, String phrase) {
        client.end(Buffer.buffer("HTTP/1.1 " + status + " " + phrase + "\r\nContent-Length: 0\r\n\r\n"));
    }

    /**
     * The lines before the first empty one.
     *
     * @param rest what came after them
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Head(String[] lines, Buffer rest) {
        String header(String name) {
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                if (colon > 0 && lines[i].substring(0, colon).equalsIgnoreCase(name)) {
                    return lines[i].substring(colon + 1).strip();
                }
            }
            return "";
        }
    }

    /** Reads one head and pauses the socket. */
    private Future<Head> readHead(NetSocket socket, Future<Void> closed) {
        Promise<Head> head = Promise.promise();
        Buffer received = Buffer.buffer();
        long timer = vertx.setTimer(HEAD_MILLIS, ignored -> {
            if (head.tryFail(new TimeoutException())) {
                socket.close();
            }
        });
        socket.handler(piece -> {
            received.appendBuffer(piece);
            int end = indexOfHeadEnd(received);
            if (end >= 0) {
                socket.pause();
                String[] lines = received.getString(0, end, "ISO-8859-1").split("\r\n");
                head.tryComplete(new Head(lines, received.getBuffer(end + HEAD_END.length, received.length())));
            } else if (received.length() > HEAD_MAX_BYTES && head.tryFail(new IOException("head too long"))) {
                socket.close();
            }
        });
        closed.onComplete(ignored -> head.tryFail(new ClosedChannelException()));
        return head.future().onComplete(ignored -> vertx.cancelTimer(timer));
    }

    private static int indexOfHeadEnd(Buffer buffer) {
        for (int i = 0; i + HEAD_END.length <= buffer.length(); i++) {
            if (buffer.getByte(i) == HEAD_END[0]
                    && buffer.getByte(i + 1) == HEAD_END[1]
                    && buffer.getByte(i + 2) == HEAD_END[2]
                    && buffer.getByte(i + 3) == HEAD_END[3]) {
                return i;
            }
        }
        return -1;
    }

    private static String randomPassword() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
