package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertStore;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.pipeline.Muter;
import io.tocsin.core.route.Route;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceExpiry;
import io.tocsin.core.silence.SilenceMatches;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRules.ReadRequest;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.core.silence.Silences;
import io.tocsin.core.silence.Silences.Counts;
import io.tocsin.core.silence.Silences.Lookup;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The engine's silences: takes changes in, keeps them in the journal, and says what is silenced by what.
 *
 * <p>Thread-safe. Changes are events of the intake owner; questions are answered on the caller's thread.
 */
public final class LiveSilences implements Muter {
    private final EnginePorts ports;
    private final AlertStore<RoutedAlert> alerts;
    private final Silences silences;
    private final VisibleChanges changes;

    LiveSilences(EnginePorts ports, AlertStore<RoutedAlert> alerts, VisibleChanges changes) {
        this.ports = requireNonNull(ports, "ports");
        this.alerts = requireNonNull(alerts, "alerts");
        this.changes = requireNonNull(changes, "changes");
        this.silences = new Silences(ports.silenceRules(), ports::stamp);
    }

    // --- changes ---

    /**
     * Creates a silence or changes one, as of now. Its matchers are compiled on the caller's thread: the intake waits
     * for no regex.
     *
     * @param by who is to be remembered for it
     * @return completes when the journal has it, and another member as far as it can be had; exceptionally with {@link
     *     StoreUnavailableException} if the journal is in trouble, so that nothing was changed, or, as the message says
     *     then, if the journal could not take what is in force all the same
     */
    public CompletionStage<SilenceChange> set(SilenceRequest request, Requester by) {
        ReadRequest read = ports.silenceRules().read(request);
        return onIntake(
                () -> {
                    SilenceChange change = silences.set(read, ports.intake().now());
                    if (change instanceof SilenceChange.Created created) {
                        kept(created.silence());
                        tell(new EngineEvent.SilenceCreated(created.silence(), by));
                    } else if (change instanceof SilenceChange.Updated updated) {
                        kept(updated.silence());
                        tell(new EngineEvent.SilenceUpdated(updated.silence(), by));
                    } else if (change instanceof SilenceChange.Replaced replaced) {
                        // The new one first: other members find the old or the new one, whenever they look.
                        kept(replaced.silence());
                        kept(replaced.ended());
                        String successor = replaced.silence().id();
                        tell(new EngineEvent.SilenceEnded(replaced.ended(), Optional.of(successor), by));
                        tell(new EngineEvent.SilenceCreated(replaced.silence(), by));
                    }
                    return change;
                },
                change -> !(change instanceof SilenceChange.NotFound || change instanceof SilenceChange.Refused),
                LiveSilences::inForce);
    }

    /** What is in force because of a change. */
    private static String inForce(SilenceChange change) {
        if (change instanceof SilenceChange.Created created) {
            return "silence " + created.silence().id() + " is in force";
        } else if (change instanceof SilenceChange.Updated updated) {
            return "the change of silence " + updated.silence().id() + " is in force";
        } else if (change instanceof SilenceChange.Replaced replaced) {
            return "silence " + replaced.silence().id() + " is in force in place of "
                    + replaced.ended().id();
        }
        throw new AssertionError("no change: " + change);
    }

    /** Ends a silence as of now; completes like {@link #set}. */
    public CompletionStage<SilenceExpiry> expire(String id, Requester by) {
        return onIntake(
                () -> {
                    SilenceExpiry expiry = silences.expire(id, ports.intake().now());
                    if (expiry instanceof SilenceExpiry.Ended ended) {
                        kept(ended.silence());
                        tell(new EngineEvent.SilenceEnded(ended.silence(), Optional.empty(), by));
                    }
                    return expiry;
                },
                SilenceExpiry.Ended.class::isInstance,
                expiry -> "the end of silence " + id + " is in force");
    }

