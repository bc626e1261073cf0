package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whose turn it is with which group, among members that are there at a moment: each group has an order of its own, which
 * follows from the names, so that all members know it without asking, and a member that comes or goes moves only its own
 * groups.
 *
 * <p>Immutable. Asked by many threads for every flush.
 *
 * @see "Thaler, Ravishankar: A Name-Based Mapping Scheme for Rendezvous, 1996"
 */
sealed interface Turns {
    /** Why a member takes no turn that does not know for how long it has been away. */
    String SUSPENDED = "this member was suspended, and does not know yet what the others have done meanwhile";

    Turn turn(String groupKey);

    /** @param turn that of every group */
    record Unsettled(Turn.Unsettled turn) implements Turns {
        public Unsettled {
            requireNonNull(turn, "turn");
        }

        @Override
        public Turn turn(String groupKey) {
            return turn;
        }
    }

    /**
     * @param self the name of the member that asks; one of {@code names}
     * @param names of those that take turns, each one once
     */
    record Ranked(String self, List<String> names, Duration peerTimeout) implements Turns {
        private static final Turn ALONE = new Turn.First();

        public Ranked {
            names = names.stream().sorted().toList();
            if (!names.contains(self)) {
                throw new IllegalArgumentException("self: " + self + " (expected: one of " + names + ")");
            }
        }

        boolean isAlone() {
            return names.size() == 1;
        }

        @Override
        public Turn turn(String groupKey) {
            if (isAlone()) {
                return ALONE;
            }
            List<String> order = order(groupKey);
            int rank = order.indexOf(self);
            return rank == 0
                    ? new Turn.First(order.subList(1, order.size()))
                    : new Turn.Behind(order.subList(0, rank), delay(rank));
        }

        /**
         * A thirtieth more than that: {@code group_wait} and {@code group_interval} are multiples of the peer timeout as a rule,
         * and whoever waits for just as long as two members are out of step sends at the moment at which the first one does.
         */
        private Duration delay(int rank) {
            return Duration.ofNanos(rank * (peerTimeout.toNanos() + peerTimeout.toNanos() / 30));
        }

        /** All of them, the first one first. */
        List<String> order(String groupKey) {
            long key = hash(groupKey);
            List<String> order = new ArrayList<>(names);
            order.sort(Comparator.comparingLong(name -> weight(name, key)));
            return order;
        }

        private static long weight(String name, long key) {
            return mix(hash(name) + mix(key));
        }
    }

    /** Part of what members must agree on, like all that follows from it: it cannot change. */
    static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** See "Stafford: variant 13, 2011". FNV alone leaves names that differ in their last letter alike in most bits. */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
