package io.tocsin.core.group;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What can happen to an {@link AggregationGroup}. */
public sealed interface GroupEvent {
    /** An alert was routed here, for the first time or again. */
    record AlertArrived(GroupMember member) implements GroupEvent {
        public AlertArrived {
            requireNonNull(member, "member");
        }
    }

    /**
     * An alert that was kept over a restart, or that another member took in, came.
     *
     * @param nextFlush when the group is to be flushed, if the alert is its first
     */
    record AlertRestored(GroupMember member, Instant nextFlush) implements GroupEvent {
        public AlertRestored {
            requireNonNull(member, "member");
            requireNonNull(nextFlush, "nextFlush");
        }
    }

    /**
     * @param tick when the flush was due; a busy or late one happens after that, within seconds if nothing is wrong
     * @param othersTold when another member of the cluster last notified of the group, if none has since; empty if none did,
     *     or nobody knows
     */
    record FlushDue(Instant tick, Optional<Instant> othersTold) implements GroupEvent {
        public FlushDue {
            requireNonNull(tick, "tick");
            requireNonNull(othersTold, "othersTold");
        }
    }

    /**
     * @param isSuccess every integration was told, or had no need to be
     * @param kept resolved alerts that stay in the group even so
     * @param owesResolves an integration still waits for resolves of alerts that leave the group, or have left it
     * @param hasSteppedIn somebody was told, later than at the tick, because members that come first had not done so
     */
    record FlushFinished(
            GroupFlush flush, boolean isSuccess, Set<Labels> kept, boolean owesResolves, boolean hasSteppedIn)
            implements GroupEvent {
        public FlushFinished {
            requireNonNull(flush, "flush");
            kept = Set.copyOf(kept);
        }
    }
}
