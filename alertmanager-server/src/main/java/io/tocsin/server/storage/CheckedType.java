package io.tocsin.server.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.DataType;

/**
 * Adds a checksum to every page of a map. MVStore checks the head and the foot of what it writes at once, and nothing in
 * between: after a loss of power a page may hold half of its old bytes, or a disk may have changed them since. Immutable.
 */
final class CheckedType<T> implements DataType<T> {
    private final DataType<T> type;

    CheckedType(DataType<T> type) {
        this.type = type;
    }

    @Override
    public void write(WriteBuffer buffer, Object storage, int count) {
        int start = buffer.position();
        type.write(buffer, storage, count);
        buffer.putInt(checksum(buffer.getBuffer(), start, buffer.position()));
    }

    @Override
    public void read(ByteBuffer buffer, Object storage, int count) {
        int start = buffer.position();
        type.read(buffer, storage, count);
        int expected = checksum(buffer, start, buffer.position());
        if (buffer.getInt() != expected) {
            throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "The checksum of a page does not match");
        }
    }

    private static int checksum(ByteBuffer buffer, int start, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.duplicate().limit(end).position(start));
        return (int) checksum.getValue();
    }

    @Override
    public int compare(T left, T right) {
        return type.compare(left, right);
    }

    @Override
    public int binarySearch(T key, Object storage, int size, int initialGuess) {
        return type.binarySearch(key, storage, size, initialGuess);
    }

    @Override
    public int getMemory(T value) {
        return type.getMemory(value);
    }

    @Override
    public boolean isMemoryEstimationAllowed() {
        return type.isMemoryEstimationAllowed();
    }

    @Override
    public void write(WriteBuffer buffer, T value) {
        type.write(buffer, value);
    }

    @Override
    public T read(ByteBuffer buffer) {
        return type.read(buffer);
    }

    @Override
    public T[] createStorage(int size) {
        return type.createStorage(size);
    }
}
