package io.tocsin.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.history.FlushRecords.Group;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.NotificationReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of notifications whose end was lost. */
final class NotificationRecordsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(300);

    private static final DeliveryOutcome SENT = new DeliveryOutcome.Sent(NotificationReason.FIRST_NOTIFICATION, 1);

    private final KeptEntries kept = new KeptEntries();
    private final NotificationRecords records = new NotificationRecords(kept);

    private static NotificationKey key(int group, int index) {
        return new NotificationKey("{}:" + group, "team", "webhook", index);
    }

    private void begin(NotificationKey key) {
        records.begin(
                new EngineEvent.DeliveryBegun(key, START, NotificationReason.FIRST_NOTIFICATION, List.of()), START);
    }

    private List<NotificationOutcome> outcomes() {
        return kept.notifications().stream().map(Notification::outcome).toList();
    }

    @Test
    void forget_endsNeverTold_abandoned() {
        begin(key(1, 0));
        begin(key(1, 1));
        begin(key(2, 0));

        records.forget(new Group("{}:1", "team"), LATER);

        NotificationOutcome abandoned = new NotificationOutcome.Abandoned(LATER);
        assertThat(outcomes()).containsExactly(abandoned, abandoned, new NotificationOutcome.UnderWay());
    }

    @Test
    void forget_afterTheEnd_changesNothing() {
        begin(key(1, 0));
        begin(key(1, 1));
        NotificationOutcome sent = new NotificationOutcome.Sent(START);
        for (int index = 0; index < 2; index++) {
            records.end(new EngineEvent.DeliveryEnded(key(1, index), START, 1, Duration.ZERO, SENT), sent, START);
        }

        records.forget(new Group("{}:1", "team"), LATER);

        assertThat(outcomes()).containsExactly(sent, sent);
    }

    @Test
    void learned_namesWhatIsKnownAndCountsTheRest() {
        Labels known = Labels.of("alertname", "Down");
        NotificationEntry entry = new NotificationEntry(
                key(1, 0), START, AlertHashes.of(1, 2), AlertHashes.of(AlertHash.of(known)), Map.of(), LATER);

        records.learned(new EngineEvent.NotificationLearned(entry, List.of(), List.of(known), "am-2"), LATER);

        Notification told = kept.notifications().get(0);
        assertThat(told.at()).isEqualTo(LATER);
        assertThat(told.outcome()).isEqualTo(new NotificationOutcome.SentElsewhere(START, "am-2"));
        assertThat(told.alerts().total()).isEqualTo(3);
        assertThat(told.alerts().first())
                .containsExactly(new RecordedAlert(known.fingerprint(), true, Optional.empty()));
    }

    @Test
    void begin_moreWithoutAnEndThanAreFollowed_oldestIsAbandoned() {
        for (int group = 0; group <= FlushRecords.GROUPS_MAX; group++) {
            begin(key(group, 0));
        }

        assertThat(outcomes().get(0)).isInstanceOf(NotificationOutcome.Abandoned.class);
        assertThat(outcomes().subList(1, FlushRecords.GROUPS_MAX + 1))
                .allMatch(NotificationOutcome.UnderWay.class::isInstance);
    }
}
