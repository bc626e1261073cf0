package io.tocsin.core.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Limits how many alerts of one {@code alertname} fire at the same time, so that one rule gone wild cannot fill the
 * store. Known alerts are always updated; only alerts that are new are refused.
 *
 * <p>Owned by the intake.
 *
 * @see "Upstream: limit.Bucket and provider/mem, v0.34.0"
 */
public final class AlertNameLimit {
    /** A full bucket is searched for ended alerts no more often than this, however many are refused. */
    private static final Duration SEARCH_INTERVAL_MAX = Duration.ofSeconds(1);

    private final int max;
    private final Map<String, Bucket> buckets = new HashMap<>();

    private static final class Bucket {
        final Set<AlertHolder> firing = Collections.newSetFromMap(new IdentityHashMap<>());
        Instant searchAt = Instant.MIN;
    }

    /** @param max zero or less for no limit */
    public AlertNameLimit(int max) {
        this.max = max;
    }

    /** Whether one more alert called {@code name} may be stored. */
    public boolean admits(String name, Instant now) {
        Bucket bucket = max <= 0 ? null : buckets.get(name);
        if (bucket == null || bucket.firing.size() < max) {
            return true;
        }
        if (now.isBefore(bucket.searchAt)) {
            return false;
        }
        dropEnded(bucket, now);
        return bucket.firing.size() < max;
    }

    private static void dropEnded(Bucket bucket, Instant now) {
        bucket.firing.removeIf(holder -> holder.alert().isResolvedAt(now));
        Instant next = now.plus(SEARCH_INTERVAL_MAX);
        for (AlertHolder holder : bucket.firing) {
            Timestamp end = holder.alert().endsAt();
            next = end.compareTo(next) < 0 ? end.toInstant() : next;
        }
        bucket.searchAt = next;
    }

    /** An alert was stored, or changed otherwise than by a refresh. */
    public void changed(AlertHolder holder, Instant now) {
        if (max <= 0) {
            return;
        }
        if (holder.alert().isResolvedAt(now)) {
            removed(holder);
        } else {
            buckets.computeIfAbsent(holder.alert().name(), name -> new Bucket())
                    .firing
                    .add(holder);
        }
    }

    /** Forgets what it knows of; every alert of the store has to be told again. */
    public void clear() {
        buckets.clear();
    }

    /** An alert left the store. */
    public void removed(AlertHolder holder) {
        buckets.computeIfPresent(holder.alert().name(), (name, bucket) -> {
            bucket.firing.remove(holder);
            return bucket.firing.isEmpty() ? null : bucket;
        });
    }
}
