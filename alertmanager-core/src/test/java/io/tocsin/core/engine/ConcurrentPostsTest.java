package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.group.AggregationGroup;
import io.tocsin.core.group.GroupEffect;
import io.tocsin.core.group.GroupEvent;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RouteConfigBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The one place where two owners meet: a group lets go of a resolved alert while the intake stores a new version of it.
 * Whoever comes second must see the other, or a firing alert would belong to no group.
 */
final class ConcurrentPostsTest {
    private static final Instant NOW = Instant.ofEpochSecond(10_000);
    private static final int ROUNDS = 20_000;

    @Test
    void drop_whileAlertFiresAgain_alertStaysInGroupOrIsSentAgain() throws Exception {
        ExecutorService intake = Executors.newSingleThreadExecutor();
        try {
            CyclicBarrier together = new CyclicBarrier(2);
            int kept = 0;
            for (int i = 0; i < ROUNDS; i++) {
                kept += race(intake, together) ? 1 : 0;
            }
            // Both orders have to come up, or the test shows nothing.
            assertThat(kept).isBetween(1, ROUNDS - 1);
        } finally {
            intake.shutdown();
        }
    }

    /** Returns whether the group kept the alert by itself. */
    private static boolean race(ExecutorService intake, CyclicBarrier together)
            throws InterruptedException, ExecutionException, java.util.concurrent.BrokenBarrierException {
        Route route = route();
        RoutedAlert holder = new RoutedAlert(alert(NOW.minusSeconds(1)), List.of(route));
        holder.sentToGroups();
        AggregationGroup group = new AggregationGroup(route, Labels.EMPTY);
        group.on(new GroupEvent.AlertArrived(holder), NOW);
        GroupFlush flush = group.on(new GroupEvent.FlushDue(NOW, Optional.empty()), NOW).stream()
                .filter(GroupEffect.Flush.class::isInstance)
                .map(effect -> ((GroupEffect.Flush) effect).flush())
                .findFirst()
                .orElseThrow();

        Future<Boolean> mustBeSentAgain = intake.submit(() -> {
            together.await();
            holder.update(alert(NOW.plusSeconds(300)));
            return !holder.isInGroups();
        });
        together.await();
        List<GroupEffect> effects = group.on(new GroupEvent.FlushFinished(flush, true, Set.of(), false, false), NOW);

        boolean isKept = effects.stream().noneMatch(GroupEffect.Forget.class::isInstance);
        assertThat(isKept || mustBeSentAgain.get())
                .as("the group kept the alert, or the intake sends it there again")
                .isTrue();
        return isKept;
    }

    private static Alert alert(Instant end) {
        return new Alert(
                Labels.of("alertname", "A"),
                Labels.EMPTY,
                Timestamp.of(NOW.minusSeconds(100)),
                Timestamp.of(end),
                false,
                "",
                NOW);
    }

    private static Route route() {
        return RouteConfigBuilder.route().receiver("r").tree().root();
    }
}
