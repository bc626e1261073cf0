package io.tocsin.cluster.hazelcast;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.networking.OutboundHandler;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.CodebaseClusterVersionAware;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.PacketEncoder;
import com.hazelcast.internal.server.tcp.TcpServerConnection;
import com.hazelcast.spi.impl.proxyservice.impl.ProxyServiceImpl;

/**
 * Puts {@link GateInbound} and {@link GateOutbound} between Hazelcast and the socket of every connection: Hazelcast sees
 * nothing of a connection whose other side is not let in. Of what comes in on the others it reads what {@link KnownPackets} and
 * {@link KnownObjects} let through.
 */
final class Gate extends DefaultNodeExtension {
    private final Visitors visitors;
    private final LinePace droppedPackets = new LinePace();

    Gate(Node node, Visitors visitors) {
        super(node);
        this.visitors = visitors;
    }

    /**
     * As Hazelcast makes it, but for what is read within objects. It has no managed context, which is for objects of
     * applications.
     */
    @Override
    public InternalSerializationService createSerializationService() {
        return new KnownObjects()
                .setClassLoader(node.getConfigClassLoader())
                .setConfig(node.getConfig().getSerializationConfig())
                .setProperties(node.getProperties())
                .setHazelcastInstance(node.hazelcastInstance)
                .setSchemaService(node.getSchemaService())
                .setNotActiveExceptionSupplier(HazelcastInstanceNotActiveException::new)
                .setVersionedSerializationEnabled(true)
                .setClusterVersionAware(new CodebaseClusterVersionAware())
                .build();
    }

    /** Or it would have whoever joins register it as one that listens, by an operation of the kind that is not let through. */
    @Override
    public void beforeJoin() {
        node.getNodeEngine()
                .getEventService()
                .deregisterAllLocalListeners(ProxyServiceImpl.SERVICE_NAME, ProxyServiceImpl.SERVICE_NAME);
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
        var packets = new KnownPackets(connection, node.getNodeEngine().getPacketDispatcher(), droppedPackets);
        return new InboundHandler[] {new GateInbound(visitor(connection)), packets};
    }

    @Override
    @SuppressWarnings("rawtypes") // As Hazelcast declares it.
    public OutboundHandler[] createOutboundHandlers(
            EndpointQualifier endpoint, ServerConnection connection, ServerContext context) {
        return new OutboundHandler[] {new PacketEncoder(), new GateOutbound(visitor(connection))};
    }
}
