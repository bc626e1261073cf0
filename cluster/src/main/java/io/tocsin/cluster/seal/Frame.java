package io.tocsin.cluster.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * How sealed bytes look: the length of what follows (4 bytes), the bytes encrypted, the tag. The length is authenticated, too.
 */
final class Frame {
    static final int LENGTH_BYTES = 4;
    static final int TAG_BYTES = 16;
    static final int OVERHEAD = LENGTH_BYTES + TAG_BYTES;

    /** Of what is encrypted in one frame; a receiver takes no more, and must have room for it. */
    static final int CONTENT_MAX = 16 * 1024;

    private static final int NONCE_BYTES = 12;

    private Frame() {}

    /** @param number of the frame on its connection, in its direction; never twice with one key */
    static Cipher cipher(int mode, SecretKey key, long number, int lengthField) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce =
                    ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number).array();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(ByteBuffer.allocate(LENGTH_BYTES).putInt(0, lengthField));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }
}
