package io.tocsin.server.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.log.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EngineLogTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");

    private static final Silence SILENCE = new Silence(
            "id-1",
            List.of(
                    new MatcherSet(List.of(
                            Matcher.of(MatchType.EQUAL, "a", "b"), Matcher.of(MatchType.NOT_REGEX, "c", "d|e"))),
                    new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "f", "g")))),
            START,
            START.plusSeconds(60),
            START,
            "me",
            "because",
            Labels.EMPTY,
            START.plusSeconds(90));

    @RegisterExtension
    private final CapturedLog captured = CapturedLog.of(EngineLog.class);

    @Test
    void silence_changes_areLoggedWithTheOriginalsMessages() {
        // when
        EngineLog log = new EngineLog(true);
        log.on(new EngineEvent.SilenceCreated(SILENCE, Requester.NONE));
        log.on(new EngineEvent.SilenceUpdated(SILENCE, Requester.NONE));
        log.on(new EngineEvent.SilenceEnded(SILENCE, Optional.empty(), Requester.NONE));
        // then
        assertThat(captured.lines())
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("create silence", "update silence", "expire silence");
        assertThat(captured.lines().get(0).getKeyValuePairs().stream()
                        .map(pair -> pair.key + "=" + pair.value)
                        .collect(Collectors.joining(" ")))
                .isEqualTo("component=silences Id=id-1 CreatedBy=me Comment=because StartsAt=2026-01-01T00:00:00Z"
                        + " EndsAt=2026-01-01T00:01:00Z Matchers={a=\"b\",c!~\"d|e\"} or {f=\"g\"}");
    }

    @Test
    void silence_withoutTheFlag_isNotLogged() {
        new EngineLog(false).on(new EngineEvent.SilenceCreated(SILENCE, Requester.NONE));
        assertThat(captured.lines()).isEmpty();
    }

    /** The original logs that at DEBUG. */
    @Test
    void deliveryEnded_aReloadEndedIt_isNoError() {
        new EngineLog(false).on(failed(true));
        assertThat(captured.lines()).isEmpty();
    }

    @Test
    void deliveryEnded_failed_isAnError() {
        new EngineLog(false).on(failed(false));
        assertThat(captured.lines())
                .extracting(ILoggingEvent::getMessage, ILoggingEvent::getLevel)
                .containsExactly(tuple("Notify for alerts failed", Level.ERROR));
    }

    private static EngineEvent failed(boolean isSuperseded) {
        return new EngineEvent.DeliveryEnded(
                new NotificationKey("{}:{}", "r", "webhook", 0),
                START,
                1,
                Duration.ZERO,
                new DeliveryOutcome.Failed(FailureReason.CONTEXT_CANCELED, "context canceled", 1, isSuperseded));
    }

    @Test
    void alertsHeld_saysForHowLongAndHowMany() {
        new EngineLog(false).on(new EngineEvent.AlertsHeld(Duration.ofMillis(600_700), 12));
        assertThat(captured.lines().get(0).getKeyValuePairs().toString()).contains("for=\"10m0s\"", "held=\"12\"");
    }
}
