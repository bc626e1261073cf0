package io.tocsin.notifiers.http;

import io.tocsin.notifiers.http.TestCertificates.Identity;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A proxy for tests: HTTP (CONNECT and whole URLs), the same over TLS, or SOCKS 5. Every host name leads to the
 * loopback address, so that tests can tell a name resolved by the proxy from one resolved by the client.
 */
public final class TestProxy implements AutoCloseable {
    // Kept in a field: Vert.x closes the connections of clients that nobody refers to.
    private final NetClient toTargets;
    private final NetServer server;
    private final String scheme;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile @Nullable String refusal;
    private volatile int onlyPort;

    private TestProxy(Vertx vertx, NetServerOptions options, String scheme) {
        this.toTargets = vertx.createNetClient();
        this.scheme = scheme;
        this.server = vertx.createNetServer(options.setHost("127.0.0.1").setPort(0))
                .connectHandler(scheme.equals("socks5") ? this::acceptSocks : this::acceptHttp)
                .listen()
                .await();
    }

    public static TestProxy http(Vertx vertx) {
        return new TestProxy(vertx, new NetServerOptions(), "http");
    }

    public static TestProxy https(Vertx vertx, Identity identity) {
        NetServerOptions options = new NetServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(identity.certificate()))
                        .setKeyValue(Buffer.buffer(identity.key())));
        return new TestProxy(vertx, options, "https");
    }

    public static TestProxy socks5(Vertx vertx) {
        return new TestProxy(vertx, new NetServerOptions(), "socks5");
    }

    /** Answers every request with this status line. */
    public TestProxy refusing(String statusAndPhrase) {
        refusal = statusAndPhrase;
        return this;
    }

    /** Leads every tunnel to this port here, whatever it asks for. */
    public TestProxy leadingTo(int port) {
        onlyPort = port;
        return this;
    }

    public URI url() {
        return url("");
    }

    /** @param userInfo empty, or {@code user:password@} */
    public URI url(String userInfo) {
        return URI.create(scheme + "://" + userInfo + "127.0.0.1:" + server.actualPort());
    }

    /** The heads of the requests as they came; for SOCKS {@code user:password host:port}. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() {
        server.close().await();
    }

    private void acceptHttp(NetSocket client) {
        Buffer received = Buffer.buffer();
        client.handler(piece -> {
            received.appendBuffer(piece);
            String text = received.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                client.pause();
                heads.add(text.substring(0, end));
                serve(client, text, end);
            }
        });
    }

    private void serve(NetSocket client, String text, int end) {
        String[] request = text.substring(0, text.indexOf("\r\n")).split(" ");
        if (refusal != null) {
            client.end(Buffer.buffer("HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\n\r\n"));
        } else if (request[0].equals("CONNECT")) {
            join(
                    client,
                    onlyPort == 0 ? port(request[1]) : onlyPort,
                    Buffer.buffer("HTTP/1.1 200 Connection established\r\n\r\n"),
                    Buffer.buffer());
        } else {
            // One request per connection: enough for tests.
            URI target = URI.create(request[1]);
            String head = text.substring(0, end).replace(request[1], target.getRawPath());
            join(client, target.getPort(), Buffer.buffer(), Buffer.buffer(head + text.substring(end), "ISO-8859-1"));
        }
    }

    private void join(NetSocket client, int port, Buffer toClient, Buffer toTarget) {
        toTargets.connect(port, "127.0.0.1").onSuccess(target -> {
            client.write(toClient);
            target.write(toTarget);
            client.pipeTo(target);
            target.pipeTo(client);
        });
    }

    private static int port(String authority) {
        return Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
    }

    /** RFC 1928 and RFC 1929, for clients that send one message at a time. */
    private void acceptSocks(NetSocket client) {
        var seen = new ArrayList<String>();
        client.handler(message -> {
            if (message.getByte(0) == 1) {
                int userLength = message.getUnsignedByte(1);
                String user = message.getString(2, 2 + userLength);
                seen.add(user + ":" + message.getString(3 + userLength, message.length()));
                client.write(Buffer.buffer(new byte[] {1, 0}));
            } else if (message.length() > 4 && message.getByte(1) == 1 && message.getByte(2) == 0) {
                boolean isName = message.getByte(3) == 3;
                boolean isIpv6 = message.getByte(3) == 4;
                int hostEnd = isName ? 5 + message.getUnsignedByte(4) : isIpv6 ? 20 : 8;
                String host = isName ? message.getString(5, hostEnd) : isIpv6 ? "address::" : "address";
                int port = message.getUnsignedShort(hostEnd);
                heads.add((String.join("", seen) + " " + host + ":" + port).strip());
                client.pause();
                join(client, port, Buffer.buffer(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0}), Buffer.buffer());
            } else {
                boolean offersPassword =
                        message.toString(StandardCharsets.ISO_8859_1).indexOf('\2', 2) > 0;
                client.write(Buffer.buffer(new byte[] {5, (byte) (offersPassword ? 2 : 0)}));
            }
        });
    }
}
