package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.cluster.impl.ClusterDataSerializerHook;
import com.hazelcast.internal.partition.impl.PartitionDataSerializerHook;
import com.hazelcast.internal.serialization.impl.FactoryIdHelper;
import com.hazelcast.spi.impl.SpiDataSerializerHook;
import com.hazelcast.transaction.impl.TransactionDataSerializerHook;
import java.util.Map;
import java.util.Set;

/**
 * Which of Hazelcast's classes nodes here send each other, by the numbers of factory and class that stand for a class in a
 * packet: what a packet may be, and what it may consist of. Nothing else is read, wherever it stands.
 *
 * <p>Taken are those that nodes were seen to send while they joined, left, merged, were suspended and died, and those for
 * which Hazelcast 5.7 has a case that may come up between nodes of ours. Left out is what these never send:
 *
 * <ul>
 *   <li>of clusters: refused credentials, another name of the cluster, the end of all nodes at once, nodes without
 *       partitions, as there is nothing of that kind here; and operations that whoever joins is to run, alone or within
 *       others, which may be of any class. Only services have any that are switched off ({@link InstanceConfig},
 *       {@link Gate#beforeJoin})
 *   <li>of partitions: assigning, copying and moving them, and asking how that goes. No node assigns any, as nothing that is
 *       called here needs one
 *   <li>what carries other operations: backups, iterations over partitions
 *   <li>of events, proxies of distributed objects, and transactions but for those that change the state of a cluster
 * </ul>
 */
final class KnownClasses {
    private static final int CLUSTER_FACTORY_ID = ClusterDataSerializerHook.F_ID;

    private static final Map<Integer, Set<Integer>> PACKETS = Map.of(
            MessageOperation.FACTORY_ID,
            Set.of(MessageOperation.CLASS_ID, MessageOperation.URGENT_CLASS_ID),
            CLUSTER_FACTORY_ID,
            Set.of(
                    // Who calls, who is the oldest, and may I join; yes, or why not, as with another version or
                    // settings.
                    ClusterDataSerializerHook.MEMBER_HANDSHAKE,
                    ClusterDataSerializerHook.WHOIS_MASTER,
                    ClusterDataSerializerHook.MASTER_RESPONSE,
                    ClusterDataSerializerHook.MASTER_CLAIM,
                    ClusterDataSerializerHook.JOIN_REQUEST_OP,
                    ClusterDataSerializerHook.FINALIZE_JOIN,
                    ClusterDataSerializerHook.CONFIG_MISMATCH,
                    ClusterDataSerializerHook.BEFORE_JOIN_CHECK_FAILURE,
                    // Who is there, and who no longer is. When the oldest is gone the next one asks all what they know;
                    // who is taken for gone, or sees others that do not see it, is told so and joins anew.
                    ClusterDataSerializerHook.MEMBER_INFO_UPDATE,
                    ClusterDataSerializerHook.TRIGGER_MEMBER_LIST_PUBLISH,
                    ClusterDataSerializerHook.FETCH_MEMBER_LIST_STATE,
                    ClusterDataSerializerHook.HEARTBEAT,
                    ClusterDataSerializerHook.HEARTBEAT_COMPLAINT,
                    ClusterDataSerializerHook.EXPLICIT_SUSPICION,
                    ClusterDataSerializerHook.TRIGGER_EXPLICIT_SUSPICION,
                    // Two clusters become one; the one that moves is frozen meanwhile.
                    ClusterDataSerializerHook.SPLIT_BRAIN_MERGE_VALIDATION,
                    ClusterDataSerializerHook.MERGE_CLUSTERS,
                    ClusterDataSerializerHook.LOCK_CLUSTER_STATE,
                    ClusterDataSerializerHook.CHANGE_CLUSTER_STATE,
                    ClusterDataSerializerHook.ROLLBACK_CLUSTER_STATE),
            FactoryIdHelper.TRANSACTION_DS_FACTORY_ID,
            Set.of(
                    // To freeze it is a transaction, which a second member knows of, and may have to undo.
                    TransactionDataSerializerHook.CREATE_ALLOWED_DURING_PASSIVE_STATE_TX_BACKUP_LOG,
                    TransactionDataSerializerHook.REPLICATE_ALLOWED_DURING_PASSIVE_STATE_TX_BACKUP_LOG,
                    TransactionDataSerializerHook.PURGE_ALLOWED_DURING_PASSIVE_STATE_TX_BACKUP_LOG,
                    TransactionDataSerializerHook.ROLLBACK_ALLOWED_DURING_PASSIVE_STATE_TX_BACKUP_LOG,
                    TransactionDataSerializerHook.BROADCAST_TX_ROLLBACK),
            FactoryIdHelper.PARTITION_DS_FACTORY_ID,
            Set.of(
                    // A new oldest asks for the table of partitions, be it empty; who leaves asks whether it may.
                    PartitionDataSerializerHook.FETCH_PARTITION_STATE,
                    PartitionDataSerializerHook.PARTITION_STATE_OP,
                    PartitionDataSerializerHook.PARTITION_STATE_CHECK_OP,
                    PartitionDataSerializerHook.SHUTDOWN_REQUEST,
                    PartitionDataSerializerHook.SHUTDOWN_RESPONSE),
            FactoryIdHelper.SPI_DS_FACTORY_ID,
            Set.of(
                    // Answers, and what is still being worked on.
                    SpiDataSerializerHook.NORMAL_RESPONSE,
                    SpiDataSerializerHook.ERROR_RESPONSE,
                    SpiDataSerializerHook.CALL_TIMEOUT_RESPONSE,
                    SpiDataSerializerHook.OPERATION_CONTROL));

    /** Values; none of them does anything, or holds what is not one. */
    private static final Map<Integer, Set<Integer>> CONTENTS = Map.of(
            CLUSTER_FACTORY_ID,
            Set.of(
                    ClusterDataSerializerHook.ADDRESS,
                    ClusterDataSerializerHook.ENDPOINT_QUALIFIER,
                    ClusterDataSerializerHook.CONFIG_CHECK,
                    ClusterDataSerializerHook.VERSION,
                    ClusterDataSerializerHook.MEMBER_VERSION,
                    ClusterDataSerializerHook.JOIN_MESSAGE,
                    ClusterDataSerializerHook.JOIN_REQUEST,
                    ClusterDataSerializerHook.SPLIT_BRAIN_JOIN_MESSAGE,
                    ClusterDataSerializerHook.MEMBER_INFO,
                    ClusterDataSerializerHook.MEMBERS_VIEW,
                    ClusterDataSerializerHook.MEMBERS_VIEW_METADATA,
                    ClusterDataSerializerHook.MEMBERS_VIEW_RESPONSE,
                    ClusterDataSerializerHook.CLUSTER_STATE_CHANGE,
                    ClusterDataSerializerHook.CLUSTER_STATE_TRANSACTION_LOG_RECORD,
                    ClusterDataSerializerHook.MIGRATION_INFO),
            FactoryIdHelper.PARTITION_DS_FACTORY_ID,
            Set.of(PartitionDataSerializerHook.PARTITION_RUNTIME_STATE, PartitionDataSerializerHook.PARTITION_REPLICA));

    private KnownClasses() {}

    /** Whether a packet may be that. */
    static boolean isPacket(int factoryId, int classId) {
        return PACKETS.getOrDefault(factoryId, Set.of()).contains(classId);
    }

    /** Whether a packet may hold that. */
    static boolean isContent(int factoryId, int classId) {
        return CONTENTS.getOrDefault(factoryId, Set.of()).contains(classId);
    }
}
