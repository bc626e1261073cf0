package io.tocsin.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class HistoryTextTest {
    private static final Instant AT = Instant.parse("2026-01-02T02:14:07.120Z");
    private static final Instant LATER = AT.plusSeconds(3_600);
    private static final String GROUP = "{}:{alertname=\"Down\"}";
    private static final Labels DOWN = Labels.of("alertname", "Down", "node", "1");
    private static final Labels SLOW = Labels.of("alertname", "Slow", "node", "1");
    private static final Fingerprint UNKNOWN = Fingerprint.parse("00000000000000cc");
    private static final RecordedAlert FIRING = alert(DOWN.fingerprint(), false, null);
    private static final RecordedAlert RESOLVED = alert(UNKNOWN, true, null);
    private static final Requester ALICE = new Requester("user:alice", "10.0.0.7");

    private final HistoryText text = new HistoryText(Map.of(DOWN.fingerprint(), DOWN, SLOW.fingerprint(), SLOW));

    record Case(String name, HistoryEntry entry, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> entries() {
        return Stream.of(notifications(), flushes(), silences()).flatMap(each -> each);
    }

    private static Stream<Case> notifications() {
        SendResult refusal = new SendResult.RetryLater(FailureReason.SERVER_ERROR, "unexpected status code 500");
        return Stream.of(
                new Case(
                        "sent",
                        notification(
                                NotificationReason.NEW_ALERTS,
                                attempts(refusal, SendResult.delivered()),
                                new NotificationOutcome.Sent(AT.plusMillis(1_400)),
                                FIRING,
                                RESOLVED),
                        "sent {alertname=\"Down\"} to team/webhook[0]: new alerts added, 1 firing and 1 resolved, 2 attempts,"
                                + " 1.4 s"),
                new Case(
                        "sent, all resolved, by a clock that was set back",
                        notification(
                                NotificationReason.ALL_RESOLVED,
                                attempts(SendResult.delivered()),
                                new NotificationOutcome.Sent(AT.minusSeconds(5)),
                                RESOLVED),
                        "sent {alertname=\"Down\"} to team/webhook[0]: all alerts resolved, 1 resolved, 1 attempt, 0 ms"),
                new Case(
                        "known to the log alone",
                        notification(NotificationReason.ALL_RESOLVED, Attempts.NONE, new NotificationOutcome.Sent(AT)),
                        "noted without sending {alertname=\"Down\"} to team/webhook[0]: all alerts resolved, of which it is not"
                                + " told (send_resolved: false)"),
                new Case(
                        "failed",
                        notification(
                                NotificationReason.FIRST_NOTIFICATION,
                                attempts(refusal, new SendResult.RetryLater(FailureReason.OTHER, "too late")),
                                new NotificationOutcome.Failed(
                                        AT.plusSeconds(300),
                                        FailureReason.SERVER_ERROR,
                                        "team/webhook[0]: notify retry canceled after 2 attempts: unexpected status code 500"),
                                FIRING),
                        "FAILED to send {alertname=\"Down\"} to team/webhook[0]: unexpected status code 500 (serverError);"
                                + " first notification, 1 firing, 2 attempts, 5m"),
                new Case(
                        "rejected",
                        notification(
                                NotificationReason.FIRST_NOTIFICATION,
                                attempts(new SendResult.Rejected(
                                        FailureReason.AUTH_ERROR, "unexpected status code 401")),
                                new NotificationOutcome.Failed(
                                        AT, FailureReason.AUTH_ERROR, "after 1 attempts: unexpected status code 401"),
                                FIRING),
                        "FAILED to send {alertname=\"Down\"} to team/webhook[0]: unexpected status code 401 (authError);"
                                + " first notification, 1 firing, 1 attempt, 0 ms"),
                new Case(
                        "under way",
                        notification(
                                NotificationReason.REPEAT_INTERVAL,
                                attempts(refusal),
                                new NotificationOutcome.UnderWay(),
                                FIRING),
                        "is sending {alertname=\"Down\"} to team/webhook[0]: repeat interval elapsed, 1 firing, 1 attempt; the"
                                + " last attempt failed: unexpected status code 500 (serverError)"),
                new Case(
                        "abandoned",
                        notification(
                                NotificationReason.SOME_RESOLVED,
                                Attempts.NONE,
                                new NotificationOutcome.Abandoned(LATER),
                                FIRING),
                        "began to send {alertname=\"Down\"} to team/webhook[0]: some alerts resolved, 1 firing, 0 attempts; the"
                                + " server was stopped, and nobody saw whether it arrived"),
                new Case(
                        "sent by another member",
                        new Notification(
                                LATER,
                                new NotificationKey("{}:{alertname=\"Down\"}", "team", "webhook", 0),
                                Optional.empty(),
                                new RecordedAlerts(List.of(FIRING), 1),
                                Attempts.NONE,
                                new NotificationOutcome.SentElsewhere(AT, "am-2")),
                        "learned from am-2: sent {alertname=\"Down\"} to team/webhook[0]: 1 firing, at " + AT),
                new Case(
                        "given up before there was a reason",
                        new Notification(
                                AT,
                                new NotificationKey("odd", "team", "webhook", 0),
                                Optional.empty(),
                                RecordedAlerts.NONE,
                                Attempts.NONE,
                                new NotificationOutcome.Failed(AT, FailureReason.OTHER, "no turn")),
                        "FAILED to send {} to team/webhook[0]: no turn (other); 0 firing, 0 attempts, 0 ms"));
    }

    private static Stream<Case> flushes() {
        RecordedMute silenced = new RecordedMute.Silenced(List.of("s1", "s2"));
        return Stream.of(
                new Case(
                        "muted by several",
                        flush(
                                12,
                                List.of(),
                                alert(DOWN.fingerprint(), false, silenced),
                                alert(UNKNOWN, false, silenced),
                                alert(UNKNOWN, false, new RecordedMute.Inhibited(3, "", UNKNOWN))),
                        "kept {alertname=\"Down\"} back from team: 2 of 3 alerts silenced by s1, s2; 1 of 3 alerts inhibited by"
                                + " 00000000000000cc through inhibit_rules[3]; 12 times until 2026-01-02T03:14:07Z"),
                new Case(
                        "inhibited by an alert that is known",
                        flush(
                                1,
                                List.of(),
                                alert(UNKNOWN, false, new RecordedMute.Inhibited(3, "node down", DOWN.fingerprint()))),
                        "kept {alertname=\"Down\"} back from team: 1 alert inhibited by {alertname=\"Down\", node=\"1\"} through"
                                + " \"node down\""),
                new Case(
                        "muted by an interval",
                        flush(
                                1,
                                List.of(),
                                alert(UNKNOWN, false, new RecordedMute.InMuteInterval(List.of("night"))),
                                alert(UNKNOWN, true, new RecordedMute.InMuteInterval(List.of("night")))),
                        "kept {alertname=\"Down\"} back from team: 2 alerts in mute_time_intervals night"),
                new Case(
                        "outside of an interval",
                        flush(
                                1,
                                List.of(),
                                alert(UNKNOWN, false, new RecordedMute.OutsideActiveInterval(List.of("desk")))),
                        "kept {alertname=\"Down\"} back from team: 1 alert outside active_time_intervals desk"),
                new Case(
                        "nothing to send",
                        flush(
                                1,
                                List.of(
                                        new Unneeded("webhook", 1, new DedupVerdict.AlreadyNotified(AT, LATER)),
                                        new Unneeded("slack", 0, new DedupVerdict.NothingToResolve()),
                                        new Unneeded("slack", 1, new DedupVerdict.ResolveHeld(1)),
                                        new Unneeded("slack", 2, new DedupVerdict.ResolveHeld(2)),
                                        new Unneeded("slack", 3, new DedupVerdict.ResolveUnwanted()),
                                        new Unneeded(
                                                "slack", 4, new DedupVerdict.Notify(NotificationReason.NEW_ALERTS)),
                                        new Unneeded("slack", 5, new DedupVerdict.ServedByOther(AT))),
                                FIRING),
                        "flushed {alertname=\"Down\"} for team: 1 firing; webhook[1] had been told at 2026-01-02T02:14:07Z, and is"
                                + " told again after 2026-01-02T03:14:07Z; slack[0] had nothing to be told; slack[1] is told"
                                + " that it is resolved once 1 muted alert is resolved, too; slack[2] is told that it is"
                                + " resolved once 2 muted alerts are resolved, too; slack[3] is not told of resolved alerts"
                                + " (send_resolved: false); slack[4] was to be told: new alerts added; slack[5] was told at"
                                + " 2026-01-02T02:14:07Z by another member"));
    }

    private static Stream<Case> silences() {
        String silence = "silence s1 {node=\"1\"} or {node=\"2\"} of \"ann\" (\"moving\\nthe rack\")";
        return Stream.of(
                new Case(
                        "created",
                        change(Action.CREATED, AT, ALICE),
                        "user:alice (10.0.0.7) created " + silence + " until 2026-01-02T03:14:07Z"),
                new Case(
                        "created for later",
                        change(Action.CREATED, AT.plusSeconds(60), ALICE),
                        "user:alice (10.0.0.7) created " + silence
                                + " from 2026-01-02T02:15:07Z until 2026-01-02T03:14:07Z"),
                new Case(
                        "updated",
                        change(Action.UPDATED, AT, ALICE),
                        "user:alice (10.0.0.7) changed " + silence + ", which lasts until 2026-01-02T03:14:07Z now"),
                new Case(
                        "replaced",
                        change(Action.REPLACED, AT, ALICE),
                        "user:alice (10.0.0.7) replaced " + silence + " by s2"),
                new Case(
                        "imported",
                        change(Action.IMPORTED, AT, new Requester("snapshot:data/silences", "")),
                        "snapshot:data/silences brought " + silence + " until 2026-01-02T03:14:07Z"),
                new Case("expired", change(Action.EXPIRED, AT, Requester.NONE), "somebody expired " + silence));
    }

    private static RecordedAlert alert(Fingerprint fingerprint, boolean isResolved, @Nullable RecordedMute mute) {
        return new RecordedAlert(fingerprint, isResolved, Optional.ofNullable(mute));
    }

    private static RecordedAlerts alerts(RecordedAlert... alerts) {
        return new RecordedAlerts(List.of(alerts), alerts.length);
    }

    private static Attempts attempts(SendResult... results) {
        List<Attempt> made = Arrays.stream(results)
                .map(result -> new Attempt(1, AT, Duration.ofMillis(7), result))
                .toList();
        return new Attempts(made, made.size());
    }

    private static Notification notification(
            NotificationReason reason, Attempts attempts, NotificationOutcome outcome, RecordedAlert... alerts) {
        return new Notification(
                AT,
                new NotificationKey(GROUP, "team", "webhook", 0),
                Optional.of(reason),
                alerts(alerts),
                attempts,
                outcome);
    }

    private static Flush flush(int times, List<Unneeded> unneeded, RecordedAlert... alerts) {
        return new Flush(AT, GROUP, "team", alerts(alerts), unneeded, times, times == 1 ? AT : LATER);
    }

    private static SilenceChange change(Action action, Instant startsAt, Requester by) {
        return new SilenceChange(
                AT,
                action,
                new RecordedSilence(
                        "s1", List.of("{node=\"1\"}", "{node=\"2\"}"), startsAt, LATER, "ann", "moving\nthe rack"),
                action == Action.REPLACED ? Optional.of("s2") : Optional.empty(),
                by);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void of_entry_isOneSentence(Case each) {
        assertThat(text.of(each.entry())).isEqualTo(each.sentence());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}:{alertname=\"Down\", dc=\"x\"} | {alertname=\"Down\", dc=\"x\"}",
                "{}:{dc=\"x\"} | {dc=\"x\"} (Down, Slow)",
                "{}:{} | Down, Slow",
                "odd | Down, Slow",
            })
    void of_group_isNamedSoThatItsAlertsAreKnown(String groupKey, String subject) {
        RecordedAlerts alerts = alerts(alert(SLOW.fingerprint(), false, null), FIRING, RESOLVED);

        assertThat(text.of(new Flush(AT, groupKey, "team", alerts, List.of(), 1, AT)))
                .isEqualTo("flushed " + subject + " for team: 2 firing and 1 resolved");
    }

    @Test
    void of_moreAlertsThanAreKept_areCountedTogether() {
        RecordedAlerts alerts = new RecordedAlerts(List.of(FIRING, RESOLVED), 1_001);

        assertThat(text.of(new Flush(AT, GROUP, "team", alerts, List.of(), 1, AT)))
                .isEqualTo("flushed {alertname=\"Down\"} for team: 1001 alerts");
    }

    @Test
    void of_longTexts_areCut() {
        String group = "{}:{a=\"" + "x".repeat(5_000) + "\"}";

        assertThat(text.of(new Flush(AT, group, "team", alerts(RESOLVED), List.of(), 1, AT)))
                .hasSizeLessThan(400)
                .contains("... (4706 more characters) for team");
    }
}
