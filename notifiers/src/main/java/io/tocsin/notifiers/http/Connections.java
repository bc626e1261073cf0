package io.tocsin.notifiers.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.NetUtil;
import io.tocsin.core.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pooled connections made with the same settings and the same certificates, direct or through proxies. Pools and
 * tunnels are made when first needed.
 *
 * <p>Owned by the event loop of its client.
 */
final class Connections {
    /**
     * Connections to one server: no request waits for another one here. That is decided before, by {@link RequestSlots};
     * what these ensure even when all slots are taken finds a connection as long as it is for at most 512 integrations of
     * one server. More would make the tables larger that each pool has for each server.
     */
    private static final int CONNECTIONS_MAX = 2 * RequestSlots.UNDER_WAY_MAX;

    private static final int IDLE_SECONDS = 5 * 60;
    private static final int CLEANER_MILLIS = 30_000;
    private static final int CONNECT_MILLIS = 30_000;
    private static final int HANDSHAKE_SECONDS = 10;
    private static final int CLOSE_SECONDS = 60;

    private final Vertx vertx;
    private final HttpConfig config;
    private final TlsMaterial material;
    private final TlsMaterial.Options tls;
    private final ProxyRules proxies;
    private final AddressGuard guard;
    private final int headMaxBytes;
    private @Nullable HttpClient plain;
    private @Nullable HttpClient encrypted;
    private @Nullable ConnectTunnel tunnel;

    /** @param tls what {@code material} comes to */
    Connections(
            ClientEnvironment environment,
            HttpConfig config,
            ProxyRules proxies,
            TlsMaterial material,
            TlsMaterial.Options tls) {
        this.vertx = environment.vertx();
        this.headMaxBytes = environment.purpose().headMaxBytes();
        this.config = config;
        this.proxies = proxies;
        this.guard = environment.guard();
        this.material = material;
        this.tls = tls;
    }

    TlsMaterial material() {
        return material;
    }

