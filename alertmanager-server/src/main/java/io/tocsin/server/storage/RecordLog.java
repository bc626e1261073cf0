package io.tocsin.server.storage;

/**
 * The part of the store that remembers what happened: opaque records under rising ids, bounded in bytes; the oldest go
 * first. Thread-safe; writing never blocks and never fails, reading may wait for the disk.
 */
public interface RecordLog {
    /**
     * Keeps a record. It is durable within seconds, or with the next commit of the journal.
     *
     * @return its id, {@code > 0} and greater than all before it, also after a restart
     */
    long append(byte[] record);

    /** Puts {@code record} in the place of an earlier one; nothing happens if that is gone. */
    void replace(long id, byte[] record);

    /**
     * Visits the records below {@code before}, newest first, what is not written yet included.
     *
     * @param before {@link Long#MAX_VALUE} to begin with the newest
     */
    void newestFirst(long before, Visitor visitor);

    /** How many bytes are kept at most, about. */
    long maxBytes();

    /** Bytes kept, about. */
    long sizeBytes();

    /** Sees one record after the other. */
    @FunctionalInterface
    interface Visitor {
        /** @return whether to go on */
        boolean visit(long id, byte[] record);
    }
}
