package io.tocsin.cluster.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Opens what comes in on one connection, or lets it through as it is. For one thread at a time. */
public final class Opener {
    private final List<SecretKey> candidates;
    private @Nullable SecretKey key;
    private volatile boolean isTrusted;
    private long frames;

    /** @param candidates by the secrets that the other side may have; empty to let everything through */
    Opener(List<SecretKey> candidates) {
        this.candidates = List.copyOf(candidates);
        isTrusted = candidates.isEmpty();
    }

    /** Whether the other side has shown that it has the secret, where there is one. From any thread. */
    public boolean isTrusted() {
        return isTrusted;
    }

    /**
     * Moves as much as there is room for, whole frames only.
     *
     * @param plain with room for 16 KiB, or none is taken
     * @return whether nothing is left that could be opened now
     * @throws RefusedException if something was not sealed with the secret, or was changed, left out or repeated on its way
     */
    public boolean open(ByteBuffer sealed, ByteBuffer plain) throws RefusedException {
        if (candidates.isEmpty()) {
            Sealer.copy(sealed, plain);
            return !sealed.hasRemaining();
        }
        while (sealed.remaining() >= Frame.LENGTH_BYTES) {
            int lengthField = sealed.getInt(sealed.position());
            int length = lengthField - Frame.TAG_BYTES;
            if (length < 0 || length > Frame.CONTENT_MAX) {
                throw notSealed();
            }
            if (sealed.remaining() < Frame.LENGTH_BYTES + lengthField) {
                return true;
            }
            if (plain.remaining() < length) {
                return false;
            }
            frame(sealed, lengthField, plain);
        }
        return true;
    }

    private void frame(ByteBuffer sealed, int lengthField, ByteBuffer plain) throws RefusedException {
        int begin = sealed.position() + Frame.LENGTH_BYTES;
        ByteBuffer content = sealed.duplicate().position(begin).limit(begin + lengthField);
        for (SecretKey candidate : key == null ? candidates : List.of(key)) {
            if (isOpened(candidate, content.duplicate(), lengthField, plain)) {
                key = candidate;
                isTrusted = true;
                frames++;
                sealed.position(begin + lengthField);
                return;
            }
        }
        throw notSealed();
    }

    private boolean isOpened(SecretKey candidate, ByteBuffer content, int lengthField, ByteBuffer plain) {
        int position = plain.position();
        try {
            Frame.cipher(Cipher.DECRYPT_MODE, candidate, frames, lengthField).doFinal(content, plain);
            return true;
        } catch (GeneralSecurityException e) {
            plain.position(position);
            return false;
        }
    }

    private RefusedException notSealed() {
        return new RefusedException(
                isTrusted
                        ? "what it sent was changed on its way"
                        : "it has another cluster secret: give all nodes the same --cluster.secret-file");
    }
}
