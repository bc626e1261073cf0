package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.serialization.impl.FactoryIdHelper;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.tcp.PacketDecoder;
import com.hazelcast.spi.impl.SpiDataSerializerHook;
import com.hazelcast.spi.impl.operationservice.impl.responses.NormalResponse;
import com.hazelcast.spi.impl.operationservice.impl.responses.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets through the packets that nodes send each other here ({@link KnownClasses}). All others of Hazelcast's, as those of
 * maps, executors, scripts, jobs or configuration, are dropped before anything of them is deserialised; a large one ends the
 * connection before there is room made for it.
 */
final class KnownPackets extends PacketDecoder {
    /** Of what a packet carries. */
    static final int BYTES_MAX = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(KnownPackets.class);

    /** Version, flags, partition, and then the length of what follows. */
    private static final int HEADER_BYTES = 11;

    private static final int LENGTH_AT = 7;

    private final LinePace pace;

    /** How much of the current packet is still to come. */
    private long awaited;

    /** @param pace of the lines about dropped packets */
    KnownPackets(ServerConnection connection, Consumer<Packet> next, LinePace pace) {
        super(connection, next);
        this.pace = pace;
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
            return;
        }
        long dropped = pace.happened(System.nanoTime());
        if (dropped > 0) {
            LOG.atWarn()
                    .addKeyValue("component", "cluster")
                    .addKeyValue("addr", connection.getRemoteSocketAddress())
                    .addKeyValue("packet", name(packet))
                    .addKeyValue("dropped", dropped)
                    .log("A packet that no node of Tocsin sends was dropped");
        }
    }

    static boolean isKnown(Packet packet) {
        return switch (packet.getPacketType()) {
            case OPERATION, SERVER_CONTROL -> isOfKnownClass(packet.toByteArray());
            default -> false;
        };
    }

    private static boolean isOfKnownClass(byte[] payload) {
        if (!isNumbered(payload)) {
            return false;
        }
        var view = ByteBuffer.wrap(payload);
        int factoryId = view.getInt(Response.OFFSET_TYPE_FACTORY_ID);
        int classId = view.getInt(Response.OFFSET_TYPE_ID);
        return KnownClasses.isPacket(factoryId, classId)
                && (factoryId != FactoryIdHelper.SPI_DS_FACTORY_ID || isPlainAnswer(classId, payload));
    }

    /** Behind the hash: the type of serialisation, whether the class is named by numbers, and these. */
    private static boolean isNumbered(byte[] payload) {
        return payload.length >= Response.OFFSET_CALL_ID
                && ByteBuffer.wrap(payload).getInt(Response.OFFSET_SERIALIZER_TYPE_ID)
                        == SerializationConstants.CONSTANT_TYPE_DATA_SERIALIZABLE
                && (payload[Response.OFFSET_IDENTIFIED] & KnownObjects.IS_NUMBERED) != 0;
    }

    /** Bytes that are an object would be read by whoever waits for the answer; no node sends such. */
    private static boolean isPlainAnswer(int classId, byte[] payload) {
        return payload[Response.OFFSET_IDENTIFIED] == KnownObjects.IS_NUMBERED
                && (classId != SpiDataSerializerHook.NORMAL_RESPONSE
                        || payload.length > NormalResponse.OFFSET_IS_DATA
                                && payload[NormalResponse.OFFSET_IS_DATA] == 0);
    }

    /** For operators who ask what it was: the factory and the class in Hazelcast, or the kind of packet. */
    private static String name(Packet packet) {
        byte[] payload = packet.toByteArray();
        if (!isNumbered(payload)) {
            return packet.getPacketType().toString();
        }
        var view = ByteBuffer.wrap(payload);
        return view.getInt(Response.OFFSET_TYPE_FACTORY_ID) + ":" + view.getInt(Response.OFFSET_TYPE_ID);
    }
}
