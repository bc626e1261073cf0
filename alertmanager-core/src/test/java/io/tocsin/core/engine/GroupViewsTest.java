package io.tocsin.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listing groups must not keep their owner from what is due. */
final class GroupViewsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final int GROUPS = 200;
    private static final int ALERTS = 20_000;

    private final SteppedOwner owner = new SteppedOwner();
    private final Engine engine = engine();

    /** Runs an event when it is told to. */
    private static final class SteppedOwner implements Owner {
        private final Queue<Runnable> events = new ArrayDeque<>();

        @Override
        public void execute(Runnable event) {
            events.add(event);
        }

        @Override
        public void schedule(Object key, Instant at, Runnable event) {}

        @Override
        public void cancel(Object key) {}

        @Override
        public Instant now() {
            return NOW;
        }

        boolean step() {
            Runnable next = events.poll();
            if (next != null) {
                next.run();
            }
            return next != null;
        }

        void runAll() {
            while (step()) {}
        }
    }

    @Test
    void groups_manyAlerts_letOtherEventsInBetween() {
        // given
        post(ALERTS);
        CompletableFuture<List<GroupView>> answer = engine.groups().toCompletableFuture();
        owner.step();
        // when an event comes while groups are listed
        List<Boolean> answeredBefore = new ArrayList<>();
        owner.step();
        owner.execute(() -> answeredBefore.add(answer.isDone()));
        owner.runAll();
        // then it does not wait for the list
        assertThat(answeredBefore).containsExactly(false);
        List<GroupView> groups = answer.join();
        assertThat(groups).hasSize(GROUPS);
        assertThat(groups.stream().mapToInt(group -> group.members().size()).sum())
                .isEqualTo(ALERTS);
    }

    @Test
    void groups_reconfiguredMeanwhile_endsWithoutThoseThatWereLeft() {
        // given
        post(ALERTS);
        CompletableFuture<List<GroupView>> answer = engine.groups().toCompletableFuture();
        owner.step();
        owner.step();
        // when
        engine.reconfigure(plan());
        owner.runAll();
        // then no group stands twice
        assertThat(answer.join()).extracting(GroupView::key).doesNotHaveDuplicates();
        assertThat(engine.groupCount()).isEqualTo(GROUPS);
    }

    private void post(int count) {
        engine.post(IntStream.range(0, count).mapToObj(GroupViewsTest::alert).toList());
        owner.runAll();
    }

    private static PostedAlert alert(int index) {
        return new PostedAlert(
                Labels.of("alertname", "A" + index % GROUPS, "n", Integer.toString(index)),
                Labels.EMPTY,
                null,
                null,
                "");
    }

    private Engine engine() {
        EnginePorts ports = TestPorts.of(owner, () -> 0, new NoStateStore(), event -> {}, () -> "no silences here");
        return new Engine(ports, EngineSettings.DEFAULT, plan());
    }

    private static RoutingPlan plan() {
        RouteConfig root =
                RouteConfigBuilder.route().receiver("r").groupBy("alertname").build();
        return new RoutingPlan(
                RoutingTree.of(root),
                Map.of("r", new Receiver("r", List.of())),
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }
}
