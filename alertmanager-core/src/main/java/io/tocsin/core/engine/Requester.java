package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

/**
 * Who asks for a change, for those who want to know later. Immutable.
 *
 * @param identity as far as it has been proved, such as {@code user:alice} or {@code anonymous}, or the file that
 *     it stood in; empty if nobody knows
 * @param address the IP address that the wish came from; empty if it came from nowhere outside
 */
public record Requester(String identity, String address) {
    /** Nobody outside: scenarios, tests. */
    public static final Requester NONE = new Requester("", "");

    public Requester {
        requireNonNull(identity, "identity");
        requireNonNull(address, "address");
    }
}
