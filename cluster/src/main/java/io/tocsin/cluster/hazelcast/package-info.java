/**
 * Hazelcast as the transport: finding other nodes, noticing when they are gone, carrying messages.
 *
 * <p>Nothing is kept in Hazelcast. Its port speaks to other nodes alone: no clients, no HTTP; what it may deserialise is
 * listed. Where there is a cluster secret, every byte between nodes is sealed ({@code io.tocsin.cluster.seal}) before
 * Hazelcast sees it. Blocks on threads of its own; callers never wait.
 */
@NullMarked
package io.tocsin.cluster.hazelcast;

import org.jspecify.annotations.NullMarked;
