package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Says of alerts that fired before a restart that they still do, as long as no sample says anything. That is no news: it
 * puts off the end of what fires for the router, too, and contradicts nobody. In a cluster others may have said meanwhile that
 * an alert is over, which has to arrive here first; and whoever sees it is left to say so, for as long as it does. Who wrote
 * what the router knows does not count: after a restart a member does not know its own words. Thread-safe.
 */
public final class RestoredWords {
    /** Less than the router holds what it has restored itself. */
    private static final Duration OTHERS_HEARD_AFTER = Duration.ofSeconds(30);

    /**
     * A word that lasts for less of the time for which one of now would is said again. Whoever sees the alert says so before less
     * than four eighths are left, and the next evaluation comes after two eighths at most: both follow from how long the words of
     * rules last.
     */
    private static final int EIGHTHS_LEFT = 3;

    private final Function<Labels, Optional<Instant>> firesUntil;
    private final InstantSource clock;
    private final RuleRunner.Router router;
    private final Duration settlesAfter;

    public RestoredWords(Engine engine) {
        this(
                labels -> engine.alert(labels)
                        .map(known -> known.alert())
                        .filter(alert -> !alert.isResolvedAt(engine.now()))
                        .map(alert -> alert.endsAt().toInstant()),
                engine::now,
                engine::post,
                engine.isReplicated() ? OTHERS_HEARD_AFTER : Duration.ZERO);
    }

    /**
     * @param firesUntil the end of an alert that fires for the router; empty for all others
     * @param clock by which that is
     * @param settlesAfter how long after a start others have been heard; zero where there are none
     */
    RestoredWords(
            Function<Labels, Optional<Instant>> firesUntil,
            InstantSource clock,
            RuleRunner.Router router,
            Duration settlesAfter) {
        this.firesUntil = requireNonNull(firesUntil, "firesUntil");
        this.clock = requireNonNull(clock, "clock");
        this.router = requireNonNull(router, "router");
        this.settlesAfter = requireNonNull(settlesAfter, "settlesAfter");
    }

    Duration settlesAfter() {
        return settlesAfter;
    }

    /** Says so of all of these that fire for the router. */
    CompletionStage<?> begin(List<PostedAlert> alerts) {
        return say(alerts, alert -> firesUntil.apply(alert.labels()).isPresent());
    }

    /** Says so of those of which nobody else does. To be called at each evaluation. */
    CompletionStage<?> goOn(List<PostedAlert> alerts) {
        Instant now = clock.instant();
        return say(
                alerts,
                alert -> firesUntil
                        .apply(alert.labels())
                        .filter(end -> settlesAfter.isZero() || isShort(end, alert, now))
                        .isPresent());
    }

    private static boolean isShort(Instant knownEnd, PostedAlert alert, Instant now) {
        Timestamp end = alert.endsAt();
        if (end == null) {
            return true;
        }
        Duration whole = Duration.between(now, end.toInstant());
        Duration left = Duration.between(now, knownEnd);
        return left.multipliedBy(8).compareTo(whole.multipliedBy(EIGHTHS_LEFT)) < 0;
    }

    private CompletionStage<?> say(List<PostedAlert> alerts, Predicate<PostedAlert> isToBeSaid) {
        List<PostedAlert> firing = alerts.stream().filter(isToBeSaid).toList();
        return firing.isEmpty()
                ? CompletableFuture.completedStage(new PostOutcome(List.of(), 0))
                : router.apply(firing);
    }
}
