package io.tocsin.core.history;

import static io.tocsin.core.history.Night.START;
import static io.tocsin.core.history.Night.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is remembered of a night, played by the real engine. */
final class RecorderTest {
    private static final String PLAIN = """
        route: { receiver: team, group_by: [alertname], group_wait: 30s, group_interval: 5m, repeat_interval: 4h }
        receivers: [{ name: team }]
        """;
    private static final String KEY = "{}:{alertname=\"Down\"}";
    private static final Duration DAY = Duration.ofDays(1);
    private static final SendResult LATER = new SendResult.RetryLater(FailureReason.SERVER_ERROR, "status 503");

    private static RecordedAlerts one(boolean isResolved, RecordedMute... mute) {
        Fingerprint down = Labels.of("alertname", "Down").fingerprint();
        return new RecordedAlerts(
                List.of(new RecordedAlert(
                        down, isResolved, mute.length == 0 ? Optional.empty() : Optional.of(mute[0]))),
                1);
    }

    private static Function<String, List<Notifier>> all(Notifier... notifiers) {
        return receiver -> List.of(notifiers);
    }

    @Test
    void notification_firstOne_tellsAll() {
        Night night = new Night(PLAIN, Night::willing);

        night.fires(DAY, "alertname", "Down").after(Duration.ofMinutes(1));

        assertThat(night.kept.notifications())
                .containsExactly(new Notification(
                        START.plusSeconds(30),
                        new NotificationKey(KEY, "team", "webhook", 0),
                        Optional.of(NotificationReason.FIRST_NOTIFICATION),
                        one(false),
                        new Attempts(
                                List.of(new Attempts.Attempt(
                                        1, START.plusSeconds(30), Duration.ZERO, SendResult.delivered())),
                                1),
                        new NotificationOutcome.Sent(START.plusSeconds(30))));
        assertThat(night.kept.flushes())
                .containsExactly(
                        new Flush(START.plusSeconds(30), KEY, "team", one(false), List.of(), 1, START.plusSeconds(30)));
    }

    @Test
    void flush_nothingNew_isCountedInTheOneBefore() {
        Night night = new Night(PLAIN, Night::willing);

        night.fires(DAY, "alertname", "Down").after(Duration.ofMinutes(61)).ends();

        assertThat(night.kept.flushes()).singleElement().satisfies(flush -> {
            assertThat(flush.times()).isEqualTo(13);
            assertThat(flush.lastAt()).isEqualTo(START.plusSeconds(30).plus(Duration.ofHours(1)));
        });
    }

    @Test
    void flush_steadyForDays_oneEntryADayAndARepeat() {
        String rarely = PLAIN.replace("4h", "30d");
        Night night = new Night(rarely, Night::willing);

        night.fires(Duration.ofDays(3), "alertname", "Down")
                .after(Duration.ofHours(60))
                .ends();

        assertThat(night.kept.flushes()).hasSize(3);
        assertThat(night.kept.flushes())
                .allSatisfy(flush ->
                        assertThat(flush.until()).isBeforeOrEqualTo(flush.at().plus(Flush.SPAN_MAX)));
        assertThat(night.kept.flushes().stream().mapToLong(Flush::times).sum()).isEqualTo(60 * 12);
        assertThat(night.kept.flushes().get(1).unneeded()).hasSize(1);
    }

    @Test
    void flush_repeat_entryOfItsOwn() {
        Night night = new Night(PLAIN, Night::willing);

        night.fires(DAY, "alertname", "Down").after(Duration.ofHours(5));

        assertThat(night.kept.notifications())
                .extracting(Notification::reason)
                .containsExactly(
                        Optional.of(NotificationReason.FIRST_NOTIFICATION),
                        Optional.of(NotificationReason.REPEAT_INTERVAL));
        assertThat(night.kept.flushes()).hasSize(2);
    }

    @Test
    void flush_nothingToSend_saysWhyToEachIntegration() {
        Night night = new Night(
                PLAIN, all(answering(SendResult.delivered()), answering(LATER, LATER, SendResult.delivered())));

        night.fires(DAY, "alertname", "Down")
                .after(Duration.ofMinutes(2))
                .fires(DAY, "alertname", "Down", "disk", "a")
                .after(Duration.ofMinutes(5))
                .resolves("alertname", "Down", "disk", "a")
                .after(Duration.ofMinutes(10));

        assertThat(night.kept.flushes()).hasSize(4);
        Flush quiet = night.kept.flushes().get(3);
        assertThat(quiet.alerts()).isEqualTo(one(false));
        assertThat(quiet.unneeded()).extracting(Unneeded::index).containsExactly(0, 1);
        assertThat(quiet.unneeded())
                .extracting(Unneeded::verdict)
                .allSatisfy(verdict -> assertThat(verdict).isInstanceOf(DedupVerdict.AlreadyNotified.class));
    }

