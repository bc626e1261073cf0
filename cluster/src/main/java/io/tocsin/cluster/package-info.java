/**
 * Hazelcast behind the core's replication port: membership, messages between members, exchange of whole state.
 *
 * <p>Depends on the core alone. Until members can be joined, the server runs as a lone member.
 */
@NullMarked
package io.tocsin.cluster;

import org.jspecify.annotations.NullMarked;
