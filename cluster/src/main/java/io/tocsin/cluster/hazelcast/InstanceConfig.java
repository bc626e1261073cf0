package io.tocsin.cluster.hazelcast;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.ConfigAccessor;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Hazelcast's settings. Made by program alone: no file, system property of ours or environment has a say.
 *
 * <p>Everything that Tocsin does not use is off; what remains is membership.
 */
final class InstanceConfig {
    /** The attribute of a member that holds {@code Node.id}. */
    static final String NODE_ID = "node";

    private static final int SILENT_PROBES_MAX = 10;
    private static final int CLAIM_PROBES_MAX = 6 * SILENT_PROBES_MAX;

    /** As many as the cluster must agree on; nothing is kept in them. */
    private static final int PARTITIONS = 1;

    private static final int BUFFER_KIB = 64;

    /** States of a cluster, which change while two become one; failures, and what these consist of. */
    private static final List<String> BY_JAVA = List.of(
            "com.hazelcast.cluster.ClusterState",
            "com.hazelcast.core.HazelcastException",
            "com.hazelcast.core.HazelcastInstanceNotActiveException",
            "com.hazelcast.core.HazelcastOverloadException",
            "com.hazelcast.core.IndeterminateOperationStateException",
            "com.hazelcast.core.LocalMemberResetException",
            "com.hazelcast.core.MemberLeftException",
            "com.hazelcast.core.OperationTimeoutException",
            "com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException",
            "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
            "com.hazelcast.internal.cluster.impl.MasterNodeChangedException",
            "com.hazelcast.internal.cluster.impl.VersionMismatchException",
            "com.hazelcast.internal.partition.PartitionStateVersionMismatchException",
            "com.hazelcast.nio.serialization.HazelcastSerializationException",
            "com.hazelcast.spi.exception.CallerNotMemberException",
            "com.hazelcast.spi.exception.PartitionMigratingException",
            "com.hazelcast.spi.exception.RetryableHazelcastException",
            "com.hazelcast.spi.exception.RetryableIOException",
            "com.hazelcast.spi.exception.ServiceNotFoundException",
            "com.hazelcast.spi.exception.TargetDisconnectedException",
            "com.hazelcast.spi.exception.TargetNotMemberException",
            "com.hazelcast.spi.exception.WrongTargetException",
            "com.hazelcast.transaction.TransactionException",
            "com.hazelcast.transaction.TransactionNotActiveException",
            "com.hazelcast.transaction.TransactionTimedOutException",
            "java.io.IOException",
            "java.lang.Enum",
            "java.lang.Exception",
            "java.lang.IllegalArgumentException",
            "java.lang.IllegalStateException",
            "java.lang.NullPointerException",
            "java.lang.RuntimeException",
            "java.lang.SecurityException",
            "java.lang.StackTraceElement",
            "[Ljava.lang.StackTraceElement;",
            "java.lang.Throwable",
            "java.lang.UnsupportedOperationException",
            "java.util.ArrayList",
            "java.util.Collections$EmptyList",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.concurrent.CancellationException",
            "java.util.concurrent.CompletionException",
            "java.util.concurrent.ExecutionException",
            "java.util.concurrent.RejectedExecutionException",
            "java.util.concurrent.TimeoutException");

    private InstanceConfig() {}

    static Config of(HazelcastSettings settings, String nodeId, List<HostPort> peers) {
        var config = new Config();
        config.setClusterName("tocsin");
        config.setInstanceName("tocsin-" + nodeId);
        config.getMemberAttributeConfig().setAttribute(NODE_ID, nodeId);
        properties(settings).forEach((property, value) -> config.setProperty(property.getName(), value));
        network(config, settings, peers);
        switchOff(config);
        closeDeserialisation(config);
        return config;
    }

    private static void network(Config config, HazelcastSettings settings, List<HostPort> peers) {
        var network = config.getAdvancedNetworkConfig().setEnabled(true);
        network.setMemberEndpointConfig(new ServerSocketEndpointConfig()
                .setPortAutoIncrement(false)
                .setSocketRcvBufferSizeKb(BUFFER_KIB)
                .setSocketSendBufferSizeKb(BUFFER_KIB)
                .setSocketConnectTimeoutSeconds((int) wholeSeconds(settings.probeTimeout())));
        var join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(1).setMembers(texts(peers));
    }

    static List<String> texts(List<HostPort> peers) {
        return peers.stream().map(HostPort::toString).toList();
    }

