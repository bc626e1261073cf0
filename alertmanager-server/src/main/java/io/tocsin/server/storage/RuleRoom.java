package io.tocsin.server.storage;

import io.tocsin.evaluator.rule.AlertState;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who has the room for alerts of rules when not all find any.
 *
 * <p>Alerts that fire come before pending ones, and those before resolved ones, whichever groups have them: a crash must not have
 * one that fires forgotten for the sake of one that does not fire yet. Between alerts in the same state, each group that has
 * alerts has an equal share of half of the room: one that is within its share takes from those that are beyond theirs, and from
 * nobody else. What groups leave free, and the other half, belongs to whoever comes first. Alerts that are worth more count
 * towards the share, too, those that are worth less do not. A group's newest alerts give way first.
 *
 * @param groups those that have alerts
 * @param bytesMax of all of them together
 */
record RuleRoom(Collection<KeptRules> groups, long bytesMax) {
    private static final int SHARED = 2;

    private long shareBytes() {
        return bytesMax / SHARED / Math.max(1, groups.size());
    }

    /**
     * Which group has to give its least worthy alert so that another one finds room.
     *
     * @param lackingBytes how much there is too little
     * @return empty if it finds none, whoever gave
     */
    Optional<KeptRules> giver(KeptRules group, AlertState state, int bytes, long lackingBytes) {
        boolean isWithinShare = group.bytesFrom(state) + bytes <= shareBytes();
        if (lackingBytes > givenByLess(state) + (isWithinShare ? givenByEquals(group, state) : 0)) {
            // Nobody gives in vain.
            return Optional.empty();
        }
        return Stream.of(AlertState.values())
                .filter(less -> less.compareTo(state) < 0)
                .flatMap(less -> giverOfLess(group, less).stream())
                .findFirst()
                .or(() -> isWithinShare ? beyondShare(group, state) : Optional.empty());
    }

    private long givenByLess(AlertState state) {
        return groups.stream().mapToLong(each -> each.bytesBelow(state)).sum();
    }

    private long givenByEquals(KeptRules group, AlertState state) {
        long share = shareBytes();
        return groups.stream()
                .filter(other -> other != group && other.bytesFrom(state) > share)
                .mapToLong(other -> Math.min(other.bytesFrom(state) - share, other.bytesIn(state)))
                .sum();
    }

    /** A share is kept as long as anybody else can give. */
    private Optional<KeptRules> giverOfLess(KeptRules group, AlertState less) {
        return beyondShare(group, less)
                .or(() -> Optional.of(group).filter(own -> own.bytesIn(less) > 0))
                .or(() -> largest(other -> other.bytesIn(less) > 0));
    }

    private Optional<KeptRules> beyondShare(KeptRules group, AlertState state) {
        long share = shareBytes();
        return largest(other -> other != group && other.bytesIn(state) > 0 && other.bytesFrom(state) > share);
    }

    private Optional<KeptRules> largest(Predicate<KeptRules> from) {
        return groups.stream().filter(from).max(Comparator.comparingLong(KeptRules::bytes));
    }
}
