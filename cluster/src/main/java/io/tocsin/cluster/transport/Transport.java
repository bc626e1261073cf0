package io.tocsin.cluster.transport;

import java.util.concurrent.CompletionStage;

/**
 * Port: finds the other nodes, says which are there, and carries messages to them.
 *
 * <p>Thread-safe. Nothing blocks but {@link #start} and {@link #close}.
 */
public interface Transport {
    /**
     * Begins to look for others; returns when the first attempt is over, whether or not somebody was found.
     *
     * @param listener told from threads of the transport, one event at a time for each node
     */
    void start(Listener listener);

    /** This node; known from {@link #start} on. */
    Node self();

    /**
     * Sends a message.
     *
     * @return the answer of the other side; exceptionally if it did not come within the transport's timeout, or the node is
     *     gone. The message may have arrived all the same
     */
    CompletionStage<byte[]> send(Node to, byte[] message);

    /** Leaves: the others see at once that this node is gone. */
    void close();

    /** What happens at the other end. */
    interface Listener {
        /** A node is there, as far as the transport can tell; nothing is known of it, nor whether it may be trusted. */
        void appeared(Node node);

        /** A node has left, died or cannot be reached any more. */
        void gone(Node node);

        /**
         * A message came.
         *
         * @return the answer; exceptionally if the message is refused, which its sender is told
         */
        CompletionStage<byte[]> received(Node from, byte[] message);
    }
}
