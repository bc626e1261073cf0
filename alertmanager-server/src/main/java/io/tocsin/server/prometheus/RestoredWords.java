package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Says of alerts that fired before a restart that they still do, as long as no sample says anything. That is no news: it
 * puts off the end of what fires for the router, too, and contradicts nobody. In a cluster others may have said meanwhile that
 * an alert is over, which has to arrive here first. Thread-safe.
 */
public final class RestoredWords implements RuleRunner.Router {
    /** Less than the router holds what it has restored itself. */
    private static final Duration OTHERS_HEARD_AFTER = Duration.ofSeconds(30);

    private final Predicate<Labels> fires;
    private final RuleRunner.Router router;
    private final Duration settlesAfter;

    public RestoredWords(Engine engine) {
        this(
                labels -> engine.alert(labels)
                        .filter(known -> !known.alert().isResolvedAt(engine.now()) && !engine.isOfAnotherMember(known))
                        .isPresent(),
                engine::post,
                engine.isReplicated() ? OTHERS_HEARD_AFTER : Duration.ZERO);
    }

    /**
     * @param fires whether the router's own last word of an alert is that it fires
     * @param settlesAfter how long after a start others have been heard
     */
    RestoredWords(Predicate<Labels> fires, RuleRunner.Router router, Duration settlesAfter) {
        this.fires = requireNonNull(fires, "fires");
        this.router = requireNonNull(router, "router");
        this.settlesAfter = requireNonNull(settlesAfter, "settlesAfter");
    }

    Duration settlesAfter() {
        return settlesAfter;
    }

    @Override
    public CompletionStage<?> apply(List<PostedAlert> alerts) {
        List<PostedAlert> firing =
                alerts.stream().filter(alert -> fires.test(alert.labels())).toList();
        return firing.isEmpty()
                ? CompletableFuture.completedStage(new PostOutcome(List.of(), 0))
                : router.apply(firing);
    }
}
