package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.engine.Versions;
import io.tocsin.server.log.CapturedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StartReportTest {
    private static final Path FILE = Path.of("tocsin.db");
    private static final Instant ALIVE = Stored.START;

    @RegisterExtension
    private final CapturedLog log = CapturedLog.of(StartReport.class);

    private String line(StoredState found, Duration away) {
        StartReport.of(found, ALIVE.plus(away)).log(FILE, Duration.ofMillis(20));
        assertThat(log.lines()).hasSize(1);
        ILoggingEvent line = log.lines().get(0);
        return line.getFormattedMessage() + line.getKeyValuePairs();
    }

    @Test
    void log_endsAndGroupsCameDueMeanwhile_counted() {
        // given
        StoredState found = new StoredState(
                List.of(
                        Versions.of(Stored.alert(1, ALIVE)),
                        // Ended before.
                        Versions.of(Stored.alert(2, ALIVE.minusSeconds(1_000))),
                        // Ends later.
                        Versions.of(Stored.alert(3, ALIVE.plusSeconds(1_000)))),
                List.of(Versions.of(Stored.notification(1, ALIVE))),
                List.of(Versions.of(Stored.silence(1, ALIVE)), Versions.of(Stored.silence(2, ALIVE))),
                Map.of("a", ALIVE.plusSeconds(30), "b", ALIVE.plusSeconds(3_000)),
                Optional.of(ALIVE));
        // when
        String line = line(found, Duration.ofMinutes(10).plusNanos(1_234));
        // then
        assertThat(line)
                .startsWith("Stored state read")
                .contains(
                        "alerts=\"3\"",
                        "held=\"1\"",
                        "silences=\"2\"",
                        "notifications=\"1\"",
                        "groups=\"2\"",
                        "due=\"1\"",
                        "away=\"PT10M\"");
    }

    @Test
    void log_notKnownWhenItWasAlive_saysNothingOfThat() {
        StoredState found = new StoredState(
                List.of(), List.of(), List.of(Versions.of(Stored.silence(1, ALIVE))), Map.of(), Optional.empty());

        assertThat(line(found, Duration.ZERO)).doesNotContain("away");
    }

    @Test
    void log_storeIsNew_saysNothing() {
        StartReport.of(StoredState.EMPTY, ALIVE).log(FILE, Duration.ZERO);

        assertThat(log.lines()).isEmpty();
    }
}
