package io.tocsin.core.record;

import java.io.IOException;

/** Bytes that are no record. The message says what is wrong and at which byte. */
public class MalformedRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final long position;

    /**
     * @param problem what is wrong, without the place
     * @param position of the byte at which the field at fault begins, from 0
     */
    public MalformedRecordException(String problem, long position) {
        super("at byte " + position + ": " + problem);
        this.problem = problem;
        this.position = position;
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }

    /** The byte at which the field at fault begins, from 0. */
    public long position() {
        return position;
    }

    /** The same where the record begins at byte {@code start} of a file. */
    public MalformedRecordException within(long start) {
        return new MalformedRecordException(problem, start + position);
    }
}