    /**
     * A request to {@code url} on a new connection or a pooled one, with the headers that proxies want. It may come
     * after its call has given up waiting, and has to be reset then.
     */
    Future<HttpClientRequest> request(TargetUrl url, String method) {
        // No timeout here: Vert.x would keep a timer and all that belongs to it until then, also for requests done.
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.valueOf(method));
        Optional<Proxy> proxy = proxies.proxyFor(url);
        if (proxy.isEmpty()) {
            return guard.address(url.host(), url.port()).compose(server -> request(url, pooled(server), options));
        }
        Proxy through = proxy.get();
        return guard.checkBehindProxy(url.host())
                .compose(ok -> guard.address(through.host(), through.port()))
                .compose(server -> !url.tls() && through.kind() != Proxy.Kind.SOCKS5
                        ? forward(through, server, url, options)
                        : tunnel(through, server, url, options));
    }

    private Future<HttpClientRequest> tunnel(Proxy proxy, SocketAddress server, TargetUrl url, RequestOptions options) {
        SocketAddress target = SocketAddress.inetSocketAddress(url.port(), url.host());
        return proxyOptions(proxy, server).compose(through -> request(url, target, options.setProxyOptions(through)));
    }

    /** Asks {@code server}, who has to be the one that {@code url} means, also where the certificate has another name. */
    private Future<HttpClientRequest> request(TargetUrl url, SocketAddress server, RequestOptions options) {
        boolean hasOtherName = url.tls() && !config.tls().serverName().isEmpty();
        options.setURI(url.requestUri())
                .setSsl(url.tls())
                .setHost(hasOtherName ? IpAddress.inAuthority(config.tls().serverName()) : url.authorityHost())
                .setPort(url.port())
                .setServer(server);
        HttpClient pool = url.tls() ? encrypted() : plain();
        return pool.request(options).onSuccess(request -> setAuthority(request, url));
    }

    /** Closes idle connections at once, the others when their requests are done. */
    void close() {
        for (HttpClient pool : pools()) {
            pool.shutdown(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
        if (tunnel != null) {
            tunnel.close();
        }
    }

    private List<HttpClient> pools() {
        return Stream.of(plain, encrypted).filter(Objects::nonNull).toList();
    }

    /** Asks an HTTP proxy for the whole URL, as is done for targets without TLS. */
    private Future<HttpClientRequest> forward(
            Proxy proxy, SocketAddress server, TargetUrl url, RequestOptions options) {
        boolean isTls = proxy.kind() == Proxy.Kind.HTTPS;
        options.setURI(url.absolute())
                .setServer(pooled(server))
                .setHost(IpAddress.inAuthority(isTls ? serverName(proxy) : proxy.host()))
                .setPort(proxy.port())
                .setSsl(isTls)
                .setProtocolVersion(HttpVersion.HTTP_1_1);
        return (isTls ? encrypted() : plain()).request(options).onSuccess(request -> {
            setAuthority(request, url);
            if (proxy.authorization() != null) {
                request.putHeader("proxy-authorization", proxy.authorization());
            }
        });
    }

    /**
     * How Vert.x goes through a proxy.
     *
     * @param server where the proxy is
     */
    private Future<ProxyOptions> proxyOptions(Proxy through, SocketAddress server) {
        boolean isKnownToVertx = through.kind() == Proxy.Kind.SOCKS5
                || (through.kind() == Proxy.Kind.HTTP
                        && config.proxy().connectHeaders().isEmpty());
        if (!isKnownToVertx) {
            if (tunnel == null) {
                tunnel = new ConnectTunnel(
                        vertx, through, guard, config.proxy().connectHeaders(), proxyTlsOptions(), serverName(through));
            }
            return tunnel.open();
        }
        var options = new ProxyOptions()
                .setType(through.kind() == Proxy.Kind.SOCKS5 ? ProxyType.SOCKS5 : ProxyType.HTTP)
                .setHost(server.host())
                .setPort(server.port());
        if (through.user() != null) {
            options.setUsername(through.user()).setPassword(through.password());
        }
        return Future.succeededFuture(options);
    }

    private String serverName(Proxy proxy) {
        return config.tls().serverName().isEmpty() ? proxy.host() : config.tls().serverName();
    }

    /** Pools of Vert.x take an IPv6 address only in brackets, and none that ends in an IPv4 address. */
    private static SocketAddress pooled(SocketAddress server) {
        String host =
                IpAddress.parse(server.host()).map(NetUtil::bytesToIpAddress).orElse(server.host());
        return SocketAddress.inetSocketAddress(server.port(), IpAddress.inAuthority(host));
    }

    private static void setAuthority(HttpClientRequest request, TargetUrl url) {
        request.authority(HostAndPort.create(url.authorityHost(), url.hasPort() ? url.port() : -1));
    }

    private HttpClient plain() {
        if (plain == null) {
            plain = pooled(options());
        }
        return plain;
    }

    private HttpClient encrypted() {
        if (encrypted == null) {
            encrypted = pooled(tlsOptions());
        }
        return encrypted;
    }

    private HttpClient pooled(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool())
                .withConnectHandler(this::prepare)
                .build();
    }

    /** Vert.x has no setting for what Go's client forgives, so its codec is replaced before the first request. */
    private void prepare(HttpConnection connection) {
        // What fails reaches us through requests; without a handler Vert.x would log it as an error, too.
        connection.exceptionHandler(ignored -> {});
        if (connection instanceof HttpClientConnection known) {
            ChannelPipeline pipeline = known.channelHandlerContext().pipeline();
            if (pipeline.get(HttpClientCodec.class) != null) {
                pipeline.replace(HttpClientCodec.class, "codec", new AnswerCodec(headMaxBytes));
            }
        }
    }

    private static PoolOptions pool() {
        return new PoolOptions()
                .setHttp1MaxSize(CONNECTIONS_MAX)
                // Otherwise requests would wait for a stream of the first connection, or for it to be made.
                .setHttp2MaxSize(CONNECTIONS_MAX)
                .setCleanerPeriod(CLEANER_MILLIS);
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setHttp2KeepAliveTimeout(IDLE_SECONDS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setDecompressionSupported(false);
    }

    private HttpClientOptions tlsOptions() {
        boolean skipsVerification = config.tls().insecureSkipVerify();
        HttpClientOptions options = options()
                .setVerifyHost(!skipsVerification)
                .setForceSni(isName(config.tls().serverName()));
        if (config.enableHttp2()) {
            options.setUseAlpn(true)
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
        }
        secure(options);
        return options;
    }

    /** Servers are told names only: as in Go, an address is verified, but not sent. */
    private static boolean isName(String serverName) {
        return !serverName.isEmpty() && IpAddress.parse(serverName).isEmpty();
    }

    private NetClientOptions proxyTlsOptions() {
        var options = new NetClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setHostnameVerificationAlgorithm(config.tls().insecureSkipVerify() ? "" : "HTTPS");
        secure(options);
        return options;
    }

    private void secure(ClientOptionsBase options) {
        options.setSsl(true)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setEnabledSecureTransportProtocols(TlsSockets.protocols(config.tls()));
        options.setTrustAll(config.tls().insecureSkipVerify());
        tls.trust().ifPresent(options::setTrustOptions);
        tls.key().ifPresent(options::setKeyCertOptions);
    }
}
