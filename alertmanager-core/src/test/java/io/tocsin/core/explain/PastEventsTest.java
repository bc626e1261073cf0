package io.tocsin.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.Attempts;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.history.RecordedMute;
import io.tocsin.core.history.RecordedSilence;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.NotificationReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What an explanation says of the past of its alert. */
final class PastEventsTest {
    private static final String[] DOWN = {"alertname", "Down", "node", "1"};
    private static final Fingerprint ASKED = Labels.of(DOWN).fingerprint();
    private static final Fingerprint OTHER = Fingerprint.parse("00000000000000aa");
    private static final Requester ALICE = new Requester("user:alice", "10.0.0.7");

    private final Incident incident =
            new Incident("route: { receiver: default, group_by: [alertname] }").after(Duration.ofMinutes(1));
    private final List<HistoryQuery> asked = new ArrayList<>();
    private HistoryPage found = HistoryPage.NONE;

    private HistoryPage find(HistoryQuery query) {
        asked.add(query);
        return found;
    }

    private static HistoryPage page(Found... found) {
        return new HistoryPage(List.of(found), Map.of(), OptionalLong.empty());
    }

    private static Instant at(long minute) {
        return Incident.START.plusSeconds(60 * minute);
    }

    private static Found notification(long id) {
        HistoryEntry entry = new Notification(
                at(id),
                new NotificationKey("{}:{alertname=\"Down\"}", "default", "webhook", 0),
                Optional.of(NotificationReason.FIRST_NOTIFICATION),
                alerts(ASKED, Optional.empty()),
                Attempts.NONE,
                new NotificationOutcome.Sent(at(id)));
        return new Found(id, entry);
    }

    private static RecordedAlerts alerts(Fingerprint fingerprint, Optional<RecordedMute> mute) {
        return new RecordedAlerts(List.of(new RecordedAlert(fingerprint, false, mute)), 1);
    }

    private static Found flush(long id, Fingerprint muted) {
        Optional<RecordedMute> mute = Optional.of(new RecordedMute.InMuteInterval(List.of("night")));
        HistoryEntry entry =
                new Flush(at(id), "{}:{alertname=\"Down\"}", "default", alerts(muted, mute), List.of(), 1, at(id));
        return new Found(id, entry);
    }

    private static Found change(long id) {
        RecordedSilence recorded =
                new RecordedSilence("silence-1", List.of("{node=\"1\"}"), at(id), at(id + 60), "ann", "moving it");
        return new Found(id, new SilenceChange(at(id), Action.EXPIRED, recorded, Optional.empty(), ALICE));
    }

    private String text() {
        return ExplanationText.of(incident.explainWithPast(this::find, DOWN));
    }

    @Test
    void past_allKinds_newestFirst() {
        found = page(flush(7, ASKED), flush(6, OTHER), change(5), notification(4));

        assertThat(text()).endsWith("""

                What happened, newest first
                  2026-01-01T00:07:00Z  kept {alertname="Down"} back from default: 1 alert in mute_time_intervals night
                  2026-01-01T00:05:00Z  user:alice (10.0.0.7) expired silence silence-1 {node="1"} of "ann" ("moving it")
                  2026-01-01T00:04:00Z  sent {alertname="Down"} to default/webhook[0]: first notification, 1 firing, 0 attempts, 0 ms
                """);
    }

    @Test
    void past_moreThanIsShown_saysHowToSeeIt() {
        found = page(LongStream.rangeClosed(1, 11)
                .mapToObj(i -> notification(12 - i))
                .toArray(Found[]::new));

        Explanation explanation = incident.explainWithPast(this::find, DOWN);

        assertThat(explanation.past().entries())
                .extracting(Found::id)
                .containsExactly(11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L);
        assertThat(explanation.past().next()).hasValue(2);
        assertThat(ExplanationText.of(explanation))
                .endsWith("\n  there may be more: amtool history --fingerprint " + ASKED + "\n");
    }

    @Test
    void past_nothing_isNotMentioned() {
        found = new HistoryPage(List.of(), Map.of(), OptionalLong.of(17));

        assertThat(text()).doesNotContain("What happened");
    }

    @Test
    void past_isAskedForOnce() {
        incident.explainWithPast(this::find, DOWN);

        assertThat(asked).singleElement().satisfies(query -> {
            assertThat(query.before()).isEqualTo(HistoryQuery.NEWEST);
            assertThat(query.filter().alert()).contains(ASKED);
        });
    }
}
