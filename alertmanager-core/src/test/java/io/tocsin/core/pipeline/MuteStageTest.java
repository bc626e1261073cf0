package io.tocsin.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.group.GroupFlush.FlushedAlert;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.group.MemberState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RouteConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MuteStageTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Route ROUTE = RouteConfigBuilder.route()
            .receiver("r")
            .groupWait(Duration.ofSeconds(1))
            .groupInterval(Duration.ofMinutes(1))
            .repeatInterval(Duration.ofHours(1))
            .tree()
            .match(Labels.of("a", "b"))
            .get(0);

    /** Counts how often it is asked, and lets everything pass. */
    private static final class CountingMuter implements Muter {
        private final boolean concernsRoute;
        private int asked;

        CountingMuter(boolean concernsRoute) {
            this.concernsRoute = concernsRoute;
        }

        @Override
        public Optional<MuteCause> causeFor(Labels labels, Route route, Instant now) {
            asked++;
            return Optional.empty();
        }

        @Override
        public boolean concernsRoute() {
            return concernsRoute;
        }
    }

    private record Member(Alert alert) implements GroupMember {
        @Override
        public boolean marked(Route route, MemberState state) {
            return false;
        }

        @Override
        public void dropped(Route route) {}
    }

    @Test
    void apply_muterOfTheRoute_isAskedOnceForTheFlush() {
        // given
        CountingMuter ofRoute = new CountingMuter(true);
        CountingMuter ofAlert = new CountingMuter(false);
        // when
        new MuteStage(List.of(ofRoute, ofAlert)).apply(flush(5), RouteLabels.of(Labels.EMPTY));
        // then
        assertThat(ofRoute.asked).isEqualTo(1);
        assertThat(ofAlert.asked).isEqualTo(5);
        assertThat(new TimeIntervalMuter(Map.of()).concernsRoute()).isTrue();
    }

    private static GroupFlush flush(int alerts) {
        List<FlushedAlert> flushed = IntStream.range(0, alerts)
                .mapToObj(i -> new Alert(
                        Labels.of("i", String.valueOf(i)),
                        Labels.EMPTY,
                        Timestamp.of(NOW),
                        Timestamp.of(NOW.plusSeconds(300)),
                        true,
                        "",
                        NOW))
                .map(alert -> new FlushedAlert(new Member(alert), alert, false))
                .toList();
        return new GroupFlush("key", ROUTE, Labels.EMPTY, flushed, NOW, NOW, NOW.plusSeconds(60));
    }
}
