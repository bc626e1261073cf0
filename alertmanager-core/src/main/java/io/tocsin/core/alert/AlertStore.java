package io.tocsin.core.alert;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The alerts known to this member, resolved ones included until they are collected.
 *
 * <p>Written by one owner, the intake; read by any thread, which sees each alert's newest version and may or may not
 * see posts that are being stored meanwhile.
 *
 * @param <H> what holds an alert, so that its user can keep more beside it
 */
public final class AlertStore<H extends AlertHolder> {
    private final ConcurrentHashMap<Labels, H> holders = new ConcurrentHashMap<>();
    private final Function<Alert, H> newHolder;

    /** @param newHolder makes the holder of an alert that is not stored yet */
    public AlertStore(Function<Alert, H> newHolder) {
        this.newHolder = requireNonNull(newHolder, "newHolder");
    }

    /**
     * Stores an alert, merged with the version that is there.
     *
     * @param now decides whether a version counts as resolved
     */
    public Change<H> put(Alert incoming, Instant now) {
        H holder = holders.get(incoming.labels());
        if (holder == null) {
            H created = newHolder.apply(incoming);
            holders.put(incoming.labels(), created);
            return new Change<>(created, null);
        }
        Alert before = holder.alert();
        holder.update(AlertMerge.merge(before, incoming, now).sharing(before));
        return new Change<>(holder, before);
    }

    public @Nullable H get(Labels labels) {
        return holders.get(labels);
    }

    /** Stored alerts, resolved ones included. */
    public int size() {
        return holders.size();
    }

    /** Every holder, in no particular order. */
    public List<H> all() {
        return new ArrayList<>(holders.values());
    }

    /** The newest version of every alert, in no particular order, without copying; versions may change on the way. */
    public Iterable<Alert> alerts() {
        return () -> holders.values().stream().map(AlertHolder::alert).iterator();
    }

    /** Visits every holder, in no particular order, without copying. */
    public void forEach(Consumer<? super H> visitor) {
        holders.values().forEach(visitor);
    }

    /**
     * Removes the alerts that are resolved at {@code now}.
     *
     * @return the removed ones
     */
    public List<H> collectResolved(Instant now) {
        List<H> removed = new ArrayList<>();
        for (Iterator<H> each = holders.values().iterator(); each.hasNext(); ) {
            H holder = each.next();
            if (holder.alert().isResolvedAt(now)) {
                each.remove();
                removed.add(holder);
            }
        }
        return removed;
    }

    /**
     * What a post did.
     *
     * @param before the version it met; null for an alert that was not stored
     */
    public record Change<H extends AlertHolder>(
            H holder, @Nullable Alert before) {}
}
