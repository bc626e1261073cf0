package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Hands the alerts of rules to the router of a member of a cluster, whose other members may evaluate the same rules and see
 * something else: one cannot reach a target that another one reaches.
 *
 * <p>A rule repeats for a quarter of an hour that its alert is over, and for as long as it fires that it does. Said by two
 * members, the alert would be over and fire in turns, and people would be told each time. So an alert fires for as long as
 * anybody says so: whoever sees it fire contradicts at once, and nobody insists.
 *
 * <p>Deviation D-370. Thread-safe.
 */
public final class RuleAlerts implements Function<List<PostedAlert>, CompletionStage<PostOutcome>> {
    /** What a member says again may reach the others so much later. */
    private static final Duration ON_THE_WAY_MAX = Duration.ofSeconds(30);

    /** Whoever sees an alert fire says so again before this part of its last word is over: see how long words of rules last. */
    private static final long WORD_PARTS = 2;

    /** The end of a word that nobody has written anything after is noticed within this time. */
    private static final Duration UNCHANGED_MAX = Duration.ofSeconds(10);

    private final Router router;

    /**
     * What this member has said last of alerts that fire, until that has no meaning any more. Guarded by this, which is held until
     * what follows is on its way: the last word that the router hears has to be the last one here.
     */
    private final Map<Labels, PostedAlert> said = new HashMap<>();

    /** Guarded by this: when all was as it should be, and what the router had seen by then. */
    private Instant lookedAt = Instant.MIN;

    private long changesSeen;

    /** Where alerts go. */
    interface Router {
        CompletionStage<PostOutcome> post(List<PostedAlert> alerts);

        /** What another member has written last of the alert with these labels; empty if this one has, or nobody. */
        Optional<Alert> ofAnotherMember(Labels labels);

        /** The moment by which alerts have ended or fire. */
        Instant now();

        /** Another number after somebody has said that an alert is over. */
        long changes();
    }

    public RuleAlerts(Engine engine) {
        this(new Router() {
            @Override
            public CompletionStage<PostOutcome> post(List<PostedAlert> alerts) {
                return engine.post(alerts);
            }

            @Override
            public Optional<Alert> ofAnotherMember(Labels labels) {
                return engine.alert(labels).filter(engine::isOfAnotherMember).map(RoutedAlert::alert);
            }

            @Override
            public Instant now() {
                return engine.now();
            }

            @Override
            public long changes() {
                return engine.visibleChanges();
            }
        });
    }

    RuleAlerts(Router router) {
        this.router = requireNonNull(router, "router");
    }

    @Override
    public synchronized CompletionStage<PostOutcome> apply(List<PostedAlert> alerts) {
        Instant now = router.now();
        for (PostedAlert alert : alerts) {
            if (isOver(alert, now)) {
                said.remove(alert.labels());
            } else {
                said.put(alert.labels(), alert);
            }
        }
        return router.post(
                alerts.stream().filter(alert -> !isContradicted(alert, now)).toList());
    }

    private static boolean isOver(PostedAlert alert, Instant now) {
        Timestamp end = alert.endsAt();
        return end != null && end.compareTo(now) <= 0;
    }

    /** Whether another member said that it fires, after the end that is told now, and would have said so again if it did. */
    private boolean isContradicted(PostedAlert posted, Instant now) {
        Timestamp end = posted.endsAt();
        return end != null
                && isOver(posted, now)
                && router.ofAnotherMember(posted.labels())
                        .filter(known -> !known.isResolvedAt(now))
                        .filter(known -> known.updatedAt().isAfter(end.toInstant()) && isToBeSaidAgain(known, now))
                        .isPresent();
    }

    private static boolean isToBeSaidAgain(Alert known, Instant now) {
        Duration word = Duration.between(known.updatedAt(), known.endsAt().toInstant());
        return known.updatedAt()
                .plus(word.dividedBy(WORD_PARTS))
                .plus(ON_THE_WAY_MAX)
                .isAfter(now);
    }

    /**
     * Says again of what fires here that it does, where another member says that it is over. Called every now and then: the
     * sooner, the less likely it is that people are told that it is over. Costs nothing while nothing changes.
     */
    public synchronized void contradict() {
        Instant now = router.now();
        long changes = router.changes();
        boolean isKnown = changes == changesSeen
                && !now.isBefore(lookedAt)
                && lookedAt.plus(UNCHANGED_MAX).isAfter(now);
        if (isKnown) {
            return;
        }
        lookedAt = now;
        changesSeen = changes;
        said.values().removeIf(alert -> isOver(alert, now));
        List<PostedAlert> denied = said.values().stream()
                .filter(alert -> router.ofAnotherMember(alert.labels())
                        .filter(known -> known.isResolvedAt(now))
                        .isPresent())
                .toList();
        if (!denied.isEmpty()) {
            // If it fails, the alerts are still denied the next time.
            lookedAt = Instant.MIN;
            CompletionStage<PostOutcome> unused = router.post(denied);
        }
    }
}
