package io.tocsin.core.silence;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matcher sets filed under the same thing. A linked list that grows at its head, so that adding to a large one costs no
 * more than to a small one, and readers need no lock.
 *
 * <p>Written by one owner; read by any thread.
 */
final class SilenceBucket {
    // Volatile: readers walk the list that the owner made last; its nodes never change.
    private volatile @Nullable Node head;

    private record Node(Filed filed, @Nullable Node next, int size) {}

    /** One matcher set of a silence. Sets are told apart by identity: two silences may have equal ones. */
    static final class Filed {
        private final SilenceHolder holder;

        /** Those that cost little first. */
        private final Matcher[] matchers;

        Filed(SilenceHolder holder, MatcherSet set) {
            this.holder = holder;
            this.matchers = set.matchers().stream()
                    .sorted(Comparator.comparing(matcher -> matcher.type().isRegex()))
                    .toArray(Matcher[]::new);
        }

        SilenceHolder holder() {
            return holder;
        }

        Matcher[] matchers() {
            return matchers;
        }

        boolean matches(Labels labels) {
            for (Matcher matcher : matchers) {
                if (!matcher.matches(labels)) {
                    return false;
                }
            }
            return true;
        }
    }

    int size() {
        return size(head);
    }

    private static int size(@Nullable Node list) {
        return list == null ? 0 : list.size();
    }

    void add(Filed filed) {
        push(filed, head);
    }

    private void push(Filed filed, @Nullable Node next) {
        head = new Node(filed, next, size(next) + 1);
    }

    /** Takes out what belongs to {@code gone}. */
    void removeAll(Set<SilenceHolder> gone) {
        List<Filed> kept = new ArrayList<>();
        for (Node node = head; node != null; node = node.next()) {
            if (!gone.contains(node.filed().holder())) {
                kept.add(node.filed());
            }
        }
        @Nullable Node rebuilt = null;
        for (int i = kept.size() - 1; i >= 0; i--) {
            rebuilt = new Node(kept.get(i), rebuilt, size(rebuilt) + 1);
        }
        head = rebuilt;
    }

    /** Tries every set on {@code labels}. */
    void search(Labels labels, SilenceSearch search) {
        for (Node node = head; node != null; node = node.next()) {
            search.examine(node.filed(), labels);
        }
    }
}
