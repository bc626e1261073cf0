/**
 * The core's replication port over Hazelcast: what a member does is in {@code member}, what carries its messages in {@code
 * hazelcast}.
 *
 * <p>Depends on the core alone.
 */
@NullMarked
package io.tocsin.cluster;

import org.jspecify.annotations.NullMarked;
