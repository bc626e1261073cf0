package io.tocsin.cluster.hazelcast;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.networking.OutboundHandler;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.PacketEncoder;
import com.hazelcast.internal.server.tcp.TcpServerConnection;

/**
 * Puts {@link GateInbound} and {@link GateOutbound} between Hazelcast and the socket of every connection: Hazelcast sees
 * nothing of a connection whose other side is not let in.
 */
final class Gate extends DefaultNodeExtension {
    private final Visitors visitors;

    Gate(Node node, Visitors visitors) {
        super(node);
        this.visitors = visitors;
    }

    /** One for both directions of a connection, for which Hazelcast asks one after the other. */
    @SuppressWarnings("unchecked") // Keys and values of any type, as Hazelcast declares it.
    private Visitor visitor(ServerConnection connection) {
        return (Visitor) connection
                .attributeMap()
                .computeIfAbsent(Visitor.class, key -> visitors.arrived(connection, hasCalled(connection)));
    }

    private static boolean hasCalled(ServerConnection connection) {
        return !(connection instanceof TcpServerConnection tcp) || tcp.isAcceptorSide();
    }

    @Override
    @SuppressWarnings("rawtypes") // As Hazelcast declares it.
    public InboundHandler[] createInboundHandlers(
            EndpointQualifier endpoint, ServerConnection connection, ServerContext context) {
        var packets = new KnownPackets(connection, node.getNodeEngine().getPacketDispatcher());
        return new InboundHandler[] {new GateInbound(visitor(connection)), packets};
    }

    @Override
    @SuppressWarnings("rawtypes") // As Hazelcast declares it.
    public OutboundHandler[] createOutboundHandlers(
            EndpointQualifier endpoint, ServerConnection connection, ServerContext context) {
        return new OutboundHandler[] {new PacketEncoder(), new GateOutbound(visitor(connection))};
    }
}