    /**
     * @param isChange whether an outcome has changed something
     * @param inForce says what is in force because of a change
     */
    private <T> CompletionStage<T> onIntake(Supplier<T> change, Predicate<T> isChange, Function<T, String> inForce) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ports.intake()
                .execute(() -> Engine.orFail(answer, () -> {
                    Optional<String> trouble = ports.store().trouble();
                    if (trouble.isPresent()) {
                        answer.completeExceptionally(new StoreUnavailableException(trouble.get()));
                        return;
                    }
                    T outcome = change.get();
                    if (isChange.test(outcome)) {
                        changes.happened();
                        completeOnceKept(answer, outcome, inForce);
                    } else {
                        answer.complete(outcome);
                    }
                }));
        return answer;
    }

    private <T> void completeOnceKept(CompletableFuture<T> answer, T outcome, Function<T, String> inForce) {
        ports.store()
                .committed()
                .thenCombine(ports.replication().acknowledged(), (stored, sent) -> outcome)
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        answer.complete(outcome);
                    } else {
                        answer.completeExceptionally(notKept(failure, inForce.apply(outcome)));
                    }
                });
    }

    /** Whoever hears this must not take the change for undone, and make it a second time. */
    private static Throwable notKept(Throwable failure, String changed) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof StoreUnavailableException unavailable
                ? new StoreUnavailableException(unavailable.getMessage() + "; " + changed
                        + " all the same, in memory until it can be written: do not repeat the request")
                : failure;
    }

    private void kept(Silence silence) {
        silences.version(silence.id()).ifPresent(version -> {
            ports.store().silenceStored(version);
            ports.replication().changed(new Replica.OfSilence(version.value(), version.stamp()));
        });
    }

    /**
     * Takes in what another member wrote, if that is later than what is known here; on the intake.
     *
     * @return whether it was news
     */
    boolean merge(Stamped<Silence> written, Requester sender, Instant now) {
        Silence silence = written.value();
        Optional<Silence> before = silences.get(silence.id());
        if (!silences.merge(written, now)) {
            return false;
        }
        changes.happened();
        ports.store().silenceStored(written);
        boolean wasOver = before.map(known -> isOver(known, now)).orElse(true);
        if (isOver(silence, now)) {
            if (!wasOver) {
                tell(new EngineEvent.SilenceEnded(silence, Optional.empty(), sender));
            }
        } else if (before.isEmpty()) {
            tell(new EngineEvent.SilenceCreated(silence, sender));
        } else {
            tell(new EngineEvent.SilenceUpdated(silence, sender));
        }
        return true;
    }

    private static boolean isOver(Silence silence, Instant now) {
        return silence.stateAt(now) == SilenceState.EXPIRED;
    }

    private void tell(EngineEvent event) {
        ports.listener().on(event);
    }

    /** Takes in what the journal kept, and tells it what nobody needs any more; on the intake. */
    void restore(List<Stamped<Silence>> stored) {
        Instant now = ports.intake().now();
        for (Stamped<Silence> kept : stored) {
            String id = kept.value().id();
            if (!silences.merge(kept, now) && silences.get(id).isEmpty()) {
                ports.store().silenceForgotten(id);
            }
        }
        changes.happened();
    }

    /** Forgets what has outlived its retention; on the intake. */
    void collect(Instant now) {
        long begun = ports.monotonicNanos().getAsLong();
        List<Silence> forgotten = silences.collect(now);
        if (!forgotten.isEmpty()) {
            changes.happened();
        }
        forgotten.forEach(silence -> ports.store().silenceForgotten(silence.id()));
        tell(new EngineEvent.SilencesCollected(since(begun), forgotten.size()));
    }

    /** Finds again what is active by a clock that was set back; on the intake. */
    void takeUpAgain(Instant now) {
        silences.takeUpAgain(now);
        changes.happened();
    }

    // --- questions ---

    public Optional<Silence> get(String id) {
        long begun = ports.monotonicNanos().getAsLong();
        Optional<Silence> found = silences.get(id);
        tell(new EngineEvent.SilencesQueried(since(begun), found.isPresent() ? 1 : 0, 0));
        return found;
    }

    /** Whether a silence, in whatever state, is about alerts of these labels; not if it is forgotten. */
    public boolean concerns(String id, Labels labels) {
        return silences.get(id).filter(silence -> silence.matches(labels)).isPresent();
    }

    /** All silences, expired ones included, in the order in which this member learned of them. */
    public List<Silence> all() {
        long begun = ports.monotonicNanos().getAsLong();
        List<Silence> all = silences.all();
        tell(new EngineEvent.SilencesQueried(since(begun), all.size(), 0));
        return all;
    }

    /** As {@link #all}, for the journal: nobody asked. */
    List<Stamped<Silence>> stored() {
        return silences.versions();
    }

    /** How many are stored, expired ones included. */
    public int size() {
        return silences.size();
    }

    /** How many the index holds; expired ones leave it. */
    public int indexed() {
        return silences.indexed();
    }

    /**
     * When a silence next begins or is over, without anybody asking for it.
     *
     * @return after {@code time}; {@link Instant#MAX} if none will
     */
    public Instant nextTurn(Instant time) {
        return silences.nextTurn(time);
    }

    public Counts countsAt(Instant time) {
        return silences.countsAt(time);
    }

    /** The ids of the silences that keep alerts of these labels from being sent at {@code time}, in order. */
    public List<String> silencing(Labels labels, Instant time) {
        // Asked before and after: the index may change in between.
        boolean canMatch = silences.canMatchAt(time);
        List<String> active = activeAmongMatches(labels, time);
        return canMatch && silences.canMatchAt(time) ? active : amongAll(labels).activeAt(time);
    }

    /**
     * The ids of the silences that have not ended at {@code time} and match these labels, in order: those of {@link #silencing}
     * and those that are still to come. As cheap as that.
     */
    public List<String> matching(Labels labels, Instant time) {
        boolean canMatch = silences.canMatchAt(time);
        List<String> unended = matches(labels).unendedAt(time);
        return canMatch && silences.canMatchAt(time)
                ? unended
                : amongAll(labels).unendedAt(time);
    }

    /** For when the clock was set back, and no event of the intake has noticed yet. */
    private SilenceMatches amongAll(Labels labels) {
        long begun = ports.monotonicNanos().getAsLong();
        Lookup all = silences.matchAll(labels);
        tell(new EngineEvent.SilencesQueried(since(begun), all.examined(), 0));
        return all.matches();
    }

    /** What goes on silencing, without a gap, when the last of {@link #silencing} ends; in that order. */
    public List<Silence> successors(Labels labels, Instant time) {
        return matches(labels).successorsAt(time);
    }

    private List<String> activeAmongMatches(Labels labels, Instant time) {
        SilenceMatches matches = matches(labels);
        List<String> active = matches.activeAt(time);
        // One that takes the place of another may have come behind this search, and the other have gone before it.
        while (active.isEmpty() && !silences.isCurrent(matches)) {
            matches = matches(labels);
            active = matches.activeAt(time);
        }
        return active;
    }

    @Override
    public Optional<MuteCause> causeFor(Labels labels, Route route, Instant now) {
        List<String> ids = silencing(labels, now);
        return ids.isEmpty() ? Optional.empty() : Optional.of(new MuteCause.Silenced(ids));
    }

    /** What matches is remembered with a stored alert, so that it is looked up again only after a silence was added. */
    private SilenceMatches matches(Labels labels) {
        RoutedAlert holder = alerts.get(labels);
        SilenceMatches known = holder == null ? null : holder.silences();
        if (known != null && silences.isCurrent(known)) {
            return known;
        }
        long begun = ports.monotonicNanos().getAsLong();
        Lookup lookup = silences.match(labels, known);
        int skipped = Math.max(0, silences.size() - lookup.examined());
        tell(new EngineEvent.SilencesQueried(since(begun), lookup.examined(), skipped));
        if (holder != null) {
            holder.remember(lookup.matches());
        }
        return lookup.matches();
    }

    private Duration since(long begun) {
        return Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
    }
}