    @Test
    void silence_mutesAlert_flushSaysWhichAndHistoryWho() {
        Night night = new Night(PLAIN, Night::willing);

        night.silences("", MatchType.EQUAL, "alertname", "Down")
                .fires(DAY, "alertname", "Down")
                .after(Duration.ofHours(1))
                .expires("silence-1", new Requester("user:bob", "192.0.2.8"))
                .after(Duration.ofMinutes(10));

        assertThat(night.kept.flushes())
                .extracting(Flush::alerts)
                .containsExactly(one(false, new RecordedMute.Silenced(List.of("silence-1"))), one(false));
        assertThat(night.kept.silences())
                .extracting(SilenceChange::action)
                .containsExactly(Action.CREATED, Action.EXPIRED);
        assertThat(night.kept.silences())
                .extracting(change -> change.by().identity())
                .containsExactly("user:ann", "user:bob");
        RecordedSilence created = night.kept.silences().get(0).silence();
        assertThat(created)
                .isEqualTo(new RecordedSilence(
                        "silence-1",
                        List.of("{alertname=\"Down\"}"),
                        START,
                        START.plus(Duration.ofHours(2)),
                        "ann",
                        "moving the rack"));
        assertThat(night.kept.silences().get(1).silence().endsAt()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void silence_otherMatchers_replacedAndCreated() {
        Night night = new Night(PLAIN, Night::willing);

        night.silences("", MatchType.EQUAL, "alertname", "Down")
                .after(Duration.ofMinutes(1))
                .silences("silence-1", MatchType.EQUAL, "alertname", "Up");

        assertThat(night.kept.silences())
                .extracting(SilenceChange::action)
                .containsExactly(Action.CREATED, Action.REPLACED, Action.CREATED);
        assertThat(night.kept.silences().get(1).replacedBy()).contains("silence-2");
        assertThat(night.kept.silences().get(2).silence().id()).isEqualTo("silence-2");
    }

    @Test
    void inhibition_mutesAlert_namesRuleAndSource() {
        Night night = new Night(PLAIN + """
            inhibit_rules:
              - { name: dead-rack, source_matchers: [alertname="Rack"], target_matchers: [alertname="Down"] }
            """, Night::willing);

        night.fires(DAY, "alertname", "Rack").fires(DAY, "alertname", "Down").after(Duration.ofMinutes(1));

        Fingerprint rack = Labels.of("alertname", "Rack").fingerprint();
        assertThat(night.kept.flushes())
                .filteredOn(flush -> flush.groupKey().equals(KEY))
                .extracting(Flush::alerts)
                .containsExactly(one(false, new RecordedMute.Inhibited(0, "dead-rack", rack)));
    }

    @Test
    void timeInterval_mutesGroup_isNamed() {
        Night night = new Night("""
            route:
              receiver: team
              group_wait: 30s
              routes: [{ matchers: [alertname="Down"], mute_time_intervals: [always], group_by: [alertname] }]
            time_intervals: [{ name: always, time_intervals: [{ times: [{ start_time: 00:00, end_time: 24:00 }] }] }]
            receivers: [{ name: team }]
            """, Night::willing);

        night.fires(DAY, "alertname", "Down").after(Duration.ofMinutes(1));

        assertThat(night.kept.flushes())
                .extracting(Flush::alerts)
                .containsExactly(one(false, new RecordedMute.InMuteInterval(List.of("always"))));
        assertThat(night.kept.notifications()).isEmpty();
    }

    @Test
    void notification_retries_everyAttemptIsSeenAtOnce() {
        Night night = new Night(PLAIN, all(answering(LATER, LATER, SendResult.delivered())));

        night.fires(DAY, "alertname", "Down").after(Duration.ofSeconds(30));
        assertThat(night.kept.notifications()).singleElement().satisfies(told -> {
            assertThat(told.outcome()).isEqualTo(new NotificationOutcome.UnderWay());
            assertThat(told.attempts().kept())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.result()).isEqualTo(LATER));
        });
        night.after(Duration.ofSeconds(10));

        assertThat(night.kept.notifications()).singleElement().satisfies(told -> {
            assertThat(told.outcome()).isInstanceOf(NotificationOutcome.Sent.class);
            assertThat(told.attempts().kept())
                    .extracting(Attempts.Attempt::number)
                    .containsExactly(1, 2, 3);
        });
    }

