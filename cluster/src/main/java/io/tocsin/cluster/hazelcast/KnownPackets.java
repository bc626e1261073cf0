package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.serialization.impl.FactoryIdHelper;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.tcp.PacketDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets through the packets that members send each other here: of membership (of which changes are
 * transactions), partitions, answers, and our messages. All others
 * of Hazelcast's, as those of maps, executors, scripts, jobs or configuration, are dropped before anything of them is
 * deserialised; a large one ends the connection before there is room made for it.
 */
final class KnownPackets extends PacketDecoder {
    /** Of what a packet carries. */
    static final int BYTES_MAX = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(KnownPackets.class);

    /** Version, flags, partition, and then the length of what follows. */
    private static final int HEADER_BYTES = 11;

    private static final int LENGTH_AT = 7;
    private static final int CLUSTER_FACTORY_ID = 0;

    private static final Set<Integer> FACTORIES = Set.of(
            CLUSTER_FACTORY_ID,
            FactoryIdHelper.SPI_DS_FACTORY_ID,
            FactoryIdHelper.PARTITION_DS_FACTORY_ID,
            FactoryIdHelper.TRANSACTION_DS_FACTORY_ID,
            MessageOperation.FACTORY_ID);

    /** Behind the hash: the type of serialisation, whether the class is named by numbers, and the first of these. */
    private static final int TYPE_AT = 4;

    private static final int FLAGS_AT = 8;
    private static final int IS_NUMBERED = 1;
    private static final int FACTORY_AT = 9;
    private static final int CLASS_END = 17;

    /** How much of the current packet is still to come. */
    private long awaited;

    KnownPackets(ServerConnection connection, Consumer<Packet> next) {
        super(connection, next);
    }

    @Override
    public HandlerStatus onRead() throws Exception {
        checkLengths(src.duplicate().flip());
        return super.onRead();
    }

    /** Follows the packets through what has arrived; of an incomplete header all comes again. */
    private void checkLengths(ByteBuffer arrived) throws IOException {
        long position = awaited;
        while (position + HEADER_BYTES <= arrived.limit()) {
            int length = arrived.getInt((int) position + LENGTH_AT);
            if (length < 0 || length > BYTES_MAX) {
                throw new IOException("a packet of " + length + " bytes (expected: at most " + BYTES_MAX + ")");
            }
            position += HEADER_BYTES + length;
        }
        awaited = Math.max(0, position - arrived.limit());
    }

    @Override
    protected void onPacketComplete(Packet packet) {
        if (isKnown(packet)) {
            super.onPacketComplete(packet);
        } else {
            LOG.atWarn()
                    .addKeyValue("component", "cluster")
                    .addKeyValue("addr", connection.getRemoteSocketAddress())
                    .log("A packet that no node of Tocsin sends was dropped");
        }
    }

    private static boolean isKnown(Packet packet) {
        return switch (packet.getPacketType()) {
            case OPERATION, SERVER_CONTROL -> isOfKnownFactory(packet.toByteArray());
            default -> false;
        };
    }

    private static boolean isOfKnownFactory(byte[] payload) {
        var view = ByteBuffer.wrap(payload);
        return payload.length >= CLASS_END
                && view.getInt(TYPE_AT) == SerializationConstants.CONSTANT_TYPE_DATA_SERIALIZABLE
                && (payload[FLAGS_AT] & IS_NUMBERED) != 0
                && FACTORIES.contains(view.getInt(FACTORY_AT));
    }
}
