package io.tocsin.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The decision of spec section 4.6; the last notification was 30 s before the tick, repeats are due after 60 s. */
final class DeduplicationTest {
    private static final Instant TICK = Instant.ofEpochSecond(1_000);
    private static final AlertHashes NONE = AlertHashes.NONE;

    /** @param reason the expected reason; null where nothing is to be sent */
    record Case(
            String name,
            @Nullable AlertHashes lastFiring,
            AlertHashes lastResolved,
            AlertHashes firing,
            AlertHashes resolved,
            boolean sendResolved,
            long lastSecondsAgo,
            @Nullable NotificationReason reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> CASES = List.of(
            row("never told, firing", null, NONE, of(1), NONE, true, 30, NotificationReason.FIRST_NOTIFICATION),
            row("never told, resolved only", null, NONE, NONE, of(1), true, 30, null),
            row("same alerts", of(1, 2), NONE, of(1, 2), NONE, true, 30, null),
            row("one more fires", of(1), NONE, of(1, 2), NONE, true, 30, NotificationReason.NEW_ALERTS),
            row(
                    "fires again after all resolved",
                    NONE,
                    of(1),
                    of(1),
                    NONE,
                    true,
                    30,
                    NotificationReason.FIRST_NOTIFICATION),
            row("one resolved", of(1, 2), NONE, of(1), of(2), true, 30, NotificationReason.SOME_RESOLVED),
            row("one resolved, resolves unwanted", of(1, 2), NONE, of(1), of(2), false, 30, null),
            row("that resolve was told before", of(1), of(2), of(1), of(2), true, 30, null),
            row("all resolved", of(1), NONE, NONE, of(1), true, 30, NotificationReason.ALL_RESOLVED),
            row(
                    "all resolved, resolves unwanted: the log must learn",
                    of(1),
                    NONE,
                    NONE,
                    of(1),
                    false,
                    30,
                    NotificationReason.ALL_RESOLVED),
            row("resolved again", NONE, of(1), NONE, of(1), true, 30, null),
            row("resolved again, long after", NONE, of(1), NONE, of(1), true, 90, null),
            row("fewer fire, without a resolve", of(1, 2), NONE, of(1), NONE, true, 30, null),
            // 0 marks an entry in doubt.
            row("in doubt, same alerts", of(0, 1), NONE, of(1), NONE, true, 30, NotificationReason.NEW_ALERTS),
            row("in doubt, one resolved", of(0, 1, 2), NONE, of(1), of(2), true, 30, NotificationReason.SOME_RESOLVED),
            row("in doubt, all resolved", of(0, 1), of(2), NONE, of(1, 2), true, 30, NotificationReason.ALL_RESOLVED),
            row("exactly one repeat interval ago", of(1), NONE, of(1), NONE, true, 60, null),
            row(
                    "longer than a repeat interval ago",
                    of(1),
                    NONE,
                    of(1),
                    NONE,
                    true,
                    61,
                    NotificationReason.REPEAT_INTERVAL));

    private static Case row(
            String name,
            @Nullable AlertHashes lastFiring,
            AlertHashes lastResolved,
            AlertHashes firing,
            AlertHashes resolved,
            boolean sendResolved,
            long lastSecondsAgo,
            @Nullable NotificationReason reason) {
        return new Case(name, lastFiring, lastResolved, firing, resolved, sendResolved, lastSecondsAgo, reason);
    }

    private static AlertHashes of(long... hashes) {
        return AlertHashes.of(hashes);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("CASES")
    void decide_lastAndNow_expectedVerdict(Case row) {
        Optional<NotificationEntry> last = Optional.ofNullable(row.lastFiring())
                .map(firing -> new NotificationEntry(
                        new NotificationKey("{}:{}", "r", "webhook", 0),
                        TICK.minusSeconds(row.lastSecondsAgo()),
                        firing,
                        row.lastResolved(),
                        Map.of(),
                        TICK.plusSeconds(10_000)));

        DedupVerdict verdict = Deduplication.decide(
                last, row.firing(), row.resolved(), row.sendResolved(), Duration.ofSeconds(60), TICK);

        NotificationReason decided = verdict instanceof DedupVerdict.Notify notify ? notify.reason() : null;
        assertThat(decided).isEqualTo(row.reason());
    }
}
