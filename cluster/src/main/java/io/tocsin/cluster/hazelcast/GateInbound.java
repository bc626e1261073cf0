package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.nio.IOUtil;
import io.tocsin.cluster.seal.Handshake;
import io.tocsin.cluster.seal.Opener;
import io.tocsin.cluster.seal.RefusedException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Lets bytes of a connection through to Hazelcast once the other side is let in, opened;
 * of one that is refused, nothing. Owned by the thread that reads. */
final class GateInbound extends InboundHandler<ByteBuffer, ByteBuffer> {
    private final Visitor visitor;
    private @Nullable Opener opener;
    private boolean isTrusted;
    private boolean isRefused;

    GateInbound(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void handlerAdded() {
        initSrcBuffer();
    }

    @Override
    public HandlerStatus onRead() {
        src.flip();
        try {
            if (isRefused) {
                src.position(src.limit());
                return HandlerStatus.CLEAN;
            }
            Opener open = opener == null ? accept() : opener;
            if (open == null) {
                return HandlerStatus.CLEAN;
            }
            boolean isDone = open.open(src, dst);
            if (!isTrusted && open.isTrusted()) {
                isTrusted = true;
                visitor.trusted();
            }
            return isDone ? HandlerStatus.CLEAN : HandlerStatus.DIRTY;
        } catch (RefusedException e) {
            isRefused = true;
            src.position(src.limit());
            visitor.refused(e);
            return HandlerStatus.CLEAN;
        } finally {
            IOUtil.compactOrClear(src);
        }
    }

    private @Nullable Opener accept() throws RefusedException {
        Handshake handshake = visitor.handshake();
        try {
            if (handshake.accept(src)) {
                opener = handshake.opener();
            }
            return opener;
        } finally {
            // What was to be said waited for this.
            channel.outboundPipeline().wakeup();
        }
    }
}
