package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * What a restart needs of a group, as of its last evaluation; before the first one, as of the time before. Immutable: who
 * keeps it waits for nobody who evaluates.
 *
 * @param version grows with every evaluation that leaves alerts behind, or takes away the last one; 0 before that, and for
 *     what has been restored as it was. No two of a process are the same: it goes on for a group that a reload brings back
 * @param essence the version in which something was another last that a restart must not find otherwise: alerts that have
 *     come or gone, and their states and times. What else differs, texts and the value, may be kept as it was then
 */
public record GroupSnapshot(GroupState state, long version, long essence) {
    public GroupSnapshot {
        requireNonNull(state, "state");
    }

    static GroupSnapshot none(GroupId id) {
        return restored(GroupState.none(id));
    }

    /** What is kept already, as it is. */
    static GroupSnapshot restored(GroupState state) {
        return new GroupSnapshot(state, 0, 0);
    }

    /**
     * This one, or one that is newer than it.
     *
     * @param versions gives greater numbers each time, and the same one to nobody else
     */
    GroupSnapshot next(GroupState now, LongSupplier versions) {
        boolean isSame = isSameEssence(state, now);
        if (isSame && now.alerts().isEmpty()) {
            return this;
        }
        long next = versions.getAsLong();
        return new GroupSnapshot(now, next, isSame ? essence : next);
    }

    private static boolean isSameEssence(GroupState before, GroupState now) {
        if (before.alerts().size() != now.alerts().size()) {
            return false;
        }
        Iterator<KeptAlert> each = now.alerts().iterator();
        for (KeptAlert known : before.alerts()) {
            if (!known.isSameEssence(each.next())) {
                return false;
            }
        }
        return true;
    }
}
