package io.tocsin.core.record;

/** A record of a silence that can be read and cannot be in force: a matcher of it cannot be compiled, or it has none. */
public final class UnusableSilenceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String id;

    /**
     * @param id the silence's
     * @param problem why it cannot be in force
     */
    UnusableSilenceException(String id, String problem) {
        super(problem);
        this.id = id;
    }

    /** The silence's id. */
    public String id() {
        return id;
    }
}
