package io.tocsin.server.clustering;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.server.metrics.ClusterMetrics;
import io.tocsin.server.metrics.ReplicationMetrics;

/** Counts what happens in the cluster. Thread-safe. */
final class ClusterCounts implements ClusterListener, EngineListener {
    private final ClusterMetrics cluster;
    private final ReplicationMetrics replication;

    ClusterCounts(ClusterMetrics cluster, ReplicationMetrics replication) {
        this.cluster = requireNonNull(cluster, "cluster");
        this.replication = requireNonNull(replication, "replication");
    }

    @Override
    public void on(ClusterEvent event) {
        if (event instanceof ClusterEvent.MessageSent sent) {
            sent(sent);
        } else if (event instanceof ClusterEvent.MessageReceived received) {
            cluster.received(received.topic(), received.bytes());
        } else if (event instanceof ClusterEvent.Pinged pinged) {
            cluster.pinged(pinged.name(), pinged.roundTrip());
        } else if (event instanceof ClusterEvent.VersionsSent sent) {
            replication.versionsSent(sent.alerts(), sent.silences(), sent.notifications());
        } else if (event instanceof ClusterEvent.AcknowledgedAlone) {
            replication.acknowledgedAlone();
        } else {
            members(event);
            exchanges(event);
        }
    }

    @Override
    public void on(EngineEvent event) {
        if (event instanceof EngineEvent.ReplicasMerged merged) {
            replication.versionsReceived(merged.alerts(), merged.silences(), merged.notifications());
        } else if (event instanceof EngineEvent.TurnEnded ended) {
            replication.turnEnded(ended.outcome());
        }
    }

    private void sent(ClusterEvent.MessageSent sent) {
        cluster.sent(sent.topic(), sent.bytes());
        if (sent.isAcknowledged()) {
            replication.answered(sent.topic(), sent.untilAnswered());
        } else {
            replication.unanswered(sent.topic());
        }
    }

    private void members(ClusterEvent event) {
        if (event instanceof ClusterEvent.MemberJoined joined) {
            cluster.joined(joined.address());
        } else if (event instanceof ClusterEvent.MemberLeft left) {
            cluster.left(left.address(), left.isGraceful());
        } else if (event instanceof ClusterEvent.MemberUpdated) {
            cluster.updated();
        } else if (event instanceof ClusterEvent.NameConflict) {
            cluster.nameConflict();
        } else if (event instanceof ClusterEvent.NodeRefused) {
            replication.refused();
        } else if (event instanceof ClusterEvent.ReconnectTried tried) {
            cluster.reconnected(tried.address(), tried.isSuccess());
        } else if (event instanceof ClusterEvent.PeersRefreshed refreshed) {
            cluster.refreshed(refreshed.address(), refreshed.isSuccess());
        }
    }

    private void exchanges(ClusterEvent event) {
        if (event instanceof ClusterEvent.Exchanged) {
            replication.exchanged(true);
        } else if (event instanceof ClusterEvent.ExchangeFailed) {
            replication.exchanged(false);
        } else if (event instanceof ClusterEvent.QueueDropped dropped) {
            cluster.pruned(dropped.versions());
            replication.queueDropped();
        } else if (event instanceof ClusterEvent.VersionRefused) {
            replication.versionRefused();
        }
    }
}
