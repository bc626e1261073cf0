package io.tocsin.server.storage;

import io.tocsin.core.record.MalformedRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * When a group is due: eight bytes of seconds, four of nanoseconds, and the group's key.
 *
 * @param groupKey as printed
 */
record FlushRecord(String groupKey, Instant at) {
    private static final int HEAD = Long.BYTES + Integer.BYTES;

    byte[] encode() {
        byte[] key = groupKey.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD + key.length)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .put(key)
                .array();
    }

    static FlushRecord decode(byte[] bytes) throws MalformedRecordException {
        if (bytes.length < HEAD) {
            throw new MalformedRecordException(
                    "a flush of " + bytes.length + " bytes, expected " + HEAD + " at least", 0);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            Instant at = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
            return new FlushRecord(new String(bytes, HEAD, bytes.length - HEAD, StandardCharsets.UTF_8), at);
        } catch (DateTimeException e) {
            throw new MalformedRecordException("a flush at no point in time", 0);
        }
    }
}
