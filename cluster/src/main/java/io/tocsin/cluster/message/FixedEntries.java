package io.tocsin.cluster.message;

import io.tocsin.cluster.message.Message.Held;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.core.stamp.Stamp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Long lists of what always has the same size: as messages with fields they would take half as much again, and five times the
 * time.
 */
final class FixedEntries {
    /** Hash of the key, ticks and member of the stamp, whether it is current. */
    static final int HELD_BYTES = 3 * Long.BYTES + 1;

    private FixedEntries() {}

    static byte[] ofHeld(List<Held> entries) {
        ByteBuffer bytes = ByteBuffer.allocate(entries.size() * HELD_BYTES);
        for (Held entry : entries) {
            bytes.putLong(entry.keyHash())
                    .putLong(entry.stamp().ticks())
                    .putLong(entry.stamp().member())
                    .put((byte) (entry.isCurrent() ? 1 : 0));
        }
        return bytes.array();
    }

    /** @param array of a length that is a multiple of {@link #HELD_BYTES} */
    static List<Held> held(byte[] array) throws MalformedRecordException {
        ByteBuffer bytes = ByteBuffer.wrap(array);
        List<Held> entries = new ArrayList<>(array.length / HELD_BYTES);
        while (bytes.hasRemaining()) {
            long keyHash = bytes.getLong();
            long ticks = bytes.getLong();
            if (ticks < 0 || ticks > Stamp.TICKS_MAX) {
                throw new MalformedRecordException("no ticks of a stamp: " + ticks, bytes.position() - Long.BYTES);
            }
            Stamp stamp = new Stamp(ticks, bytes.getLong());
            entries.add(new Held(keyHash, stamp, bytes.get() != 0));
        }
        return entries;
    }

    static byte[] ofHashes(List<Long> hashes) {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Long.BYTES);
        hashes.forEach(bytes::putLong);
        return bytes.array();
    }

    /** @param array of a length that is a multiple of 8 */
    static List<Long> hashes(byte[] array) {
        ByteBuffer bytes = ByteBuffer.wrap(array);
        List<Long> hashes = new ArrayList<>(array.length / Long.BYTES);
        while (bytes.hasRemaining()) {
            hashes.add(bytes.getLong());
        }
        return hashes;
    }
}
