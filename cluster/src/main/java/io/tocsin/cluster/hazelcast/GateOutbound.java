package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.OutboundHandler;
import com.hazelcast.internal.nio.IOUtil;
import io.tocsin.cluster.seal.Handshake;
import io.tocsin.cluster.seal.Sealer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Says who this node is, and seals what Hazelcast sends; nothing goes out before the other side is let in. Owned by the thread
 * that writes.
 */
final class GateOutbound extends OutboundHandler<ByteBuffer, ByteBuffer> {
    private final Visitor visitor;
    private boolean hasSaidHello;
    private @Nullable Sealer sealer;

    GateOutbound(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void handlerAdded() {
        initDstBuffer();
    }

    @Override
    public HandlerStatus onWrite() {
        IOUtil.compactOrClear(dst);
        try {
            Handshake handshake = visitor.handshake();
            if (!hasSaidHello && handshake.maySpeak()) {
                hasSaidHello = true;
                dst.put(handshake.hello());
            }
            if (sealer == null && !handshake.isAccepted()) {
                return HandlerStatus.BLOCKED;
            }
            if (sealer == null) {
                sealer = handshake.sealer();
            }
            return sealer.seal(src, dst) ? HandlerStatus.CLEAN : HandlerStatus.DIRTY;
        } finally {
            dst.flip();
        }
    }
}
