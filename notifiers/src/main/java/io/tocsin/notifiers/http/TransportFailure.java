package io.tocsin.notifiers.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Words for what went wrong below HTTP. Messages of Java, Netty and Vert.x are never passed on: they hold hosts and
 * addresses, which belong to secret URLs. The words are the original's where it has some, so that what people look for
 * in logs is found.
 */
public final class TransportFailure {
    /** A connection that the server has closed without an answer, as it may if it wants a client's certificate. */
    public static final String CLOSED = "EOF";

    /** Something answers that speaks no TLS. */
    public static final String NO_TLS = "tls: first record does not look like a TLS handshake";

    private static final String HTTP_IN_HEX = "48545450";
    private static final int CAUSES_MAX = 12;
    private static final Pattern PROXY_STATUS = Pattern.compile("status: ([0-9]{3}) ?([^\\r\\n]*)");

    /** No digits, dots or signs: nothing that an address or a token would be made of. */
    private static final Pattern PLAIN_WORDS = Pattern.compile("[A-Za-z :/,'-]{1,120}");

    private TransportFailure() {}

    /** The first words that the failure or one of its causes is known for; never an address. */
    public static String describe(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            Optional<String> words = describeAlone(cause);
            if (words.isPresent()) {
                return words.get();
            }
            cause = cause.getCause();
        }
        return find(failure, SSLException.class) != null
                ? "tls: handshake failed"
                : "transport failed (" + failure.getClass().getSimpleName() + ")";
    }

    private static Optional<String> describeAlone(Throwable cause) {
        if (cause instanceof ProxyConnectException) {
            return describeProxy(cause);
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("lookup: no such host");
        }
        if (cause instanceof NoRouteToHostException) {
            return Optional.of("connect: no route to host");
        }
        if (cause instanceof ConnectTimeoutException
                || cause instanceof TimeoutException
                || cause instanceof SocketTimeoutException) {
            return Optional.of("connect: i/o timeout");
        }
        if (cause instanceof ConnectException) {
            return Optional.of("connect: connection refused");
        }
        if (cause instanceof HttpClosedException || cause instanceof ClosedChannelException || isClosed(cause)) {
            return Optional.of(CLOSED);
        }
        return describeTls(cause).or(() -> describeReset(cause));
    }

    /** What Vert.x says of a connection that ended after it was made, but before it was used. */
    private static boolean isClosed(Throwable cause) {
        return cause instanceof VertxException && "Connection was closed".equals(cause.getMessage());
    }

    /** Netty's message ends in {@code status: 407 Proxy Authentication Required}. */
    private static Optional<String> describeProxy(Throwable cause) {
        Matcher status = PROXY_STATUS.matcher(String.valueOf(cause.getMessage()));
        if (!status.find()) {
            return cause.getCause() == null ? Optional.of("proxyconnect: refused") : Optional.empty();
        }
        boolean isOurs = status.group(1).equals(Integer.toString(ConnectTunnel.UNREACHABLE_STATUS));
        Matcher words = PLAIN_WORDS.matcher(status.group(2));
        return Optional.of("proxyconnect: "
                + (isOurs && words.matches() ? words.group() : "unexpected status code " + status.group(1)));
    }

    private static Optional<String> describeTls(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            boolean isHttp = String.valueOf(cause.getMessage()).contains("record: " + HTTP_IN_HEX);
            return Optional.of(isHttp ? "http: server gave HTTP response to HTTPS client" : NO_TLS);
        }
        if (cause instanceof SSLException && "Unsupported or unrecognized SSL message".equals(cause.getMessage())) {
            // What Java's own client says, whose message does not tell what it got.
            return Optional.of(NO_TLS);
        }
        if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return Optional.of("tls: failed to verify certificate: it has expired or is not yet valid");
        }
        if (cause instanceof CertPathBuilderException) {
            return Optional.of("tls: failed to verify certificate: it is signed by an unknown authority");
        }
        if (cause instanceof CertPathValidatorException && cause.getCause() == null) {
            return Optional.of("tls: failed to verify certificate: its chain is not valid");
        }
        if (cause instanceof CertificateException && cause.getCause() == null) {
            return Optional.of("tls: failed to verify certificate: it is not valid for the server's name");
        }
        return cause instanceof SSLException ? describeAlert(cause.getMessage()) : Optional.empty();
    }

    /** Java says {@code Received fatal alert: bad_certificate} and {@code (certificate_required) Received fatal alert}. */
    private static Optional<String> describeAlert(@Nullable String message) {
        String prefix = "Received fatal alert: ";
        int at = message == null ? -1 : message.indexOf(prefix);
        if (message == null || at < 0) {
            return Optional.empty();
        }
        String alert = message.substring(at + prefix.length()).toLowerCase(Locale.ROOT);
        return Optional.of("remote error: tls: " + alert.replace('_', ' '));
    }

    private static Optional<String> describeReset(Throwable cause) {
        boolean isReset = cause instanceof IOException
                && cause.getMessage() != null
                && (cause.getMessage().contains("Connection reset")
                        || cause.getMessage().contains("Broken pipe"));
        return isReset ? Optional.of("connection reset by peer") : Optional.empty();
    }

    private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (type.isInstance(cause)) {
                return cause;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
