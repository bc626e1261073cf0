package io.tocsin.cluster.seal;

import java.io.IOException;

/** The other side of a connection is not let in. The message says why, for operators. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    static final String ITSELF = "it is this node itself";

    RefusedException(String reason) {
        super(reason);
    }

    /** Whether the node has met itself, by an address that it did not know for its own. */
    public boolean isItself() {
        return ITSELF.equals(getMessage());
    }
}
