package io.tocsin.server.storage;

import io.tocsin.evaluator.rule.AlertState;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who has the room for alerts of rules when not all find any.
 *
 * <p>Each group that has alerts has an equal share of half of it, which no other takes from it. The rest, and what groups leave
 * free, anybody has until one that is within its share needs it; there, and within each group, alerts that fire come before
 * pending ones, those before resolved ones, and older ones before newer ones.
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
        long share = shareBytes();
        boolean isWithinShare = group.bytes() + bytes <= share;
        if (!isWithinShare && lackingBytes > givenByOthers(group, state, share) + group.bytesBelow(state)) {
            // Nobody gives in vain.
            return Optional.empty();
        }
        Predicate<KeptRules> isBeyondShare = other -> other != group && other.bytes() > share;
        return largest(isBeyondShare.and(other -> other.bytesBelow(state) > 0))
                .or(() -> Optional.of(group).filter(own -> own.bytesBelow(state) > 0))
                .or(() -> isWithinShare ? largest(isBeyondShare) : Optional.empty());
    }

    private long givenByOthers(KeptRules group, AlertState state, long share) {
        return groups.stream()
                .filter(other -> other != group && other.bytes() > share)
                .mapToLong(other -> Math.min(other.bytes() - share, other.bytesBelow(state)))
                .sum();
    }

    private Optional<KeptRules> largest(Predicate<KeptRules> from) {
        return groups.stream().filter(from).max(Comparator.comparingLong(KeptRules::bytes));
    }
}
