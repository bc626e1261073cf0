package io.tocsin.server.storage;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Records as MVStore keeps them: a length and as many bytes. A length beyond the page is damage, and no reason to ask for so much memory. */
final class RecordType extends BasicDataType<byte[]> {
    static final RecordType INSTANCE = new RecordType();

    /** Of an array besides its content. */
    private static final int OVERHEAD_BYTES = 24;

    private RecordType() {}

    @Override
    public int getMemory(byte[] record) {
        return OVERHEAD_BYTES + record.length;
    }

    @Override
    public void write(WriteBuffer buffer, byte[] record) {
        buffer.putVarInt(record.length);
        buffer.put(record);
    }

    @Override
    public byte[] read(ByteBuffer buffer) {
        int length = DataUtils.readVarInt(buffer);
        if (length < 0 || length > buffer.remaining()) {
            throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "A record is longer than its page");
        }
        byte[] record = new byte[length];
        buffer.get(record);
        return record;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }
}
