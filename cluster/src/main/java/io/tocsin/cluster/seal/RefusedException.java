package io.tocsin.cluster.seal;

import java.io.IOException;

/** The other side of a connection is not let in. The message says why, for operators. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    static final String ITSELF = "it is this node itself";

    RefusedException(String reason) {
        super(reason);
    }

    /** Something answered this node that is none of Tocsin's. */
    public static RefusedException stranger() {
        return new RefusedException(
                "it answers, but not as a member of this cluster; is it an Alertmanager, or the port of something else?");
    }

    /** Something else called, or says something else than nodes do. */
    public static RefusedException notANode() {
        return new RefusedException("it does not speak as a node of Tocsin");
    }

    /** Whether the node has met itself, by an address that it did not know for its own. */
    public boolean isItself() {
        return ITSELF.equals(getMessage());
    }
}
