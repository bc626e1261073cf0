package io.tocsin.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-03-29T00:00:00Z");

    private final VirtualTime time = new VirtualTime(NOW);
    private final List<List<String>> carried = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private final List<Boolean> acknowledged = new ArrayList<>();
    private final Outbox outbox = new Outbox(
            time,
            Outbox.BYTES_MAX,
            batch -> {
                carried.add(batch.stream().map(OutboxTest::shown).toList());
                CompletableFuture<Void> answer = new CompletableFuture<>();
                answers.add(answer);
                return answer;
            },
            () -> acknowledged.add(true));

    private static String shown(Version version) {
        if (version.replica() instanceof Replica.OfNotification) {
            return "entry";
        }
        return ((Replica.OfAlert) version.replica()).alert().labels().get("n") + "@"
                + version.replica().stamp().ticks();
    }

    private static Version version(String name, long ticks) {
        return version(name, ticks, "");
    }

    private static Version version(String name, long ticks, String annotation) {
        Alert alert = new Alert(
                Labels.of("n", name), Labels.of("a", annotation), Timestamp.of(NOW), Timestamp.of(NOW), false, "", NOW);
        return new Version(new Replica.OfAlert(alert, new Stamp(ticks, 1)));
    }

    private static Version entry(long ticks) {
        NotificationEntry entry = new NotificationEntry(
                new NotificationKey("g", "r", "webhook", 0), NOW, AlertHashes.of(), AlertHashes.of(), Map.of(), NOW);
        return new Version(new Replica.OfNotification(entry, new Stamp(ticks, 1)));
    }

    @Test
    void send_twoBatchesOnTheirWay_laterOnesWaitAndAreCoalesced() {
        // given
        outbox.add(version("a", 1), 1);
        outbox.send();
        outbox.add(version("a", 2), 2);
        outbox.send();
        outbox.add(version("a", 3), 3);
        outbox.add(version("b", 4), 4);
        outbox.add(version("a", 5), 5);
        outbox.add(version("a", 2), 6);
        outbox.send();
        assertThat(carried).containsExactly(List.of("a@1"), List.of("a@2"));
        assertThat(outbox.arrivedUpTo()).isZero();
        assertThat(outbox.size()).isEqualTo(4);
        // when
        answers.get(1).complete(null);
        // then
        assertThat(carried).hasSize(3);
        assertThat(carried.get(2)).containsExactly("a@5", "b@4");
        assertThat(outbox.arrivedUpTo()).isZero();
        // when
        answers.get(0).complete(null);
        assertThat(outbox.arrivedUpTo()).isEqualTo(2);
        answers.get(2).complete(null);
        // then
        assertThat(outbox.arrivedUpTo()).isEqualTo(Long.MAX_VALUE);
        assertThat(outbox.size()).isZero();
    }

    @Test
    void send_silencesAndEntries_goBeforeAllAlerts() {
        // given
        outbox.add(version("a", 1), 1);
        outbox.add(entry(2), 2);
        // when
        outbox.send();
        // then
        assertThat(carried).containsExactly(List.of("entry", "a@1"));
    }

    @Test
    void send_many_inBatchesOfAThousandOrAQuarterMebibyte() {
        for (int i = 0; i < 2_500; i++) {
            outbox.add(version("s" + i, i), i);
        }
        outbox.add(version("large", 3_000, "x".repeat(300_000)), 3_000);
        outbox.add(version("large too", 3_001, "x".repeat(300_000)), 3_001);
        outbox.send();
        for (int i = 0; i < answers.size(); i++) {
            answers.get(i).complete(null);
        }
        assertThat(carried).extracting(List::size).containsExactly(1_000, 1_000, 500, 1, 1);
    }

    @Test
    void send_notAnswered_theSameAgainAfterAWhile() {
        // given
        outbox.add(version("a", 1), 1);
        outbox.send();
        // when
        answers.get(0).completeExceptionally(new IllegalStateException("no"));
        time.advance(Duration.ofMillis(99));
        assertThat(carried).hasSize(1);
        time.advance(Duration.ofMillis(1));
        answers.get(1).completeExceptionally(new IllegalStateException("no"));
        time.advance(Duration.ofMillis(200));
        // then
        assertThat(carried).containsExactly(List.of("a@1"), List.of("a@1"), List.of("a@1"));
        // when
        outbox.close();
        answers.get(2).completeExceptionally(new IllegalStateException("no"));
        time.advance(Duration.ofMinutes(1));
        // then
        assertThat(carried).hasSize(3);
    }

    @Test
    void add_tooMuch_letGoOfUntilAnExchangeHasEnded() {
        // given
        for (int i = 0; i < Outbox.VERSIONS_MAX; i++) {
            assertThat(outbox.add(version("s" + i, i), 10 + i)).isZero();
        }
        // when
        int dropped = outbox.add(version("one more", 1), 200_000);
        // then
        assertThat(dropped).isEqualTo(Outbox.VERSIONS_MAX + 1);
        assertThat(outbox.size()).isZero();
        assertThat(outbox.arrivedUpTo()).isEqualTo(9);
        // when
        outbox.exchangeBegins();
        outbox.lostSince(300_000);
        outbox.exchangeEnded();
        assertThat(outbox.arrivedUpTo()).isEqualTo(9);
        outbox.exchangeBegins();
        outbox.exchangeEnded();
        // then
        assertThat(outbox.arrivedUpTo()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void heard_noEarlierThanWhatWaits_isNotSent() {
        // given
        outbox.add(version("on its way", 1), 1);
        outbox.send();
        outbox.add(version("on its way too", 2), 2);
        outbox.send();
        outbox.add(version("known", 3), 3);
        outbox.add(version("known in a later version", 4), 4);
        outbox.add(version("known in an earlier version", 5), 5);
        outbox.add(entry(6), 6);
        // when
        outbox.heard(List.of(
                version("known", 3).replica(),
                version("known in a later version", 7).replica(),
                version("known in an earlier version", 4).replica(),
                entry(7).replica(),
                version("never seen here", 8).replica()));
        answers.get(0).complete(null);
        // then
        assertThat(carried.get(2)).containsExactly("entry", "known in an earlier version@5");
        assertThat(carried).hasSize(3);
    }

    @Test
    void heard_allThatWaits_isAcknowledged() {
        // given
        outbox.add(version("on its way", 1), 1);
        outbox.send();
        outbox.add(version("on its way too", 2), 2);
        outbox.send();
        outbox.add(version("a", 3), 3);
        // when
        outbox.heard(List.of(version("a", 4).replica()));
        // then
        assertThat(acknowledged).hasSize(1);
        answers.get(0).complete(null);
        answers.get(1).complete(null);
        assertThat(outbox.arrivedUpTo()).isEqualTo(Long.MAX_VALUE);
        assertThat(carried).hasSize(2);
    }

    @Test
    void add_tooManyBytes_letGoOf() {
        int dropped = 0;
        for (int i = 0; dropped == 0; i++) {
            dropped = outbox.add(version("s" + i, i, "x".repeat(1 << 20)), i);
        }
        assertThat(dropped).isEqualTo(64);
    }
}
