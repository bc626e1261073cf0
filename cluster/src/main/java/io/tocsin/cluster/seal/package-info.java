/**
 * The cluster secret, and what it seals: AES-256-GCM with keys of each connection's own.
 *
 * <p>Knows nothing of Hazelcast, nor of what is sealed.
 */
@NullMarked
package io.tocsin.cluster.seal;

import org.jspecify.annotations.NullMarked;
