package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.ConfigCheck;
import com.hazelcast.internal.cluster.impl.JoinRequest;
import com.hazelcast.internal.cluster.impl.operations.JoinRequestOp;
import com.hazelcast.internal.cluster.impl.operations.OnJoinOp;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.CodebaseClusterVersionAware;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.map.impl.operation.ClearOperation;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.spi.impl.operationservice.impl.operations.Backup;
import com.hazelcast.spi.impl.operationservice.impl.responses.NormalResponse;
import com.hazelcast.version.MemberVersion;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of Hazelcast's own operations a node reads, alone and within others. */
final class KnownPacketsTest {
    private static final int GADGETS = 9095;

    private static final AtomicInteger MADE = new AtomicInteger();

    /** Stands for any operation of Hazelcast's that nodes do not send. */
    private static final class Gadget extends Operation implements IdentifiedDataSerializable {
        @Override
        public int getFactoryId() {
            return GADGETS;
        }

        @Override
        public int getClassId() {
            return 1;
        }

        @Override
        protected void readInternal(ObjectDataInput in) {
            MADE.incrementAndGet();
        }
    }

    private static InternalSerializationService serialisation(DefaultSerializationServiceBuilder builder) {
        return builder.setConfig(InstanceConfig.of(TestNode.Setup.of().settings(), "node", List.of())
                        .getSerializationConfig())
                .addDataSerializableFactory(GADGETS, classId -> new Gadget())
                .setVersionedSerializationEnabled(true)
                .setClusterVersionAware(new CodebaseClusterVersionAware())
                .build();
    }

    private static Packet sent(Object object) {
        byte[] bytes = serialisation(new DefaultSerializationServiceBuilder()).toBytes(object);
        return new Packet(bytes).setPacketType(Packet.Type.OPERATION);
    }

    private static JoinRequestOp joinRequest(@Nullable OnJoinOp within) throws Exception {
        var version = MemberVersion.of("5.7.0");
        var address = new Address(InetAddress.getLoopbackAddress(), 9094);
        var member = new MemberImpl.Builder(address)
                .version(version)
                .uuid(new UUID(1, 2))
                .build();
        var check = new ConfigCheck(new Config(), "tcp-ip");
        return new JoinRequestOp(
                new JoinRequest(1, version, address, member, check, null, Set.of(), null, within, Set.of()));
    }

    private static Object read(Packet packet) {
        return serialisation(new KnownObjects()).toObject((Data) packet);
    }

    @Test
    void packet_thatHoldsOperations_isDropped() {
        var gadgets = List.<Operation>of(new Gadget());
        for (Operation operation : List.of(
                new Gadget(),
                new ClearOperation("map"),
                new OnJoinOp(gadgets),
                new OnJoinOp(List.of()),
                new Backup(new Gadget(), null, new long[0], false))) {
            assertThat(KnownPackets.isKnown(sent(operation)))
                    .as(operation.getClass().getName())
                    .isFalse();
        }
    }

    @Test
    void operation_withinOneThatIsKnown_isNotMade() throws Exception {
        Packet packet = sent(joinRequest(new OnJoinOp(List.of(new Gadget()))));
        assertThat(KnownPackets.isKnown(packet)).isTrue();
        assertThatThrownBy(() -> read(packet)).hasStackTraceContaining("class 19 of factory 0 is not read");
        assertThat(MADE).hasValue(0);
    }

    /** Or those who join would not understand it. */
    @Test
    void node_hasNoOperationsForThoseWhoJoin() {
        try (TestNode node = TestNode.Setup.of().start()) {
            var instance = (HazelcastInstanceProxy) Hazelcast.getHazelcastInstanceByName(
                    "tocsin-" + node.transport.self().id());
            var engine = instance.getOriginal().node.getNodeEngine();
            assertThat(engine.getPreJoinOperations()).isEmpty();
            assertThat(engine.getPostJoinOperations()).isEmpty();
        }
    }

    @Test
    void request_thatHoldsNone_isRead() throws Exception {
        Packet packet = sent(joinRequest(null));
        assertThat(KnownPackets.isKnown(packet)).isTrue();
        assertThat(read(packet)).isInstanceOf(JoinRequestOp.class);
    }

    @Test
    void answer_isKnown_unlessItHoldsBytesOfAnObject() {
        var bytes = serialisation(new DefaultSerializationServiceBuilder()).toData(new Gadget());
        assertThat(KnownPackets.isKnown(sent(new NormalResponse(new byte[] {1}, 1, 0, false))))
                .isTrue();
        assertThat(KnownPackets.isKnown(sent(new NormalResponse(bytes, 1, 0, false))))
                .isFalse();
    }

    @Test
    void answer_thatIsAnObjectNotKnown_isNotMade() {
        Packet packet = sent(new NormalResponse(new Gadget(), 1, 0, false));
        assertThat(KnownPackets.isKnown(packet)).isTrue();
        assertThatThrownBy(() -> read(packet)).hasStackTraceContaining("class 1 of factory 9095 is not read");
        assertThat(MADE).hasValue(0);
    }
}
