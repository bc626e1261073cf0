package io.tocsin.server.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.release.Release;
import java.util.Set;
import java.util.function.Supplier;

/** All metrics of one server: creates the areas and hands them to those who report. Thread-safe. */
public final class ServerMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AlertMetrics alerts;
    private final DispatchMetrics dispatch;
    private final NotificationMetrics notifications;
    private final NotificationLogMetrics notificationLog;
    private final SilenceMetrics silences;
    private final StoreMetrics store;
    private final SnapshotMetrics snapshots;
    private final ConfigurationMetrics configuration;
    private final HttpMetrics http;
    private final AccessMetrics access;
    private final ReceiverTestMetrics receiverTests;
    private final HistoryMetrics history;
    private final ClockMetrics clock;
    private final Exposition exposition;

    /**
     * Creates the metrics.
     *
     * @param features decide over the labels {@code alertname} and {@code receiver_name}
     */
    public ServerMetrics(Set<Feature> features) {
        alerts = new AlertMetrics(
                registry,
                features.contains(Feature.ALERT_NAMES_IN_METRICS),
                features.contains(Feature.GROUP_KEY_IN_METRICS));
        dispatch = new DispatchMetrics(registry);
        notifications = new NotificationMetrics(registry, features.contains(Feature.RECEIVER_NAME_IN_METRICS));
        notificationLog = new NotificationLogMetrics(registry);
        silences = new SilenceMetrics(registry);
        store = new StoreMetrics(registry);
        snapshots = new SnapshotMetrics(registry);
        configuration = new ConfigurationMetrics(registry);
        http = new HttpMetrics(registry);
        access = new AccessMetrics(registry);
        receiverTests = new ReceiverTestMetrics(registry);
        history = new HistoryMetrics(registry);
        clock = new ClockMetrics(registry);
        exposition = new Exposition(registry);
        BuildMetrics.register(registry, Release.current());
        registry.register(new ProcessMetrics());
        registry.register(new JvmMetrics());
    }

    /**
     * Adds the cluster, of one or of many; for a server whose flags would have the original run clustered. Called once.
     *
     * @param name of this member
     * @param status asked at every scrape
     */
    public ClusterMetrics cluster(String name, Supplier<ClusterStatus> status) {
        configuration.isMember();
        return new ClusterMetrics(registry, name, status);
    }

    /** Adds what members tell one another; for a server that looks for others. Called once. */
    public ReplicationMetrics replication(Supplier<ClusterStatus> status) {
        return new ReplicationMetrics(registry, status);
    }

    /** Adds the built-in evaluator, for a server that has one. Called once. */
    public EvaluatorMetrics evaluator() {
        return new EvaluatorMetrics(registry);
    }

    public AlertMetrics alerts() {
        return alerts;
    }

    public DispatchMetrics dispatch() {
        return dispatch;
    }

    public NotificationMetrics notifications() {
        return notifications;
    }

    public NotificationLogMetrics notificationLog() {
        return notificationLog;
    }

    public SnapshotMetrics snapshots() {
        return snapshots;
    }

    public SilenceMetrics silences() {
        return silences;
    }

    public StoreMetrics store() {
        return store;
    }

    public ConfigurationMetrics configuration() {
        return configuration;
    }

    public HttpMetrics http() {
        return http;
    }

    public AccessMetrics access() {
        return access;
    }

    public ReceiverTestMetrics receiverTests() {
        return receiverTests;
    }

    public HistoryMetrics history() {
        return history;
    }

    public ClockMetrics clock() {
        return clock;
    }

    /** What {@code /metrics} answers. */
    public Exposition exposition() {
        return exposition;
    }
}
