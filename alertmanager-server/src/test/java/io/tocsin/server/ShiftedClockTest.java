package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShiftedClockTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void instant_fileChanges_followsIt() throws Exception {
        // given
        var nanos = new AtomicLong(Long.MAX_VALUE);
        Path file = folder.resolve("shift");
        var clock = new ShiftedClock(InstantSource.fixed(NOW), file, nanos::get);

        assertThat(clock.instant()).isEqualTo(NOW);
        Files.writeString(file, "-3600\n");
        assertThat(clock.instant()).as("looked a moment ago").isEqualTo(NOW);
        nanos.addAndGet(20_000_000);
        assertThat(clock.instant()).isEqualTo(NOW.minusSeconds(3600));
        Files.writeString(file, "");
        nanos.addAndGet(20_000_000);
        assertThat(clock.instant()).as("half-written").isEqualTo(NOW.minusSeconds(3600));
    }

    @Test
    void ofThisProcess_withoutTheProperty_isTheSystems() {
        assertThat(ShiftedClock.ofThisProcess()).isEqualTo(InstantSource.system());
    }
}
