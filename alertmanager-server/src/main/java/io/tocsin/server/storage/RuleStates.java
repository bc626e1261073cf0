package io.tocsin.server.storage;

import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupSnapshot;
import io.tocsin.evaluator.rule.GroupState;
import java.util.List;
import java.util.Set;

/**
 * What rules have come to, so that {@code for} survives a restart. Thread-safe; nobody waits for the disk.
 *
 * <p>What is handed over is written within a second, or with whatever else is written before: an alert of a rule that is
 * durable, as one that was posted, never is ahead of what is kept of its rule.
 */
public interface RuleStates {
    /** Keeps nothing beyond the process. */
    RuleStates NONE = new RuleStates() {
        @Override
        public List<GroupState> kept() {
            return List.of();
        }

        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        public long maxBytes() {
            return 0;
        }

        @Override
        public void keep(GroupSnapshot group) {
            // Nowhere.
        }

        @Override
        public void keepOnly(Set<GroupId> groups, List<GroupSnapshot> begun) {
            // There is none.
        }
    };

    /** What is kept: before anything is handed over, what the last process has left. */
    List<GroupState> kept();

    /** Bytes of what is kept, about. */
    long sizeBytes();

    /** How many bytes are kept at most, about; 0 where nothing is. */
    long maxBytes();

    /**
     * Keeps this instead of what is kept of the group. Nothing happens if a later version of it was handed over already, or the
     * group is none of those that {@link #keepOnly} has named.
     */
    void keep(GroupSnapshot group);

    /**
     * Forgets all groups but these, and has nothing kept of others until it is called again.
     *
     * @param begun what some of them begin with, in one step with that: a group that has been renamed has what is forgotten of
     *     the one that it was
     */
    void keepOnly(Set<GroupId> groups, List<GroupSnapshot> begun);
}
