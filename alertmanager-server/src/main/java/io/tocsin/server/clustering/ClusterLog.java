package io.tocsin.server.clustering;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.core.label.GoDuration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes what an operator wants to read about the cluster. Trouble that goes on is one line, not one each second. Lines about
 * settling are the original's: there are those who wait for them.
 *
 * <p>Thread-safe.
 *
 * @see "Upstream: cluster/cluster.go; observed with 0.33.1"
 */
final class ClusterLog implements ClusterListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLog.class);

    private static final int TROUBLES_MAX = 64;

    /** What was said last of each node in trouble. Guarded by itself: events come from several threads. */
    private final Map<String, String> troubles = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > TROUBLES_MAX;
        }
    };

    /** Who has loaded another configuration than this member. Guarded by itself. */
    private final Set<String> configuredOtherwise = new HashSet<>();

    @Override
    public void on(ClusterEvent event) {
        if (event instanceof ClusterEvent.MemberJoined joined) {
            line(Level.INFO)
                    .addKeyValue("peer", joined.name())
                    .addKeyValue("addr", joined.address())
                    .log("peer joined");
        } else if (event instanceof ClusterEvent.MemberLeft left) {
            if (left.isGraceful()) {
                // It is looked for all the same; nobody has to be told that it is not there.
                known("reach " + left.address(), ClusterEvent.NOBODY_ANSWERS);
            }
            forget(left.name());
            line(left.isGraceful() ? Level.INFO : Level.WARN)
                    .addKeyValue("peer", left.name())
                    .addKeyValue("addr", left.address())
                    .log(left.isGraceful() ? "peer left" : "peer lost");
        } else if (event instanceof ClusterEvent.NameConflict conflict) {
            nameConflict(conflict);
        } else if (event instanceof ClusterEvent.NodeRefused refused) {
            trouble("refused " + refused.address(), refused.reason(), "addr", refused.address(), "node refused");
        } else if (event instanceof ClusterEvent.Ranked ranked) {
            line(Level.INFO)
                    .addKeyValue("members", ranked.members())
                    .log(
                            ranked.hasSeenAll()
                                    ? "has what the others have, and takes its turns"
                                    : "takes its turns, but has not seen all that the others have");
        } else if (event instanceof ClusterEvent.ConfigurationsDiffer differ) {
            configurations(differ);
        } else {
            settling(event);
            exchange(event);
            reaching(event);
        }
    }

    private static void settling(ClusterEvent event) {
        if (event instanceof ClusterEvent.SettlingBegun begun) {
            line(Level.INFO)
                    .addKeyValue("interval", GoDuration.format(begun.interval()))
                    .log("Waiting for gossip to settle...");
        } else if (event instanceof ClusterEvent.NotSettled look) {
            line(Level.INFO)
                    .addKeyValue("polls", look.polls())
                    .addKeyValue("before", look.before())
                    .addKeyValue("now", look.now())
                    .addKeyValue("elapsed", GoDuration.format(look.elapsed()))
                    .log("gossip not settled");
        } else if (event instanceof ClusterEvent.Settled settled) {
            line(Level.INFO)
                    .addKeyValue("members", settled.members())
                    .addKeyValue("elapsed", GoDuration.format(settled.elapsed()))
                    .log(
                            settled.isComplete()
                                    ? "gossip settled; proceeding"
                                    : "gossip not settled but continuing anyway");
        }
    }

    private void exchange(ClusterEvent event) {
        if (event instanceof ClusterEvent.Exchanged exchanged) {
            isOver("exchange " + exchanged.name());
            line(Level.DEBUG)
                    .addKeyValue("peer", exchanged.name())
                    .addKeyValue("sent", exchanged.sent())
                    .addKeyValue("received", exchanged.received())
                    .addKeyValue("duration", GoDuration.format(exchanged.duration()))
                    .log("compared everything");
        } else if (event instanceof ClusterEvent.ExchangeFailed failed) {
            trouble(
                    "exchange " + failed.name(),
                    failed.reason(),
                    "peer",
                    failed.name(),
                    "cannot compare everything with a peer, will retry");
        } else if (event instanceof ClusterEvent.VersionRefused refused) {
            trouble(
                    "version " + refused.name(),
                    refused.reason(),
                    "peer",
                    refused.name(),
                    "a version cannot be held by all members");
        } else if (event instanceof ClusterEvent.QueueDropped dropped) {
            line(Level.WARN)
                    .addKeyValue("peer", dropped.name())
                    .addKeyValue("versions", dropped.versions())
                    .log("too much waits for a peer: dropped, the next exchange brings it");
        }
    }

    private void reaching(ClusterEvent event) {
        if (event instanceof ClusterEvent.ReconnectTried tried) {
            reached(tried.address(), tried.problem());
        } else if (event instanceof ClusterEvent.PeersRefreshed refreshed) {
            reached(refreshed.address(), refreshed.problem());
        }
    }

    private void reached(String address, String problem) {
        if (problem.isEmpty()) {
            isOver("reach " + address);
            isOver("refused " + address);
            return;
        }
        if (isKnown("refused " + address, problem)) {
            known("reach " + address, problem);
        }
        trouble("reach " + address, problem, "addr", address, "failed to join cluster");
    }

    private boolean isKnown(String what, String reason) {
        synchronized (troubles) {
            return reason.equals(troubles.get(what));
        }
    }

    private static void nameConflict(ClusterEvent.NameConflict conflict) {
        line(Level.WARN)
                .addKeyValue("peer", conflict.name())
                .addKeyValue("addr", conflict.address())
                .addKeyValue("shown_as", conflict.shownAs())
                .log("Name conflict: two members have one --cluster.peer-name; give each its own");
    }

    private void configurations(ClusterEvent.ConfigurationsDiffer differ) {
        boolean isOver;
        synchronized (configuredOtherwise) {
            boolean isChange = differ.differ()
                    ? configuredOtherwise.add(differ.name())
                    : configuredOtherwise.remove(differ.name());
            if (!isChange) {
                return;
            }
            isOver = configuredOtherwise.isEmpty();
        }
        if (differ.differ()) {
            line(Level.WARN)
                    .addKeyValue("peer", differ.name())
                    .log("a peer has loaded another configuration: groups may be routed differently there");
        } else if (isOver) {
            line(Level.INFO).log("all peers have loaded the same configuration");
        }
    }

    /** Who is gone differs no longer, and begins anew when it comes back. */
    private void forget(String peer) {
        synchronized (configuredOtherwise) {
            configuredOtherwise.remove(peer);
        }
    }

    /** @param what names the trouble; said again when its reason is another one, or after {@link #isOver} */
    private void trouble(String what, String reason, String key, String node, String message) {
        line(!known(what, reason) ? Level.WARN : Level.DEBUG)
                .addKeyValue(key, node)
                .addKeyValue("err", reason)
                .log(message);
    }

    /** Whether that was said last. It is from now on. */
    private boolean known(String what, String reason) {
        synchronized (troubles) {
            return reason.equals(troubles.put(what, reason));
        }
    }

    private void isOver(String what) {
        synchronized (troubles) {
            troubles.remove(what);
        }
    }

    private static LoggingEventBuilder line(Level level) {
        return LOG.atLevel(level).addKeyValue("component", "cluster");
    }
}
