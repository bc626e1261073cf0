package io.tocsin.cluster.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Seals what goes out on one connection, or lets it through as it is. For one thread at a time. */
public final class Sealer {
    private final @Nullable SecretKey key;
    private long frames;

    /** @param key null to let everything through */
    Sealer(@Nullable SecretKey key) {
        this.key = key;
    }

    /**
     * Moves as much as there is room for. The first thing sealed is empty: it shows the other side that this one has the secret,
     * whether or not there is anything to say.
     *
     * @return whether nothing is left
     */
    public boolean seal(ByteBuffer plain, ByteBuffer sealed) {
        if (key == null) {
            copy(plain, sealed);
            return !plain.hasRemaining();
        }
        while (frames == 0 || plain.hasRemaining()) {
            int room = Math.min(Frame.CONTENT_MAX, sealed.remaining() - Frame.OVERHEAD);
            if (room <= 0) {
                return false;
            }
            frame(key, plain, frames == 0 ? 0 : Math.min(room, plain.remaining()), sealed);
        }
        return true;
    }

    private void frame(SecretKey withKey, ByteBuffer plain, int length, ByteBuffer sealed) {
        int lengthField = length + Frame.TAG_BYTES;
        sealed.putInt(lengthField);
        Cipher cipher = Frame.cipher(Cipher.ENCRYPT_MODE, withKey, frames, lengthField);
        ByteBuffer content = plain.duplicate().limit(plain.position() + length);
        try {
            cipher.doFinal(content, sealed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("there is room", e);
        }
        plain.position(plain.position() + length);
        frames++;
    }

    static void copy(ByteBuffer from, ByteBuffer to) {
        int length = Math.min(from.remaining(), to.remaining());
        to.put(from.duplicate().limit(from.position() + length));
        from.position(from.position() + length);
    }
}
