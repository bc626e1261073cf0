package io.tocsin.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.history.Attempts;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistoryRecordTest {
    private static final Instant AT = Instant.parse("2026-11-29T10:00:00.123Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decode_whatWasEncoded_isTheSame(long seed) throws Exception {
        HistoryEntries entries = new HistoryEntries(seed);
        for (int i = 0; i < 2_000; i++) {
            HistoryEntry entry = entries.next();
            byte[] record = HistoryRecord.encode(entry);

            assertThat(HistoryRecord.decode(record)).isEqualTo(entry);
            assertThat(HistoryRecord.head(record)).isEqualTo(new HistoryRecord.Head(entry.at(), Optional.empty()));
        }
    }

    @Test
    void alert_encodedAndDecoded_isTheSame() throws Exception {
        Labels labels = Labels.of("alertname", "Down", "instance", "\u00fc");

        byte[] record = HistoryRecord.encodeAlert(labels);

        assertThat(HistoryRecord.decodeAlert(record)).isEqualTo(labels);
        assertThat(HistoryRecord.head(record).alert()).contains(labels.fingerprint());
        assertThatThrownBy(() -> HistoryRecord.decode(record)).isInstanceOf(MalformedRecordException.class);
    }

    /** How much the log holds depends on it. */
    @Test
    void encode_usualNotification_isSmall() {
        NotificationKey key = new NotificationKey("", "team-database", "pagerduty", 1);
        List<RecordedAlert> alerts = LongStream.range(0, 5)
                .mapToObj(i -> new RecordedAlert(new Fingerprint(-i), i == 2, Optional.empty()))
                .toList();
        SendResult busy = new SendResult.RetryLater(FailureReason.SERVER_ERROR, "unexpected status code 503");
        Notification entry = new Notification(
                AT,
                key,
                Optional.of(NotificationReason.NEW_ALERTS),
                new RecordedAlerts(alerts, 5),
                new Attempts(
                        List.of(
                                new Attempt(1, AT, Duration.ofMillis(87), busy),
                                new Attempt(2, AT.plusMillis(700), Duration.ofMillis(130), SendResult.delivered())),
                        2),
                new NotificationOutcome.Sent(AT.plusMillis(830)));

        assertThat(HistoryRecord.encode(entry)).hasSizeLessThan(200);
    }

    /** A constant without a code could not be written. */
    @Test
    void codes_everyConstant_hasOne() {
        assertThat(NotificationMessage.REASONS.inOrder()).containsExactlyInAnyOrder(NotificationReason.values());
        assertThat(NotificationMessage.FAILURES.inOrder()).containsExactlyInAnyOrder(FailureReason.values());
        assertThat(SilenceChangeMessage.ACTIONS.inOrder()).containsExactlyInAnyOrder(Action.values());
    }
}