    @Test
    void notification_rejected_failsWithReasonAndIsTriedAtTheNextFlush() {
        Night night = new Night(
                PLAIN,
                all(answering(
                        new SendResult.Rejected(FailureReason.AUTH_ERROR, "status 403: " + "x".repeat(2_000)),
                        SendResult.delivered())));

        night.fires(DAY, "alertname", "Down").after(Duration.ofMinutes(6));

        assertThat(night.kept.notifications()).hasSize(2);
        assertThat(night.kept.notifications().get(0).outcome())
                .isInstanceOfSatisfying(NotificationOutcome.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(FailureReason.AUTH_ERROR);
                    assertThat(failed.message()).contains("status 403").hasSizeLessThan(600);
                });
        assertThat(night.kept.flushes()).hasSize(2);
    }

    /** A receiver that is away all night makes an entry per flush, however often it is tried. */
    @Test
    void notification_triedForAnHour_firstAndLastAttemptsAreKept() {
        Night night = new Night(PLAIN.replace("5m", "2h"), all(answering(LATER)));

        night.fires(DAY, "alertname", "Down").after(Duration.ofMinutes(90));

        Attempts attempts = night.kept.notifications().get(0).attempts();
        assertThat(attempts.count()).isGreaterThan(Attempts.KEPT_MAX);
        assertThat(attempts.kept()).hasSize(Attempts.KEPT_MAX);
        assertThat(attempts.kept().get(19).number()).isEqualTo(20);
        assertThat(attempts.kept().get(39).number()).isEqualTo(attempts.count());
    }

    @Test
    void alert_resolvesAndIsForgotten_groupEndsAndLabelsAreRemembered() {
        Night night = new Night(PLAIN, Night::willing);

        night.fires(DAY, "alertname", "Down")
                .after(Duration.ofMinutes(1))
                .resolves("alertname", "Down")
                .after(Duration.ofHours(1));

        assertThat(night.kept.notifications())
                .extracting(Notification::reason)
                .containsExactly(
                        Optional.of(NotificationReason.FIRST_NOTIFICATION),
                        Optional.of(NotificationReason.ALL_RESOLVED));
        assertThat(night.kept.notifications().get(1).alerts()).isEqualTo(one(true));
        assertThat(night.kept.remembered).containsExactly(Labels.of("alertname", "Down"));
    }

    @Test
    void reload_groupsFormAgain_steadyOnesMakeNoNewEntries() {
        Night night = new Night(PLAIN, Night::willing);

        night.fires(DAY, "alertname", "Down").after(Duration.ofMinutes(1));
        for (int i = 0; i < 10; i++) {
            night.reloads(PLAIN, Night::willing).after(Duration.ofMinutes(1));
        }

        assertThat(night.kept.flushes()).hasSize(1);
    }

    @Test
    void reload_duringAttempt_outcomeGoesToTheRightNotification() {
        CompletableFuture<SendResult> answer = new CompletableFuture<>();
        Night night = new Night(PLAIN, all(body -> answer));

        night.fires(DAY, "alertname", "Down")
                .after(Duration.ofMinutes(1))
                .reloads(PLAIN, Night::willing)
                .after(Duration.ofSeconds(1));
        answer.complete(SendResult.delivered());
        night.after(Duration.ofMinutes(1)).ends();

        assertThat(night.kept.notifications())
                .singleElement()
                .satisfies(told -> assertThat(told.outcome()).isInstanceOf(NotificationOutcome.Sent.class));
        assertThat(night.kept.flushes()).hasSizeBetween(1, 2);
    }

    @Test
    void kill_duringAttempt_leavesItUnderWay() {
        Night night = new Night(PLAIN, all(body -> new CompletableFuture<>()));

        night.fires(DAY, "alertname", "Down")
                .after(Duration.ofMinutes(1))
                .isKilled(PLAIN, Night::willing)
                .after(Duration.ofMinutes(6));

        assertThat(night.kept.notifications())
                .extracting(told -> told.outcome().getClass().getSimpleName())
                .containsExactly("UnderWay", "Sent");
    }

    /** A label value of megabytes must not push out everything else. */
    @Test
    void groupKey_long_isCutAndFoundAllTheSame() {
        Night night = new Night(PLAIN, Night::willing);
        String name = "x".repeat(1 << 20);

        night.fires(DAY, "alertname", name).after(Duration.ofMinutes(1));

        HistoryFilter filter = new HistoryFilter(
                Set.of(),
                Optional.empty(),
                List.of(),
                Optional.of("{}:{alertname=\"" + name + "\"}"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        String kept = night.kept.flushes().get(0).groupKey();
        assertThat(kept).hasSizeLessThan(5_000);
        assertThat(night.kept.notifications().get(0).key().groupKey()).isEqualTo(kept);
        assertThat(filter.groupKey()).contains(kept);
    }

    @Test
    void flush_hundredThousandAlerts_firstThousandAndTheNumberAreKept() {
        Night night = new Night(PLAIN, Night::willing);

        night.firesNumbered(100_000).after(Duration.ofMinutes(31)).ends();

        assertThat(night.kept.flushes()).singleElement().satisfies(flush -> {
            assertThat(flush.alerts().first()).hasSize(RecordedAlerts.KEPT_MAX);
            assertThat(flush.alerts().total()).isEqualTo(100_000);
            assertThat(flush.times()).isEqualTo(7);
        });
    }

    /** What the entry does not show is compared all the same. */
    @Test
    void flush_changeBeyondTheKept_newEntry() {
        Night night = new Night(PLAIN, Night::willing);

        night.firesNumbered(3_000)
                .after(Duration.ofMinutes(2))
                .silences("", MatchType.EQUAL, "number", "2999")
                .after(Duration.ofMinutes(10))
                .ends();

        assertThat(night.kept.flushes()).hasSize(2);
    }
}
