package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.netty.handler.ssl.SslContext;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.yaml.Problem;
import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.http.Gate;
import io.tocsin.server.http.HeaderName;
import io.tocsin.server.http.LiveTls;
import io.tocsin.server.http.RequestSource;
import io.tocsin.server.metrics.AccessMetrics;
import io.tocsin.server.metrics.AccessMetrics.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in as the web configuration says: counts them against the rate limit, sets headers, asks for passwords, and
 * tells who is there. A file that has become bad leaves the one before in force.
 *
 * <p>Deviation D-110: the original reads the file again for each request and connection, and answers none of them while the
 * file is bad.
 *
 * <p>{@link #ask} is thread-safe; {@link #loadAgainIfChanged} is called by one thread at a time.
 *
 * @see "Upstream: exporter-toolkit web/handler.go ServeHTTP"
 */
public final class Entrance implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    static final String COMPONENT = "web";

    private final WebConfigFile file;
    private final Callers callers;
    private final PasswordQueue passwordQueue;
    /** Outlive the users: whoever has come in is not asked again only because a file has changed. */
    private final Verdicts verdicts = new Verdicts();

    private final AccessMetrics metrics;
    private final InstantSource clock;
    private final LongSupplier monotonicNanos;
    private final @Nullable LiveTls tls;
    /** Sessions of these contexts had their clients' certificates verified. */
    private final Map<SSLSessionContext, Boolean> verifying = Collections.synchronizedMap(new WeakHashMap<>());

    // Volatile: replaced by the thread that watches the file, read by event loops.
    private volatile Rules rules;

    /** @param passwords empty if everybody is let in */
    private record Rules(WebConfig config, Optional<TokenBucket> bucket, Optional<Passwords> passwords) {}

    /**
     * What an entrance is made with.
     *
     * @param passwords computes passwords, one at a time; takes all that it is given
     * @param clock tells when a file was loaded
     * @param monotonicNanos of a clock that only measures differences
     */
    public record Parts(
            Callers callers,
            Executor passwords,
            AccessMetrics metrics,
            InstantSource clock,
            LongSupplier monotonicNanos) {
        public Parts {
            requireNonNull(callers, "callers");
            requireNonNull(passwords, "passwords");
            requireNonNull(metrics, "metrics");
            requireNonNull(clock, "clock");
            requireNonNull(monotonicNanos, "monotonicNanos");
        }
    }

    /**
     * Loads the file for the first time.
     *
     * @throws ConfigurationException if it is not good; its problems have been logged
     */
    public Entrance(String path, FileSource files, Parts parts) throws ConfigurationException {
        this.file = new WebConfigFile(path, files);
        this.callers = parts.callers();
        this.passwordQueue = new PasswordQueue(parts.passwords());
        this.metrics = parts.metrics();
        this.clock = parts.clock();
        this.monotonicNanos = parts.monotonicNanos();
        WebConfigFile.Loaded loaded = loadLogged();
        this.tls = loaded.context()
                .map(context -> new LiveTls(context, loaded.config().offersHttp2()))
                .orElse(null);
        this.rules = rules(loaded);
    }

    /** How connections are encrypted; empty if they are not. */
    public Optional<LiveTls> tls() {
        return Optional.ofNullable(tls);
    }

    // --- the file ---

    private WebConfigFile.Loaded loadLogged() throws ConfigurationException {
        try {
            WebConfigFile.Loaded loaded = file.load();
            loaded.warnings().forEach(warning -> problem(warning));
            return loaded;
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> problem(problem));
            throw e;
        }
    }

    private static void problem(Problem problem) {
        (problem.isError() ? LOG.atError() : LOG.atWarn())
                .addKeyValue("component", COMPONENT)
                .addKeyValue("problem", problem.toString())
                .log("Web configuration problem");
    }

    /** Brings a good file into force. */
    private Rules rules(WebConfigFile.Loaded loaded) {
        WebConfig config = loaded.config();
        loaded.context()
                .filter(context -> config.tls().orElseThrow().clients().provesIdentity())
                .ifPresent(context -> verifying.put(context.sessionContext(), true));
        metrics.loaded(clock.instant());
        Optional<TokenBucket> bucket =
                config.rateLimit().map(limit -> new TokenBucket(limit, monotonicNanos.getAsLong()));
        config.rateLimit()
                .ifPresent(limit -> LOG.atInfo()
                        .addKeyValue("burst", limit.burst())
                        .addKeyValue("interval", limit.interval())
                        .log("Rate Limiter is enabled."));
        Optional<Passwords> passwords = config.users().isEmpty()
                ? Optional.empty()
                : Optional.of(new Passwords(config.users(), passwordQueue, verdicts));
        return new Rules(config, bucket, passwords);
    }

    /**
     * Makes what has changed files loaded again.
     *
     * @param executor runs checks, one at a time, on a thread that nothing else needs
     */
    public FileWatch watch(Executor executor) {
        return new FileWatch(
                new FileWatch.Watched(file.path(), this::loadAgainIfChanged), executor, metrics, clock, monotonicNanos);
    }

    /** Brings the file into force again if it, or one that it names, is another one now. Reads files. */
    void loadAgainIfChanged() {
        if (!file.hasChanged()) {
            return;
        }
        try {
            WebConfigFile.Loaded loaded = loadLogged();
            replaceTls(loaded);
            rules = rules(loaded);
            LOG.atInfo()
                    .addKeyValue("component", COMPONENT)
                    .addKeyValue("file", file.path())
                    .log("Completed loading of web configuration file");
        } catch (ConfigurationException e) {
            metrics.loadFailed();
            LOG.atError()
                    .addKeyValue("component", COMPONENT)
                    .addKeyValue("file", file.path())
                    .addKeyValue("err", e.getMessage())
                    .log("Loading web configuration file failed, the one before stays in force");
        }
    }

    private void replaceTls(WebConfigFile.Loaded loaded) throws ConfigurationException {
        Optional<SslContext> context = loaded.context();
        if (context.isPresent() != (tls != null)) {
            throw new ConfigurationException("TLS cannot be turned on or off without a restart", List.of());
        }
        if (tls != null) {
            if (tls.offersHttp2() != loaded.config().offersHttp2()) {
                throw new ConfigurationException("HTTP/2 cannot be turned on or off without a restart", List.of());
            }
            tls.use(context.orElseThrow());
        }
    }

    // --- requests ---

    @Override
    public Future<Verdict> ask(HttpServerRequest request) {
        Rules now = rules;
        if (now.bucket().isPresent() && !now.bucket().get().take(monotonicNanos.getAsLong())) {
            return refused(Refusal.RATE_LIMITED, 429, "Too Many Requests");
        }
        now.config().headers().forEach((name, value) -> request.response().putHeader(name, value));
        if (now.passwords().isEmpty()) {
            return admitted(request, Optional.empty());
        }
        Optional<BasicCredentials> credentials = BasicCredentials.parse(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (credentials.isEmpty()) {
            return unauthenticated(request);
        }
        String name = credentials.get().name();
        return now.passwords()
                .get()
                .check(
                        RequestSource.of(request.remoteAddress().hostAddress()),
                        name,
                        credentials.get().password())
                .compose(fits -> fits ? admitted(request, Optional.of(name)) : unauthenticated(request))
                .recover(this::overloaded);
    }

    private Future<Verdict> admitted(HttpServerRequest request, Optional<String> user) {
        return Future.succeededFuture(new Verdict.Admitted(
                callers.identify(request, user, certificate(request.sslSession())), callers.address(request)));
    }

    private Future<Verdict> unauthenticated(HttpServerRequest request) {
        request.response().putHeader(HeaderName.AUTHENTICATE, "Basic");
        return refused(Refusal.UNAUTHENTICATED, 401, "Unauthorized");
    }

    private Future<Verdict> overloaded(Throwable failure) {
        return failure instanceof RejectedExecutionException
                ? refused(Refusal.OVERLOADED, 503, "too many passwords wait to be checked, try again later")
                : Future.failedFuture(failure);
    }

    private Future<Verdict> refused(Refusal why, int status, String text) {
        metrics.refused(why);
        return Future.succeededFuture(new Verdict.Refused(status, text));
    }

    /** A connection keeps what was proved when it was made, whatever has been loaded since. */
    private Optional<DistinguishedName> certificate(@Nullable SSLSession session) {
        if (session == null || !verifying.containsKey(session.getSessionContext())) {
            return Optional.empty();
        }
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(DistinguishedName.of(certificate.getSubjectX500Principal()))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
