package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.GroupState;
import io.tocsin.core.engine.GroupState.WaitState;
import io.tocsin.core.engine.Turn;
import io.tocsin.core.pipeline.DedupVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TurnWriterTest {
    private static final Instant TICK = Instant.parse("2026-01-01T00:00:30Z");
    private static final Turn BEHIND = new Turn.Behind(List.of("b", "c"), Duration.ofSeconds(30));

    private record Case(String name, Turn turn, Optional<WaitState> waiting, String json) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case("alone", new Turn.First(), Optional.empty(), "{}"),
                new Case("first", new Turn.First(List.of("b")), Optional.empty(), """
                        {"turn":{"state":"first","after":["b"]}}"""),
                new Case("behind", BEHIND, Optional.empty(), """
                        {"turn":{"state":"behind","before":["b","c"],"delay":"30s"}}"""),
                new Case("waits", BEHIND, Optional.of(new WaitState(TICK, Optional.of(TICK.plusSeconds(30)))), """
                        {"turn":{"state":"behind","before":["b","c"],"delay":"30s",\
                        "waitsSince":"2026-01-01T00:00:30.000Z","waitsUntil":"2026-01-01T00:01:00.000Z"}}"""),
                new Case(
                        "unsettled",
                        new Turn.Unsettled("it is not ready"),
                        Optional.of(new WaitState(TICK, Optional.empty())),
                        """
                        {"turn":{"state":"unsettled","why":"it is not ready","waitsSince":"2026-01-01T00:00:30.000Z"}}"""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void turn_isWrittenWhereThereAreOthers(Case each) {
        // given
        GroupState group = new GroupState(
                "{}:{}",
                1,
                true,
                Optional.empty(),
                Optional.empty(),
                each.waiting().isPresent(),
                each.turn(),
                each.waiting(),
                List.of());
        GoJson out = new GoJson();
        // when
        out.writeStartObject();
        TurnWriter.write(out, group);
        out.writeEndObject();
        // then
        assertThat(out.take().toString()).isEqualTo(each.json());
    }

    @Test
    void servedByOther_isAVerdict() {
        GoJson out = new GoJson();
        out.writeStartObject();
        DedupVerdictWriter.write(out, new DedupVerdict.ServedByOther(TICK));
        out.writeEndObject();
        assertThat(out.take().toString()).isEqualTo("{\"verdict\":\"served_by_other\"}");
    }
}
