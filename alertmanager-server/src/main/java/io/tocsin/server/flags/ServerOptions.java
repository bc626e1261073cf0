package io.tocsin.server.flags;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoDuration;
import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import io.tocsin.notifiers.http.AddressPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything the command line of the server decides. Immutable.
 *
 * <p>Values are what was typed, checked for their form only; {@link #check} applies the rules between them. The two
 * steps are apart because the original logs its start between them.
 *
 * @param configFile {@code --config.file}
 * @param featureList {@code --enable-feature} as typed; read it with {@link Feature#parseList}
 * @param memoryRatio {@code --auto-gomemlimit.ratio}; checked only with the feature of that name
 */
public record ServerOptions(
        Path configFile,
        String featureList,
        double memoryRatio,
        Web web,
        Cluster cluster,
        Data data,
        Alerts alerts,
        Dispatch dispatch,
        Silences silences,
        Notifications notifications,
        Evaluator evaluator,
        Log log) {

    /**
     * The HTTP side.
     *
     * @param listenAddresses as typed, at least one; read them with {@link ListenAddress#parse}
     * @param usesSystemdSocket whether to take over listeners from systemd instead
     * @param configFile TLS and password file, or empty
     * @param externalUrl public URL as typed, or empty
     * @param routePrefix prefix of all routes as typed, or empty for the external URL's path
     * @param corsOrigins origins whose pages may change something; empty for none
     * @param callers who is who, and may do what
     * @param limits bounds on requests
     */
    public record Web(
            List<String> listenAddresses,
            boolean usesSystemdSocket,
            String configFile,
            String externalUrl,
            String routePrefix,
            Optional<LabelPattern> corsOrigins,
            Callers callers,
            RequestLimits limits) {
        public Web {
            listenAddresses = List.copyOf(listenAddresses);
            requireNonNull(corsOrigins, "corsOrigins");
            requireNonNull(callers, "callers");
            requireNonNull(limits, "limits");
        }
    }

    /**
     * Who is who, and may do what; all as typed.
     *
     * @param identityHeader with which proxies name callers; empty for none
     * @param trustedProxies addresses and CIDR blocks, separated by commas, from which that header counts
     * @param permits rules, one each
     */
    public record Callers(String identityHeader, String trustedProxies, List<String> permits) {
        public Callers {
            requireNonNull(identityHeader, "identityHeader");
            requireNonNull(trustedProxies, "trustedProxies");
            permits = List.copyOf(permits);
        }
    }

    /**
     * Bounds on requests.
     *
     * @param getConcurrency GET requests worked on at a time; resolved, always {@code > 0}
     * @param timeout longest time for one request; zero means none, never negative
     * @param bodyMaxBytes largest request body accepted, {@code > 0}
     * @param eventStreamsMax streams of events open at a time, from 0 to {@link Integer#MAX_VALUE}
     */
    public record RequestLimits(int getConcurrency, Duration timeout, long bodyMaxBytes, long eventStreamsMax) {}

    /**
     * The cluster. Durations other than {@code settleTimeout} must be positive while it is enabled.
     *
     * @param listenAddress host:port to listen on; empty turns clustering off
     * @param advertiseAddress host:port told to the others, or empty
     * @param peerName fixed name of this member, or empty for a random one
     * @param peers first contacts, host:port each; may be empty
     * @param secretFile file with the secret of the members, or empty for none
     * @param isSecretRequested whether that was given, be it empty
     * @param tlsConfig file for mutual TLS, or empty
     * @param label members with another label are not talked to; may be empty
     * @param allowsPublicAddress whether a public address may be advertised when there is no private one
     * @param isRequested whether a peer or a listen address was given explicitly rather than by default
     */
    public record Cluster(
            String listenAddress,
            String advertiseAddress,
            String peerName,
            List<String> peers,
            String secretFile,
            boolean isSecretRequested,
            String tlsConfig,
            String label,
            boolean allowsPublicAddress,
            boolean isRequested,
            ClusterTimings timings) {
        public Cluster {
            peers = List.copyOf(peers);
        }

        /** Whether the original would run clustered; the default line does, although no peer is given. */
        public boolean isEnabled() {
            return !listenAddress.isEmpty();
        }

        /** Whether there is somebody to look for, or to be found by; else the server is a cluster of one and opens no port. */
        public boolean isStarted() {
            return isEnabled() && isRequested;
        }
    }

    /** The pace of the cluster, one component per flag of the same name. */
    public record ClusterTimings(
            Duration peerTimeout,
            Duration peersResolveTimeout,
            Duration gossipInterval,
            Duration pushPullInterval,
            Duration tcpTimeout,
            Duration probeTimeout,
            Duration probeInterval,
            Duration settleTimeout,
            Duration reconnectInterval,
            Duration reconnectTimeout) {}

    /**
     * What is kept on disk.
     *
     * @param path directory, created when missing; empty: nothing is kept, all is in memory
     * @param recovers whether a store that cannot be read is put aside, with what can be read of it kept
     * @param retention how long notification-log entries and expired silences live
     * @param maintenanceInterval pause between two clean-ups
     */
    public record Data(Optional<Path> path, boolean recovers, Duration retention, Duration maintenanceInterval) {
        public Data {
            requireNonNull(path, "path");
        }
    }

    /**
     * The alert store.
     *
     * @param gcInterval pause between two removals of resolved alerts
     * @param perAlertNameLimit most alerts of one {@code alertname}; zero or negative means no limit
     */
    public record Alerts(Duration gcInterval, long perAlertNameLimit) {}

    /**
     * The dispatcher.
     *
     * @param maintenanceInterval pause between two sweeps of empty aggregation groups
     * @param startDelay no group is notified earlier than this after the start of the process
     */
    public record Dispatch(Duration maintenanceInterval, Duration startDelay) {}

    /**
     * Limits on silences; zero or negative means none.
     *
     * @param maxSilences stored silences, expired ones included
     * @param maxSilenceSizeBytes size of one silence
     * @param isLogged whether changes of silences are logged
     */
    public record Silences(long maxSilences, long maxSilenceSizeBytes, boolean isLogged) {}

    /**
     * How receivers are told.
     *
     * @param deniedAddresses what no notification is sent to
     */
    public record Notifications(ResolvesWhileMuted resolvesWhileMuted, AddressPolicy deniedAddresses) {}

    /**
     * The built-in scraper and rule evaluator.
     *
     * @param configFile {@code prometheus.yml}; empty: there is none of it
     * @param retention how long samples are kept
     * @param seriesMax most time series; 0 for what the heap allows, never negative
     */
    public record Evaluator(String configFile, Queries queries, Rules rules, Duration retention, long seriesMax) {
        public Evaluator {
            requireNonNull(configFile, "configFile");
            requireNonNull(queries, "queries");
            requireNonNull(rules, "rules");
            requireNonNull(retention, "retention");
        }

        public boolean isEnabled() {
            return !configFile.isEmpty();
        }

        private void check() throws FlagException {
            requirePositive("query.timeout", queries.timeout());
            requirePositive("query.max-concurrency", queries.concurrencyMax());
            requirePositive("query.max-samples", queries.samplesMax());
            requirePositive("query.lookback-delta", queries.lookback());
            requirePositive("storage.tsdb.retention.time", retention);
            requireNotNegative("rules.alert.resend-delay", rules.resendDelay());
            requireNotNegative("rules.alert.for-outage-tolerance", rules.outageTolerance());
            requireNotNegative("rules.alert.for-grace-period", rules.gracePeriod());
            if (seriesMax < 0) {
                throw new FlagException("--evaluator.series-max must not be negative, got " + seriesMax);
            }
        }
    }

    /**
     * Bounds on queries; all {@code > 0}.
     *
     * @param timeout of one query
     * @param concurrencyMax queries at a time
     * @param samplesMax samples that one query may hold
     * @param lookback how old a sample may be
     */
    public record Queries(Duration timeout, long concurrencyMax, long samplesMax, Duration lookback) {}

    /**
     * How rules make alerts; none negative.
     *
     * @param resendDelay pause between two times that one alert is handed on
     * @param outageTolerance longest outage that {@code for} survives
     * @param gracePeriod shortest time from a restart to the firing of what was pending
     */
    public record Rules(Duration resendDelay, Duration outageTolerance, Duration gracePeriod) {}

    /** How the process logs. */
    public record Log(LogLevel level, LogFormat format) {}

    /** Lowest severity that is logged. */
    public enum LogLevel {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** Form of a log line. */
    public enum LogFormat {
        LOGFMT,
        JSON
    }

    /**
     * Applies the rules that the form of the single values does not show.
     *
     * @throws FlagException naming the first flag whose value cannot be used
     */
    public void check() throws FlagException {
        boolean usesRatio = Feature.parseList(featureList).contains(Feature.AUTO_GOMEMLIMIT);
        if (usesRatio && !(memoryRatio > 0 && memoryRatio <= 1)) {
            throw new FlagException("--auto-gomemlimit.ratio must be greater than 0 and less than or equal to 1.");
        }
        requirePositive("data.retention", data.retention());
        requirePositive("data.maintenance-interval", data.maintenanceInterval());
        requirePositive("alerts.gc-interval", alerts.gcInterval());
        requirePositive("dispatch.maintenance-interval", dispatch.maintenanceInterval());
        if (cluster.isSecretRequested() && cluster.secretFile().isEmpty()) {
            // As from a variable that is not set: the port would be open to everybody.
            throw new FlagException(
                    "--cluster.secret-file is empty (expected: a file; leave the flag out for no secret)");
        }
        if (cluster.isEnabled()) {
            checkTimings(cluster.timings());
            checkAddresses(cluster);
        }
        for (String address : web.listenAddresses()) {
            ListenAddress.parse(address);
        }
        if (!cluster.tlsConfig().isEmpty()) {
            throw new FlagException(
                    "--cluster.tls-config: not supported yet; --cluster.secret-file encrypts and authenticates what members say");
        }
        if (web.usesSystemdSocket()) {
            throw new FlagException("--web.systemd-socket is not supported yet; use --web.listen-address");
        }
        evaluator.check();
        if (web.limits().bodyMaxBytes() <= 0) {
            throw new FlagException("--web.max-body-bytes must be greater than 0");
        }
        long streams = web.limits().eventStreamsMax();
        if (streams < 0 || streams > Integer.MAX_VALUE) {
            throw new FlagException(
                    "--web.max-event-streams must be from 0 to " + Integer.MAX_VALUE + ", got " + streams);
        }
    }

    private static void checkTimings(ClusterTimings timings) throws FlagException {
        requirePositive("cluster.peer-timeout", timings.peerTimeout());
        requirePositive("cluster.peers-resolve-timeout", timings.peersResolveTimeout());
        requirePositive("cluster.gossip-interval", timings.gossipInterval());
        requirePositive("cluster.pushpull-interval", timings.pushPullInterval());
        requirePositive("cluster.tcp-timeout", timings.tcpTimeout());
        requirePositive("cluster.probe-timeout", timings.probeTimeout());
        requirePositive("cluster.probe-interval", timings.probeInterval());
        requirePositive("cluster.reconnect-interval", timings.reconnectInterval());
        requirePositive("cluster.reconnect-timeout", timings.reconnectTimeout());
    }

    private static void checkAddresses(Cluster cluster) throws FlagException {
        requireAddress("cluster.listen-address", cluster.listenAddress(), cluster.listenAddress());
        if (!cluster.advertiseAddress().isEmpty()) {
            requireAddress("cluster.advertise-address", cluster.advertiseAddress(), cluster.advertiseAddress());
        }
        for (String peer : cluster.peers()) {
            // A port that is none is noticed when it is connected to, as in the original.
            requireAddress("cluster.peer", peer, peer.replaceFirst(":[^:\\]]*$", ":0"));
        }
    }

    /** @param address {@code typed}, or what is to be looked at instead */
    private static void requireAddress(String flag, String typed, String address) throws FlagException {
        try {
            ListenAddress.parse(address);
        } catch (FlagException e) {
            throw addressExpected(flag, typed);
        }
        if (address.endsWith(":")) {
            throw addressExpected(flag, typed);
        }
    }

    private static FlagException addressExpected(String flag, String typed) {
        return new FlagException(
                "--" + flag + ": expected an address with a port, such as 10.0.0.1:9094, got \"" + typed + "\"");
    }

    private static void requirePositive(String flag, long value) throws FlagException {
        if (value <= 0) {
            throw new FlagException("--" + flag + " must be greater than 0, got " + value);
        }
    }

    private static void requireNotNegative(String flag, Duration value) throws FlagException {
        if (value.isNegative()) {
            throw new FlagException("--" + flag + " must not be negative, got " + GoDuration.format(value));
        }
    }

    private static void requirePositive(String flag, Duration value) throws FlagException {
        if (value.isZero() || value.isNegative()) {
            throw new FlagException("--" + flag + " must be greater than 0, got " + GoDuration.format(value));
        }
    }
}
