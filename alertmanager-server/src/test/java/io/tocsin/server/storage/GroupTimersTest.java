package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GroupTimersTest {
    private final GroupTimers timers = new GroupTimers();

    @Test
    void changes_groupsComeAndGoWhileNothingIsWritten_areBounded() {
        // given
        timers.schedule("stays", Instant.EPOCH);
        // when
        for (int i = 0; i < 25_000; i++) {
            timers.schedule("group " + i, Instant.EPOCH);
            timers.forget("group " + i);
        }
        // then
        assertThat(timers.changes()).isLessThanOrEqualTo(10_000);
        assertThat(timers.lacksSome()).isTrue();
        assertThat(timers.takeAll()).isEqualTo(Map.of("stays", Instant.EPOCH));
        assertThat(timers.lacksSome()).isFalse();
        assertThat(timers.changes()).isZero();
    }
}
