package io.tocsin.server.storage;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When each group is due, and of which groups the file does not know it yet. Nobody else keeps that by group key, so that
 * a file that is written anew gets it from here.
 *
 * <p>Thread-safe. Every method is synchronized, because all shards write here and the writer reads.
 */
final class GroupTimers {
    /** So many changes wait for a file that cannot be written, whatever there is. */
    private static final int CHANGED_MAX = 10_000;

    private final Map<String, Instant> all = new HashMap<>();
    private Set<String> changed = new HashSet<>();

    /** More was forgotten than is worth remembering one by one. */
    private boolean lacksSome;

    synchronized void restore(Map<String, Instant> stored) {
        all.putAll(stored);
    }

    synchronized void schedule(String groupKey, Instant at) {
        all.put(groupKey, at);
        changed(groupKey);
    }

    synchronized void forget(String groupKey) {
        all.remove(groupKey);
        changed(groupKey);
    }

    private void changed(String groupKey) {
        changed.add(groupKey);
        if (changed.size() > CHANGED_MAX && changed.size() > 2 * all.size()) {
            changed = new HashSet<>();
            lacksSome = true;
        }
    }

    /** Groups of which the file does not know what is known here. */
    synchronized int changes() {
        return lacksSome ? Math.max(changed.size(), all.size()) : changed.size();
    }

    /** Whether only {@link #takeAll} has everything that has changed. */
    synchronized boolean lacksSome() {
        return lacksSome;
    }

    /** Hands over what has changed; null is for a group that is done. */
    synchronized Map<String, @Nullable Instant> takeChanged() {
        Map<String, @Nullable Instant> taken = new HashMap<>();
        changed.forEach(key -> taken.put(key, all.get(key)));
        changed = new HashSet<>();
        return taken;
    }

    /** Hands over everything, for a file that may know none of it. */
    synchronized Map<String, Instant> takeAll() {
        changed = new HashSet<>();
        lacksSome = false;
        return new HashMap<>(all);
    }

    /**
     * Forgets the groups that were due before {@code limit}: a group that exists is due later, so that these are of
     * another configuration.
     */
    synchronized void forgetBefore(Instant limit) {
        all.entrySet().removeIf(each -> {
            boolean isOver = each.getValue().isBefore(limit);
            if (isOver) {
                changed.add(each.getKey());
            }
            return isOver;
        });
    }
}
