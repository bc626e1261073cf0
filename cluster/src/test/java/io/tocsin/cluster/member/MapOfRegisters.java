package io.tocsin.cluster.member;

import io.tocsin.core.engine.Registers;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What a member holds, as a map. */
final class MapOfRegisters implements Registers {
    private final Map<Object, Replica> held = new LinkedHashMap<>();
    private int turnChanges;

    /** A version that was written here. */
    void put(Replica replica) {
        held.merge(replica.key(), replica, (old, next) -> next.stamp().isAfter(old.stamp()) ? next : old);
    }

    Map<Object, Replica> held() {
        return held;
    }

    int turnChanges() {
        return turnChanges;
    }

    @Override
    public CompletionStage<Integer> merge(List<Replica> replicas, String sender, Duration clockOffset) {
        int news = 0;
        for (Replica replica : replicas) {
            Replica known = held.get(replica.key());
            if (known == null || replica.stamp().isAfter(known.stamp())) {
                held.put(replica.key(), replica);
                news++;
            }
        }
        return CompletableFuture.completedStage(news);
    }

    @Override
    public void forEach(Consumer<Register> taker) {
        List.copyOf(held.values()).forEach(replica -> taker.accept(new Entry(replica)));
    }

    @Override
    public void turnsChanged() {
        turnChanges++;
    }

    private record Entry(Replica replica) implements Register {
        @Override
        public long keyHash() {
            return replica.key().hashCode();
        }

        @Override
        public Stamp stamp() {
            return replica.stamp();
        }

        @Override
        public boolean isCurrent(Instant now) {
            return MapOfRegisters.isCurrent(replica, now);
        }
    }

    static boolean isCurrent(Replica replica, Instant now) {
        return !(replica instanceof Replica.OfAlert of) || !of.alert().isResolvedAt(now.minus(Duration.ofMinutes(1)));
    }
}
