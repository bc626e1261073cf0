package io.tocsin.core.alert;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The alerts known to this member, resolved ones included until they are collected.
 *
 * <p>A collected alert of whose end somebody still has to be told is retired: to all who ask it is gone, and a post of the
 * same labels is a new alert, but {@link #kept} has it until it is forgotten.
 *
 * <p>Written by one owner, the intake; read by any thread, which sees each alert's newest version and may or may not
 * see posts that are being stored meanwhile.
 *
 * @param <H> what holds an alert, so that its user can keep more beside it
 */
public final class AlertStore<H extends AlertHolder> {
    private final ConcurrentHashMap<Labels, H> holders = new ConcurrentHashMap<>();
    private final Function<Alert, H> newHolder;

    /** Written by the owner, read by whoever counts. */
    private final AtomicInteger retired = new AtomicInteger();

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
        H holder = get(incoming.labels());
        return holder == null ? add(incoming) : update(holder, AlertMerge.merge(holder.alert(), incoming, now));
    }

    /** Stores a version as it is, in place of the one that is there. */
    public Change<H> replace(Alert version) {
        H holder = get(version.labels());
        return holder == null ? add(version) : update(holder, version);
    }

    /** Stores a version of an alert that is not kept, as one that has been retired. */
    public H addRetired(Alert version) {
        H created = newHolder.apply(version);
        created.retire();
        if (holders.putIfAbsent(version.labels(), created) != null) {
            throw new IllegalStateException("kept already (expected: an alert that is not kept): " + version.labels());
        }
        retired.incrementAndGet();
        return created;
    }

    private Change<H> add(Alert version) {
        H created = newHolder.apply(version);
        H replaced = holders.put(version.labels(), created);
        if (replaced != null) {
            retired.decrementAndGet();
        }
        return new Change<>(created, null, replaced);
    }

    private Change<H> update(H holder, Alert version) {
        Alert before = holder.alert();
        holder.update(version.sharing(before));
        return new Change<>(holder, before, null);
    }

    public @Nullable H get(Labels labels) {
        H holder = holders.get(labels);
        return holder == null || holder.isRetired() ? null : holder;
    }

    /** As {@link #get}, retired ones included. */
    public @Nullable H getKept(Labels labels) {
        return holders.get(labels);
    }

    /** Stored alerts, resolved ones included. */
    public int size() {
        return Math.max(0, holders.size() - retired.get());
    }

    /** Every holder, in no particular order. */
    public List<H> all() {
        List<H> all = new ArrayList<>(holders.size());
        forEach(all::add);
        return all;
    }

    /** Every holder, retired ones included, in no particular order. */
    public List<H> kept() {
        return new ArrayList<>(holders.values());
    }

    /** The retired ones among {@link #kept}. */
    public List<H> retired() {
        return retired.get() == 0
                ? List.of()
                : holders.values().stream().filter(AlertHolder::isRetired).toList();
    }

    /** As {@link #kept}, without copying. */
    public Iterable<H> eachKept() {
        return Collections.unmodifiableCollection(holders.values());
    }

    /** Visits every holder, in no particular order, without copying. */
    public void forEach(Consumer<? super H> visitor) {
        for (H holder : holders.values()) {
            if (!holder.isRetired()) {
                visitor.accept(holder);
            }
        }
    }

    /** As {@link #forEach}, retired ones included. */
    public void forEachKept(Consumer<? super H> visitor) {
        holders.values().forEach(visitor);
    }

    /**
     * Retires the alerts that are resolved at {@code now}.
     *
     * @return those
     */
    public List<H> retireResolved(Instant now) {
        List<H> collected = new ArrayList<>();
        forEach(holder -> {
            if (holder.alert().isResolvedAt(now)) {
                holder.retire();
                collected.add(holder);
            }
        });
        retired.addAndGet(collected.size());
        return collected;
    }

    /**
     * Lets go of a retired alert.
     *
     * @return false if the labels have another holder by now
     */
    public boolean forget(H holder) {
        boolean isGone = holder.isRetired() && holders.remove(holder.alert().labels(), holder);
        if (isGone) {
            retired.decrementAndGet();
        }
        return isGone;
    }

    /**
     * What a post did.
     *
     * @param before the version it met; null for an alert that was not stored
     * @param replaced the retired holder of the same labels, which is forgotten; null if there was none
     */
    public record Change<H extends AlertHolder>(
            H holder, @Nullable Alert before, @Nullable H replaced) {}
}
