package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Owner;
import io.tocsin.core.engine.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Versions that another member is to have: the newest one for each key waits, a few batches are on their way. A batch that
 * does not arrive is sent again for as long as the member is there. What waits is bounded; where that is not enough, all of
 * it is let go of, and an exchange has to bring it.
 *
 * <p>Owned by the member's owner.
 */
final class Outbox {
    static final int VERSIONS_MAX = 100_000;
    static final long BYTES_MAX = 64L << 20;

    /** What a version takes in memory beyond its bytes. */
    static final int OVERHEAD_BYTES = 400;

    private static final int IN_FLIGHT_MAX = 2;
    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);
    private static final long NOTHING = Long.MAX_VALUE;

    private final Owner owner;
    private final Carrier carrier;
    private final Runnable acknowledged;
    private final long bytesMax;

    /** What decides whether others send: goes before all alerts. */
    private final Map<Object, Waiting> urgent = new LinkedHashMap<>();

    private final Map<Object, Waiting> alerts = new LinkedHashMap<>();
    private final List<Batch> inFlight = new ArrayList<>();
    private long waitingBytes;
    private long lostSince = NOTHING;
    private long exchangedSince;
    private boolean isClosed;

    /** Takes a batch to the member. */
    @FunctionalInterface
    interface Carrier {
        /** @return when it has it; exceptionally if it may not */
        CompletionStage<Void> carry(List<Version> batch);
    }

    /** @param since the place in the sequence of all changes from which on the key has something to tell */
    private record Waiting(Version version, long since) {}

    /** Not a record: two batches are never equal. */
    private static final class Batch {
        private final List<Version> versions = new ArrayList<>();
        private long since = NOTHING;
        private long bytes;
        private Duration retryAfter = RETRY_FIRST;
    }

    /**
     * @param bytesMax that may wait
     * @param acknowledged called whenever {@link #arrivedUpTo} may have risen
     */
    Outbox(Owner owner, long bytesMax, Carrier carrier, Runnable acknowledged) {
        this.bytesMax = bytesMax;
        this.owner = requireNonNull(owner, "owner");
        this.carrier = requireNonNull(carrier, "carrier");
        this.acknowledged = requireNonNull(acknowledged, "acknowledged");
    }

    /**
     * Takes a version in; {@link #send} sends it.
     *
     * @param sequence its place in the sequence of all changes; never below that of an earlier call
     * @return how many versions were let go of because there was no room any more; 0 as a rule
     */
    int add(Version version, long sequence) {
        Map<Object, Waiting> waiting = version.replica() instanceof Replica.OfAlert ? alerts : urgent;
        Object key = version.replica().key();
        Waiting known = waiting.get(key);
        if (known == null || version.isAfter(known.version())) {
            waiting.put(key, new Waiting(version, known == null ? sequence : known.since()));
            waitingBytes += size(version) - (known == null ? 0 : size(known.version()));
        }
        return waiting() > VERSIONS_MAX || waitingBytes > bytesMax ? drop() : 0;
    }

    /** The member has these itself, by its own word; those that wait and are no later are not sent. */
    void heard(List<Replica> held) {
        if (alerts.isEmpty()) {
            return;
        }
        boolean isAnyLess = false;
        for (Replica each : held) {
            // Of others it may be that what was written earlier says something beside what was written later.
            Waiting known = each instanceof Replica.OfAlert ? alerts.get(each.key()) : null;
            if (known != null && !known.version().replica().stamp().isAfter(each.stamp())) {
                alerts.remove(each.key());
                waitingBytes -= size(known.version());
                isAnyLess = true;
            }
        }
        if (isAnyLess) {
            acknowledged.run();
        }
    }

    private static int size(Version version) {
        return version.bytes().length + OVERHEAD_BYTES;
    }

    private int waiting() {
        return urgent.size() + alerts.size();
    }

    /** Lets go of all that waits. @return how many versions that were */
    private int drop() {
        int versions = waiting();
        lostSince(firstWaiting());
        forgetWaiting();
        return versions;
    }

    private void forgetWaiting() {
        urgent.clear();
        alerts.clear();
        waitingBytes = 0;
    }

    /** Changes from {@code sequence} on may never have come here. */
    void lostSince(long sequence) {
        lostSince = Math.min(lostSince, sequence);
        exchangedSince = NOTHING;
    }

    /** An exchange with the member begins, which will bring what was lost before. */
    void exchangeBegins() {
        exchangedSince = lostSince;
    }

    void exchangeEnded() {
        if (exchangedSince == lostSince) {
            lostSince = NOTHING;
        }
    }

    /** Sends what waits, as far as there may be more on its way. */
    void send() {
        while (!isClosed && inFlight.size() < IN_FLIGHT_MAX && waiting() > 0) {
            Batch batch = nextBatch();
            inFlight.add(batch);
            send(batch);
        }
    }

    private Batch nextBatch() {
        Batch batch = new Batch();
        fill(batch, urgent);
        fill(batch, alerts);
        return batch;
    }

    private void fill(Batch batch, Map<Object, Waiting> from) {
        Iterator<Waiting> each = from.values().iterator();
        while (each.hasNext()) {
            Waiting next = each.next();
            Version version = next.version();
            if (!BatchLimit.UPDATE.hasRoom(batch.versions.size(), batch.bytes, version.bytes().length)) {
                return;
            }
            batch.since = Math.min(batch.since, next.since());
            batch.versions.add(version);
            batch.bytes += version.bytes().length;
            waitingBytes -= size(version);
            each.remove();
        }
    }

    private void send(Batch batch) {
        carrier.carry(batch.versions).whenComplete((arrived, problem) -> {
            if (problem == null) {
                inFlight.remove(batch);
                send();
                acknowledged.run();
            } else {
                retry(batch);
            }
        });
    }

    private void retry(Batch batch) {
        if (!isClosed) {
            owner.schedule(batch, owner.now().plus(batch.retryAfter), () -> {
                if (!isClosed) {
                    send(batch);
                }
            });
            Duration twice = batch.retryAfter.multipliedBy(2);
            batch.retryAfter = twice.compareTo(RETRY_MAX) < 0 ? twice : RETRY_MAX;
        }
    }

    /** The member has all changes up to this place in the sequence. */
    long arrivedUpTo() {
        long open = Math.min(lostSince, firstWaiting());
        for (Batch batch : inFlight) {
            open = Math.min(open, batch.since);
        }
        return open == NOTHING ? NOTHING : open - 1;
    }

    private long firstWaiting() {
        return Math.min(first(urgent), first(alerts));
    }

    private static long first(Map<Object, Waiting> waiting) {
        return waiting.isEmpty() ? NOTHING : waiting.values().iterator().next().since();
    }

    /** Versions that wait or are on their way. */
    int size() {
        return waiting()
                + inFlight.stream().mapToInt(batch -> batch.versions.size()).sum();
    }

    /** The member is gone. */
    void close() {
        isClosed = true;
        forgetWaiting();
        inFlight.forEach(owner::cancel);
        inFlight.clear();
    }
}
