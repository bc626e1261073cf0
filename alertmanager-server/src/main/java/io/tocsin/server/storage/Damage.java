package io.tocsin.server.storage;

import io.tocsin.core.record.MalformedRecordException;

/** What to do about a record that is none. */
@FunctionalInterface
interface Damage {
    /** Ends the reading: a file with one such record is not to be trusted. */
    Damage FATAL = e -> {
        throw e;
    };

    /** Returns if the reading is to go on with the next record. */
    void found(MalformedRecordException e) throws MalformedRecordException;
}
