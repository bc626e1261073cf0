/**
 * Clusters of real processes: what receivers hear, whatever happens to the members and to the wire between them.
 *
 * <p>{@link io.tocsin.server.cluster.ClusterRig} starts the members, {@link io.tocsin.server.cluster.TeamReceiver} hears what
 * they send and which one it was, and {@link io.tocsin.server.cluster.Alerts} posts what is never posted again.
 */
@NullMarked
package io.tocsin.server.cluster;

import org.jspecify.annotations.NullMarked;
