package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The engine's memory as what other members write to, and compare theirs with. Thread-safe. */
final class EngineRegisters implements Registers {
    private final EnginePorts ports;
    private final Memory memory;
    private final Shards shards;
    private final IntakeClock clock;
    private final AlertRegister alerts;

    EngineRegisters(EnginePorts ports, Memory memory, Shards shards, IntakeClock clock, AlertRegister alerts) {
        this.ports = requireNonNull(ports, "ports");
        this.memory = requireNonNull(memory, "memory");
        this.shards = requireNonNull(shards, "shards");
        this.clock = requireNonNull(clock, "clock");
        this.alerts = requireNonNull(alerts, "alerts");
    }

    @Override
    public CompletionStage<Integer> merge(List<Replica> replicas, String sender, Duration clockOffset) {
        Merge merge = new Merge(replicas, sender, new MemberClock(clockOffset));
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        ports.intake().execute(() -> Engine.orFail(answer, () -> answer.complete(merge.run())));
        return answer;
    }

    @Override
    public void forEach(Consumer<Register> taker) {
        memory.alertStore().forEachKept(holder -> show(holder, taker));
        for (Stamped<Silence> version : memory.liveSilences().stored()) {
            taker.accept(shown(
                    KeyHash.ofSilence(version.value().id()), new Replica.OfSilence(version.value(), version.stamp())));
        }
        for (Stamped<NotificationEntry> version : memory.log().stamped()) {
            taker.accept(shown(
                    KeyHash.of(version.value().key()), new Replica.OfNotification(version.value(), version.stamp())));
        }
    }

    /**
     * Others get nothing that nobody wrote, but the version before it; and that under a stamp that lets what they know of it count
     * more.
     */
    private static void show(RoutedAlert holder, Consumer<Register> taker) {
        Stamped<Alert> version = holder.version();
        // Asked afterwards: what is assumed is marked before it can be seen.
        Stamped<Alert> written = holder.heldSince();
        Stamped<Alert> given = written == null ? version : written;
        if (written != null && written.stamp().member() == 0) {
            // It was assumed before the last restart, too, or nobody else can know of it.
            return;
        }
        taker.accept(new Shown(
                KeyHash.ofAlert(given.value().labels()),
                version.stamp(),
                new Replica.OfAlert(given.value(), given.stamp())));
    }

    private static Shown shown(long keyHash, Replica replica) {
        return new Shown(keyHash, replica.stamp(), replica);
    }

    @Override
    public void turnsChanged() {
        shards.turnsChanged();
    }

    /** What is held under a key at the moment. */
    private record Shown(long keyHash, Stamp stamp, Replica replica) implements Register {
        @Override
        public boolean isCurrent(Instant now) {
            if (replica instanceof Replica.OfAlert alert) {
                return AlertRegister.isCurrent(alert.alert(), now);
            } else if (replica instanceof Replica.OfSilence silence) {
                return !SilenceRules.isToBeForgotten(silence.silence(), now);
            } else if (replica instanceof Replica.OfNotification notification) {
                return notification.entry().expiresAt().isAfter(now);
            }
            throw new AssertionError("unhandled replica: " + replica);
        }
    }

    /**
     * An entry of the notification log that was news.
     *
     * @param kept what the log says from now on
     */
    private record Learned(NotificationEntry given, NotificationEntry kept) {}

    /** What one member has sent at once; an event of the intake. */
    private final class Merge {
        private final List<Replica> replicas;
        private final String sender;
        private final MemberClock senderClock;
        private final List<Learned> learned = new ArrayList<>();
        private int newAlerts;
        private int newSilences;

        /** Of what somebody was told that it fires, and nothing else since; found when it is first needed. */
        private @Nullable Set<Long> toldFiring;

        Merge(List<Replica> replicas, String sender, MemberClock senderClock) {
            this.replicas = List.copyOf(replicas);
            this.sender = requireNonNull(sender, "sender");
            this.senderClock = senderClock;
        }

        /** @return how many were news */
        int run() {
            Instant now = clock.now();
            // Before the alerts: what is silenced, and what was told, is known when they come to their groups.
            replicas.forEach(replica -> mergeUnlessAlert(replica, now));
            mergeAlerts(now);
            learned.forEach(this::tell);
            ports.listener().on(new EngineEvent.ReplicasMerged(sender, newAlerts, newSilences, learned.size()));
            return newAlerts + newSilences + learned.size();
        }

        private void mergeUnlessAlert(Replica replica, Instant now) {
            if (replica instanceof Replica.OfSilence written) {
                Stamped<Silence> version = new Stamped<>(written.silence(), written.stamp());
                Requester by = new Requester("member:" + sender, "");
                newSilences += memory.liveSilences().merge(version, by, now) ? 1 : 0;
            } else if (replica instanceof Replica.OfNotification written) {
                NotificationEntry entry = senderClock.here(written.entry());
                Stamped<NotificationEntry> given = new Stamped<>(entry, written.stamp());
                memory.log().merge(given, () -> ports.stamp(now)).ifPresent(kept -> learn(given, kept));
            }
        }

        private void learn(Stamped<NotificationEntry> given, Stamped<NotificationEntry> kept) {
            learned.add(new Learned(given.value(), kept.value()));
            if (!kept.equals(given)) {
                // It says what neither member knew alone.
                ports.replication().changed(new Replica.OfNotification(kept.value(), kept.stamp()));
            }
        }

        private void mergeAlerts(Instant now) {
            ArrivalBatch batch = new ArrivalBatch(ports, shards, true);
            try {
                learned.forEach(each -> alerts.learn(each.kept(), now, batch));
                for (Replica replica : replicas) {
                    if (replica instanceof Replica.OfAlert written) {
                        newAlerts += alerts.merge(written, senderClock, now, batch, this::isOwed) ? 1 : 0;
                    }
                }
            } finally {
                // Whatever is stored counts as sent to its groups, so it has to be.
                batch.dispatch();
            }
        }

        private void tell(Learned each) {
            NotificationEntry entry = each.given();
            ports.listener()
                    .on(new EngineEvent.NotificationLearned(
                            entry, alerts.labelsOf(entry.firing()), alerts.labelsOf(entry.resolved()), sender));
        }

        private boolean isOwed(Labels labels) {
            Set<Long> firing = toldFiring;
            if (firing == null) {
                firing = new HashSet<>();
                for (NotificationEntry entry : memory.log().all()) {
                    for (long hash : entry.firing().toArray()) {
                        firing.add(hash);
                    }
                }
                toldFiring = firing;
            }
            return firing.contains(AlertHash.of(labels));
        }
    }
}
