package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.GroupView;
import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.group.MemberState;
import io.tocsin.server.overview.AlertStatuses;
import io.tocsin.server.overview.Overview;
import io.tocsin.server.overview.OverviewBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the engine for those who want to see its alerts. What they see is never older than their question: every post and every
 * change of a silence that was acknowledged before is in it.
 *
 * <p>Thread-safe. Those who ask while somebody else is being answered share the next look.
 */
final class LiveOverview {
    private final Engine engine;
    private final AlertStatuses statuses;
    private final ApiWorkers workers;

    /** What is being looked at; too old for those who ask now. Guarded by this. */
    private @Nullable CompletableFuture<Overview> current;

    /** What those wait for who have asked since; guarded by this. */
    private @Nullable CompletableFuture<Overview> next;

    LiveOverview(Engine engine, AlertStatuses statuses, ApiWorkers workers) {
        this.engine = requireNonNull(engine, "engine");
        this.statuses = requireNonNull(statuses, "statuses");
        this.workers = requireNonNull(workers, "workers");
    }

    /** The version of what there is to see now: another one means that something visible has changed. */
    CompletionStage<String> version() {
        return now().thenApply(Overview::version);
    }

    /** What there is to see now. Completes on any thread: whoever has much to do with it goes elsewhere. */
    CompletionStage<Overview> now() {
        CompletableFuture<Overview> asked;
        // Synchronized: two that ask at once must not both begin.
        synchronized (this) {
            if (current != null) {
                next = next == null ? new CompletableFuture<>() : next;
                return next;
            }
            asked = new CompletableFuture<>();
            current = asked;
        }
        look(asked);
        return asked;
    }

    private void look(CompletableFuture<Overview> asked) {
        engine.groups().whenComplete((groups, failure) -> {
            if (failure == null) {
                workers.compute(() -> build(groups))
                        .onComplete(seen -> end(asked, seen, null), broken -> end(asked, null, broken));
            } else {
                end(asked, null, failure);
            }
        });
    }

    private void end(CompletableFuture<Overview> asked, @Nullable Overview seen, @Nullable Throwable failure) {
        goOn();
        if (seen != null) {
            asked.complete(seen);
        } else {
            asked.completeExceptionally(failure == null ? new IllegalStateException("nothing seen") : failure);
        }
    }

    private void goOn() {
        CompletableFuture<Overview> waiting;
        synchronized (this) {
            waiting = next;
            current = waiting;
            next = null;
        }
        if (waiting != null) {
            look(waiting);
        }
    }

    private Overview build(List<GroupView> groups) {
        OverviewBuilder builder = new OverviewBuilder(engine.now(), statuses);
        for (RoutedAlert alert : engine.alerts()) {
            builder.add(alert, alert.receivers(), isUnprocessed(alert));
        }
        groups.forEach(builder::add);
        return builder.build();
    }

    private static boolean isUnprocessed(RoutedAlert alert) {
        return alert.state().orElse(MemberState.UNPROCESSED) == MemberState.UNPROCESSED;
    }
}
