package io.tocsin.core.notificationlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class NotificationLogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant AHEAD = NOW.plus(Duration.ofHours(2));
    private static final Duration LIFETIME = Duration.ofHours(8);

    private final NotificationLog log = new NotificationLog();
    private final List<NotificationEntry> taken = new ArrayList<>();

    @Test
    void record_clockSetBackSince_isKept() {
        log.record(entry(AHEAD, "old"), taken::add);
        log.record(entry(NOW, "new"), taken::add);
        assertThat(log.find(entry(NOW, "").key())).contains(entry(NOW, "new"));
    }

    @Test
    void merge_laterIsThere_staysOut() {
        log.merge(entry(AHEAD, "later"));
        log.merge(entry(NOW, "earlier"));
        assertThat(log.find(entry(NOW, "").key())).contains(entry(AHEAD, "later"));
    }

    @Test
    void clockSetBackTo_entryFromTheFuture_countsAsFromNow() {
        log.record(entry(AHEAD, "a"), taken::add);
        log.clockSetBackTo(NOW, taken::add);
        assertThat(log.find(entry(NOW, "").key())).contains(entry(NOW, "a"));

        assertThat(taken).containsExactly(entry(AHEAD, "a"), entry(NOW, "a"));

        log.clockSetBackTo(NOW.plusSeconds(1), taken::add);
        assertThat(taken).hasSize(2);
        assertThat(log.find(entry(NOW, "").key())).contains(entry(NOW, "a"));
    }

    /** A forget must not overtake what was recorded after it, or a restart would notify again. */
    @Test
    void record_whileOthersAreCollected_takersHearInTheOrderOfTheLog() throws Exception {
        // given
        Map<NotificationKey, NotificationEntry> journal = new ConcurrentHashMap<>();
        Instant afterAll = AHEAD.plus(LIFETIME).plus(LIFETIME);
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> collecting = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                log.collectExpired(afterAll, journal::remove);
                log.clockSetBackTo(NOW, entry -> journal.put(entry.key(), entry));
            }
        });

        // when, then
        for (int i = 0; i < 20_000; i++) {
            log.record(entry(AHEAD, "expires"), entry -> journal.put(entry.key(), entry));
            log.record(entry(afterAll.plusSeconds(1), "stays"), entry -> journal.put(entry.key(), entry));
            if (i % 3 == 0) {
                log.record(entry(AHEAD, "expires"), entry -> journal.put(entry.key(), entry));
            }
        }
        isOver.set(true);
        collecting.get();
        assertThat(journal.values()).containsExactlyElementsOf(log.all());
    }

    private static NotificationEntry entry(Instant at, String firing) {
        return new NotificationEntry(
                new NotificationKey("group", "r", "webhook", 0),
                at,
                AlertHashes.of(AlertHash.of(Labels.of("alertname", firing))),
                AlertHashes.of(),
                Map.of(),
                at.plus(LIFETIME));
    }
}
