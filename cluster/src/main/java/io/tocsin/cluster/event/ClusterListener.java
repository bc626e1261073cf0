package io.tocsin.cluster.event;

/** Hears what happens in the cluster, from any thread; must be quick, and must not throw. */
public interface ClusterListener {
    void on(ClusterEvent event);
}
