package io.tocsin.cluster.seal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one connection between two nodes begins: each side says who it is; where they belong to one cluster, what follows is
 * sealed, if there is a secret.
 *
 * <p>One thread reads, another one may write; what one has learnt the other one sees.
 */
public final class Handshake {
    private final Hello mine;
    private final boolean isCaller;
    private final Optional<ClusterSecret> secret;
    private volatile boolean isGreeted;
    private volatile @Nullable Hello theirs;

    Handshake(Hello mine, boolean isCaller, Optional<ClusterSecret> secret) {
        this.mine = mine;
        this.isCaller = isCaller;
        this.secret = secret;
    }

    /** What this side says first, in the clear. */
    public byte[] hello() {
        return mine.bytes();
    }

    /**
     * Takes what the other side says first from what has arrived so far.
     *
     * @return whether that was all of it
     * @throws RefusedException if the other side does not belong to this one's cluster
     */
    public boolean accept(ByteBuffer arrived) throws RefusedException {
        isGreeted |= arrived.hasRemaining() && Hello.startsAsOne(arrived);
        Hello hello = Hello.read(arrived);
        if (hello != null) {
            mine.checkAgainst(hello);
            theirs = hello;
        }
        return hello != null;
    }

    /**
     * Whether this side may say hello: the caller at once, the other one when it is spoken to as by a node, let in or not, so
     * that both can tell why.
     */
    public boolean maySpeak() {
        return isCaller || isGreeted;
    }

    /** Whether the other side has said who it is; only then can anything be sealed or opened. */
    public boolean isAccepted() {
        return theirs != null;
    }

    /** @throws IllegalStateException before the other side was accepted */
    public Sealer sealer() {
        return new Sealer(secret.map(it -> key(it.secrets().get(0), isCaller)).orElse(null));
    }

    /** @throws IllegalStateException before the other side was accepted */
    public Opener opener() {
        return new Opener(secret.map(ClusterSecret::secrets).orElse(List.of()).stream()
                .map(it -> key(it, !isCaller))
                .toList());
    }

    private javax.crypto.SecretKey key(byte[] withSecret, boolean isFromCaller) {
        Hello other = theirs;
        if (other == null) {
            throw new IllegalStateException("the other side has not been accepted");
        }
        return SealKeys.derive(withSecret, isCaller ? mine : other, isCaller ? other : mine, isFromCaller);
    }
}