    private static void switchOff(Config config) {
        // Maps, executors, and the like; they would also have operations run by whoever joins.
        ConfigAccessor.getServicesConfig(config).setEnableDefaults(false);
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getManagementCenterConfig().setScriptingEnabled(false).setConsoleEnabled(false);
        config.getIntegrityCheckerConfig().setEnabled(false);
    }

    /**
     * What Tocsin sends, and what members say to each other, names its class by numbers. Only states and failures are objects
     * of Java's own serialisation; what they consist of is on the list.
     */
    private static void closeDeserialisation(Config config) {
        config.setClassLoader(new NamedClasses(InstanceConfig.class.getClassLoader()));
        config.getSerializationConfig()
                .setJavaSerializationFilterConfig(new JavaSerializationFilterConfig()
                        .setDefaultsDisabled(true)
                        .setWhitelist(new ClassFilter().addClasses(BY_JAVA.toArray(String[]::new))))
                .addDataSerializableFactory(MessageOperation.FACTORY_ID, MessageOperation.factory());
    }

    private static Map<HazelcastProperty, String> properties(HazelcastSettings settings) {
        long heartbeat = wholeSeconds(settings.probeInterval());
        return Map.ofEntries(
                Map.entry(ClusterProperty.LOGGING_TYPE, "slf4j"),
                Map.entry(ClusterProperty.LOGGING_ENABLE_DETAILS, "false"),
                Map.entry(ClusterProperty.LOGGING_SHUTDOWN, "false"),
                Map.entry(ClusterProperty.PHONE_HOME_ENABLED, "false"),
                Map.entry(ClusterProperty.SHUTDOWNHOOK_ENABLED, "false"),
                Map.entry(ClusterProperty.ENABLE_JMX, "false"),
                Map.entry(ClusterProperty.METRICS_ENABLED, "false"),
                Map.entry(ClusterProperty.HEALTH_MONITORING_LEVEL, "OFF"),
                Map.entry(ClusterProperty.SLOW_OPERATION_DETECTOR_ENABLED, "false"),
                Map.entry(ClusterProperty.NETWORK_STATS_REFRESH_INTERVAL_SECONDS, "3600"),
                Map.entry(ClusterProperty.PARTITION_COUNT, String.valueOf(PARTITIONS)),
                Map.entry(ClusterProperty.PARTITION_OPERATION_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.GENERIC_OPERATION_THREAD_COUNT, "2"),
                Map.entry(ClusterProperty.PRIORITY_GENERIC_OPERATION_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.RESPONSE_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.IO_INPUT_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.IO_OUTPUT_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.IO_BALANCER_INTERVAL_SECONDS, "0"),
                Map.entry(ClusterProperty.EVENT_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.CLIENT_ENGINE_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.CLIENT_ENGINE_QUERY_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.CLIENT_ENGINE_BLOCKING_THREAD_COUNT, "1"),
                Map.entry(ClusterProperty.PREFER_IPv4_STACK, "false"),
                Map.entry(ClusterProperty.SOCKET_CLIENT_BIND, "false"),
                Map.entry(ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, "0"),
                Map.entry(ClusterProperty.MAX_WAIT_SECONDS_BEFORE_JOIN, "0"),
                Map.entry(ClusterProperty.MAX_JOIN_SECONDS, "10"),
                Map.entry(ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, "2"),
                Map.entry(ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, "2"),
                Map.entry(ClusterProperty.TCP_PREVIOUSLY_JOINED_MEMBER_ADDRESS_RETENTION_DURATION, "15"),
                Map.entry(ClusterProperty.HEARTBEAT_INTERVAL_SECONDS, String.valueOf(heartbeat)),
                Map.entry(ClusterProperty.MAX_NO_HEARTBEAT_SECONDS, String.valueOf(SILENT_PROBES_MAX * heartbeat)),
                // Who sees first that the oldest is gone must wait until the others see it, or would take them for
                // gone, too.
                Map.entry(
                        ClusterProperty.MASTERSHIP_CLAIM_TIMEOUT_SECONDS, String.valueOf(CLAIM_PROBES_MAX * heartbeat)),
                Map.entry(ClusterProperty.CONNECTION_MONITOR_MAX_FAULTS, "1"),
                Map.entry(ClusterProperty.CONNECTION_MONITOR_INTERVAL, "50"),
                Map.entry(ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, "5"),
                Map.entry(
                        ClusterProperty.OPERATION_CALL_TIMEOUT_MILLIS,
                        String.valueOf(settings.tcpTimeout().toMillis())));
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
