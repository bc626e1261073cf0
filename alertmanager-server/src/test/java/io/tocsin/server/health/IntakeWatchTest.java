package io.tocsin.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.server.health.IntakeWatch.Posts;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IntakeWatchTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final IntakeWatch watch = new IntakeWatch(() -> now);

    @Test
    void posts_countAlerts_emptyPostsDoNotCount() {
        assertThat(watch.posts()).isEqualTo(new Posts(0, Optional.empty()));

        watch.on(new EngineEvent.AlertsPosted(2, 1, 1));
        now = START.plusSeconds(9);
        watch.on(new EngineEvent.AlertsPosted(0, 0, 0));
        assertThat(watch.posts()).isEqualTo(new Posts(3, Optional.of(START)));

        watch.on(new EngineEvent.AlertsPosted(1, 0, 0));
        assertThat(watch.posts()).isEqualTo(new Posts(4, Optional.of(now)));
    }
}
