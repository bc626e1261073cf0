package io.tocsin.cluster.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What each side of a connection says first, in the clear: that it is a node, of which wire version and label, whether it has
 * a secret, and two random numbers: its own, and one of the connection.
 */
final class Hello {
    /** Raised when nodes can no longer understand what older ones send. */
    static final byte WIRE_VERSION = 2;

    private static final byte[] MAGIC = "Tocsin".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = MAGIC.length;
    private static final int SEALED_AT = VERSION_AT + 1;
    private static final int LABEL_AT = SEALED_AT + 1;
    private static final int NODE_AT = LABEL_AT + 16;
    private static final int SALT_AT = NODE_AT + 16;
    static final int BYTES = SALT_AT + 32;

    private final byte[] bytes;

    private Hello(byte[] bytes) {
        this.bytes = bytes;
    }

    static Hello of(String label, boolean isSealed, byte[] nodeNumber, SecureRandom random) {
        var salt = new byte[BYTES - SALT_AT];
        random.nextBytes(salt);
        return new Hello(ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .put(WIRE_VERSION)
                .put((byte) (isSealed ? 1 : 0))
                .put(sha256(label), 0, NODE_AT - LABEL_AT)
                .put(nodeNumber, 0, SALT_AT - NODE_AT)
                .put(salt)
                .array());
    }

    /**
     * Takes the other side's from what has arrived so far.
     *
     * @return null while there is more to come
     * @throws RefusedException if that is none, as soon as it shows
     */
    static @org.jspecify.annotations.Nullable Hello read(ByteBuffer arrived) throws RefusedException {
        if (!startsAsOne(arrived)) {
            throw RefusedException.notANode();
        }
        if (arrived.remaining() > VERSION_AT) {
            byte version = arrived.get(arrived.position() + VERSION_AT);
            if (version != WIRE_VERSION) {
                throw new RefusedException("it speaks version " + version + " between nodes, and this node version "
                        + WIRE_VERSION + ": run releases of Tocsin that speak the same");
            }
        }
        if (arrived.remaining() < BYTES) {
            return null;
        }
        var bytes = new byte[BYTES];
        arrived.get(bytes);
        return new Hello(bytes);
    }

    /** Whether what has arrived so far may be one, of any version. */
    static boolean startsAsOne(ByteBuffer arrived) {
        int length = Math.min(MAGIC.length, arrived.remaining());
        return arrived.slice(arrived.position(), length).equals(ByteBuffer.wrap(MAGIC, 0, length));
    }

    /** @throws RefusedException if the two do not belong to one cluster, or are the same */
    void checkAgainst(Hello theirs) throws RefusedException {
        if (!isSame(theirs, LABEL_AT, NODE_AT)) {
            throw new RefusedException("it has another label: give all nodes the same --cluster.label");
        }
        boolean isSealed = bytes[SEALED_AT] != 0;
        if (isSealed != (theirs.bytes[SEALED_AT] != 0)) {
            throw new RefusedException(
                    isSealed
                            ? "it has no cluster secret, and this node has one: give it the same --cluster.secret-file"
                            : "it has a cluster secret, and this node has none: give this node the same --cluster.secret-file");
        }
        if (isSame(theirs, NODE_AT, SALT_AT)) {
            throw new RefusedException(RefusedException.ITSELF);
        }
    }

    private boolean isSame(Hello that, int from, int to) {
        return Arrays.equals(bytes, from, to, that.bytes, from, to);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
