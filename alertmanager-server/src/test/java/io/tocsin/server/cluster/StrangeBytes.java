package io.tocsin.server.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.nio.PacketIOHelper;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import java.awt.Point;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What somebody may send to the port of the cluster who has no business there. */
final class StrangeBytes {
    /** The class of the object that is in some of them: one that no member has a use for. */
    static final String GADGET = Point.class.getName();

    private static final String MEMBER = "HZC";
    private static final int NOISE_BYTES = 64 * 1024;

    private StrangeBytes() {}

    private static List<byte[]> all() {
        return List.of(
                text("GET /hazelcast/rest/cluster HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]),
                text("get a\r\n", new byte[0]),
                text("CP2", new byte[256]),
                text("CB2", new byte[256]),
                noise(),
                serialised(),
                text(MEMBER, serialised()),
                packet(Packet.Type.OPERATION),
                text(MEMBER, packet(Packet.Type.OPERATION)),
                text(MEMBER, packet(Packet.Type.EVENT)),
                text(MEMBER, packet(Packet.Type.SERVER_CONTROL)),
                new byte[0]);
    }

    /** Sends all of them at once, a connection for each, which are open for a while. */
    static void sendAll(InetSocketAddress cluster, long openMillis) throws IOException, InterruptedException {
        List<Socket> open = new ArrayList<>();
        try {
            for (byte[] bytes : all()) {
                Socket socket = new Socket(cluster.getAddress(), cluster.getPort());
                open.add(socket);
                send(socket, bytes);
            }
            Thread.sleep(openMillis);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException ignored) {
            // It was cut off, which is what it deserves.
        }
    }

    private static byte[] text(String begin, byte[] rest) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(begin.getBytes(US_ASCII));
        bytes.writeBytes(rest);
        return bytes.toByteArray();
    }

    private static byte[] noise() {
        byte[] bytes = new byte[NOISE_BYTES];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] serialised() {
        var bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Point(1, 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As Hazelcast would send the object. */
    private static byte[] packet(Packet.Type type) {
        byte[] payload = new DefaultSerializationServiceBuilder().build().toBytes(new Point(1, 2));
        Packet packet = new Packet(payload).setPacketType(type);
        ByteBuffer buffer = ByteBuffer.allocate(payload.length + 64);
        if (!new PacketIOHelper().writeTo(packet, buffer)) {
            throw new IllegalStateException("a packet of " + payload.length + " bytes does not fit");
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
