package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/** The configuration in force. Thread-safe. */
public final class ConfigurationMetrics {
    private static final int HASHED_BYTES = 6;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Gauge hash;
    private final Gauge succeeded;
    private final Gauge succeededAt;
    private final Gauge receivers;
    private final Gauge integrations;
    private final Gauge inhibitionRules;
    private final Gauge clusterEnabled;

    ConfigurationMetrics(PrometheusRegistry registry) {
        hash = gauge(
                registry,
                "alertmanager_config_hash",
                "Hash of the configuration file in force; not fit for cryptography.");
        succeeded = gauge(
                registry, "alertmanager_config_last_reload_successful", "Whether the last load of the file succeeded.");
        succeededAt = gauge(
                registry,
                "alertmanager_config_last_reload_success_timestamp_seconds",
                "When the file was last loaded with success.");
        receivers = gauge(registry, "alertmanager_receivers", "Receivers in use.");
        integrations = gauge(registry, "alertmanager_integrations", "Integrations in use.");
        inhibitionRules = gauge(registry, "alertmanager_inhibition_rules", "Inhibition rules in use.");
        clusterEnabled = gauge(
                registry, "alertmanager_cluster_enabled", "Whether this server is a member of a cluster, if of one.");
    }

    /** Tells that this server is a member of a cluster. */
    void isMember() {
        clusterEnabled.set(1);
    }

    /** Records a load that succeeded, of a file with this {@link #hash}. */
    public void loaded(long fileHash, Instant now) {
        hash.set((double) fileHash);
        succeeded.set(1);
        succeededAt.set(now.toEpochMilli() / MILLIS_PER_SECOND);
    }

    /** Records a load that failed; the configuration before it stays in force. */
    public void loadFailed() {
        succeeded.set(0);
    }

    /** Tells what the configuration in force uses. */
    public void inUse(int receiverCount, int integrationCount, int inhibitionRuleCount) {
        receivers.set(receiverCount);
        integrations.set(integrationCount);
        inhibitionRules.set(inhibitionRuleCount);
    }

    /** The first six bytes of the file's MD5, the first byte being the lowest; equal in all members with one file. */
    public static long hash(byte[] file) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("MD5").digest(file);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has MD5", e);
        }
        long value = 0;
        for (int i = HASHED_BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | digest[i] & 0xFF;
        }
        return value;
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        Gauge gauge = Gauge.builder().name(name).help(help).withoutExemplars().register(registry);
        gauge.set(0);
        return gauge;
    }
}
