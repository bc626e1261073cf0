package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.cluster.impl.ClusterDataSerializerHook;
import com.hazelcast.internal.partition.impl.PartitionDataSerializerHook;
import com.hazelcast.internal.serialization.impl.FactoryIdHelper;
import com.hazelcast.spi.impl.SpiDataSerializerHook;
import com.hazelcast.transaction.impl.TransactionDataSerializerHook;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For each class that Hazelcast's members may send each other it was decided whether ours do: a new one asks for it. */
final class KnownClassesTest {
    @Test
    void classes_ofClusters_areDecided() throws Exception {
        assertThat(leftOut(ClusterDataSerializerHook.class, ClusterDataSerializerHook.F_ID))
                .containsExactlyInAnyOrder(
                        "AUTH_FAILURE",
                        "CLUSTER_MISMATCH",
                        "DEMOTE_DATA_MEMBER",
                        "MEMBER",
                        "POST_JOIN",
                        "PROMOTE_LITE_MEMBER",
                        "SHUTDOWN_NODE",
                        "VECTOR_CLOCK");
    }

    @Test
    void classes_ofPartitions_areDecided() throws Exception {
        assertThat(leftOut(PartitionDataSerializerHook.class, FactoryIdHelper.PARTITION_DS_FACTORY_ID))
                .containsExactlyInAnyOrder(
                        "ASSIGN_PARTITIONS",
                        "DEMOTE_REQUEST",
                        "DEMOTE_RESPONSE",
                        "HAS_ONGOING_MIGRATION",
                        "MIGRATION",
                        "MIGRATION_COMMIT",
                        "MIGRATION_EVENT",
                        "MIGRATION_REQUEST",
                        "NON_FRAGMENTED_SERVICE_NAMESPACE",
                        "PARTITION_BACKUP_REPLICA_ANTI_ENTROPY",
                        "PARTITION_LOST_EVENT",
                        "PROMOTION_COMMIT",
                        "PUBLISH_COMPLETED_MIGRATIONS",
                        "REPLICA_FRAGMENT_MIGRATION_STATE",
                        "REPLICA_MIGRATION_EVENT",
                        "REPLICA_SYNC_REQUEST",
                        "REPLICA_SYNC_REQUEST_OFFLOADABLE",
                        "REPLICA_SYNC_RESPONSE",
                        "REPLICA_SYNC_RETRY_RESPONSE",
                        "SAFE_STATE_CHECK");
    }

    @Test
    void classes_ofTransactions_areDecided() throws Exception {
        assertThat(leftOut(TransactionDataSerializerHook.class, FactoryIdHelper.TRANSACTION_DS_FACTORY_ID))
                .containsExactlyInAnyOrder(
                        "CLEAR_REMOTE_TX",
                        "CLEAR_REMOTE_TX_BACKUP",
                        "COLLECT_REMOTE_TX",
                        "COLLECT_REMOTE_TX_FACTORY",
                        "CREATE_TX_BACKUP_LOG",
                        "FINALIZE_REMOTE_TX",
                        "FINALIZE_REMOTE_TX_BACKUP",
                        "PURGE_TX_BACKUP_LOG",
                        "PUT_REMOTE_TX",
                        "PUT_REMOTE_TX_BACKUP",
                        "REPLICATE_TX_BACKUP_LOG",
                        "ROLLBACK_TX_BACKUP_LOG",
                        "XA_REPLICATION",
                        "XA_TRANSACTION_DTO");
    }

    @Test
    void classes_ofAnswersAndServices_areDecided() throws Exception {
        assertThat(leftOut(SpiDataSerializerHook.class, FactoryIdHelper.SPI_DS_FACTORY_ID))
                .containsExactlyInAnyOrder(
                        "APPEND_TENANT_CONTROL_OPERATION",
                        "BACKUP",
                        "BACKUP_ACK_RESPONSE",
                        "COLLECTION",
                        "DEREGISTRATION",
                        "DISTRIBUTED_OBJECT_EVENT_PACKET",
                        "DISTRIBUTED_OBJECT_NS",
                        "DIST_OBJECT_DESTROY",
                        "DIST_OBJECT_INIT",
                        "EVENT_ENVELOPE",
                        "NOOP_TENANT_CONTROL",
                        "ON_JOIN_REGISTRATION",
                        "PARALLEL_OPERATION_FACTORY",
                        "PARTITION_ITERATOR",
                        "PARTITION_RESPONSE",
                        "POST_JOIN_PROXY",
                        "REGISTRATION",
                        "REGISTRATION_OPERATION",
                        "SEND_EVENT",
                        "SIMPLE_TOKEN_CRED",
                        "TRUE_EVENT_FILTER",
                        "UNMODIFIABLE_LAZY_LIST",
                        "USERNAME_PWD_CRED");
    }

    private static List<String> leftOut(Class<?> hook, int factoryId) throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : hook.getFields()) {
            if (field.getType() == int.class && !field.getName().equals("F_ID") && isOfHook(hook, field)) {
                int classId = field.getInt(null);
                if (!KnownClasses.isPacket(factoryId, classId) && !KnownClasses.isContent(factoryId, classId)) {
                    names.add(field.getName());
                }
            }
        }
        return names;
    }

    /** And not of the interface that hooks have in common. */
    private static boolean isOfHook(Class<?> hook, Field field) {
        return field.getDeclaringClass() == hook;
    }
}
