package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;

/**
 * What a restart needs of a group, as of its last evaluation; before the first one, as of the time before. Immutable: who
 * keeps it waits for nobody who evaluates.
 *
 * @param version grows with every evaluation that leaves alerts behind; 0 for what has been restored as it was. It never goes
 *     back for one id while the process lives, reloads included
 * @param essence grows with what a restart must not find otherwise: alerts that have come or gone, and their states and
 *     times. The rest of an alert may be some seconds old. It never goes back, too
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

    /** This one, or one that is newer than it. */
    GroupSnapshot next(GroupState now) {
        if (!isSameEssence(state, now)) {
            return new GroupSnapshot(now, version + 1, essence + 1);
        }
        return now.alerts().isEmpty() ? this : new GroupSnapshot(now, version + 1, essence);
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
