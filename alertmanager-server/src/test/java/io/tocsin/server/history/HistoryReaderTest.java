package io.tocsin.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.Attempts;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Kind;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryFilter;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.history.RecordedMute;
import io.tocsin.core.history.RecordedSilence;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.record.HistoryRecord;
import io.tocsin.server.storage.MemoryRecordLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HistoryReaderTest {
    private static final Instant START = Instant.parse("2026-11-29T02:00:00Z");
    private static final Labels DISK = Labels.of("alertname", "DiskFull", "host", "a");
    private static final Labels DOWN = Labels.of("alertname", "Down", "host", "b");

    private final MemoryRecordLog log = new MemoryRecordLog(16 << 20);
    private final List<Labels> inMemory = new ArrayList<>();
    private final HistoryReader reader =
            new HistoryReader(log, () -> inMemory, (silence, labels) -> silence.equals("of-" + labels.get("host")));

    private void add(HistoryEntry entry) {
        log.append(HistoryRecord.encode(entry));
    }

    private static RecordedAlerts alerts(Optional<RecordedMute> mute, Labels... alerts) {
        return new RecordedAlerts(
                Stream.of(alerts)
                        .map(each -> new RecordedAlert(each.fingerprint(), false, mute))
                        .toList(),
                alerts.length);
    }

    private static Flush flush(Duration after, String receiver, Labels... alerts) {
        Instant at = START.plus(after);
        return new Flush(at, "{}:{}", receiver, alerts(Optional.empty(), alerts), List.of(), 1, at);
    }

    private static Notification notification(Duration after, String group, Labels... alerts) {
        return new Notification(
                START.plus(after),
                new NotificationKey(group, "team", "webhook", 0),
                Optional.of(NotificationReason.FIRST_NOTIFICATION),
                alerts(Optional.empty(), alerts),
                Attempts.NONE,
                new NotificationOutcome.Sent(START.plus(after).plusSeconds(1)));
    }

    private static SilenceChange silence(Action action, String id, Optional<String> replacedBy) {
        RecordedSilence silence =
                new RecordedSilence(id, List.of("{a=\"b\"}"), START, START.plusSeconds(60), "ann", "");
        return new SilenceChange(START, action, silence, replacedBy, new Requester("user:ann", "192.0.2.7"));
    }

    private static HistoryFilter filter(
            Set<Kind> kinds, Optional<Labels> alert, Optional<String> group, Optional<String> receiver) {
        return new HistoryFilter(
                kinds,
                alert.map(Labels::fingerprint),
                List.of(),
                group,
                receiver,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static HistoryFilter matching(Matcher... matchers) {
        return new HistoryFilter(
                Set.of(),
                Optional.empty(),
                List.of(matchers),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static HistoryFilter between(Duration from, Duration to) {
        return new HistoryFilter(
                Set.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(START.plus(from)),
                Optional.of(START.plus(to)));
    }

    private static HistoryFilter ofSilence(String id) {
        return new HistoryFilter(
                Set.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                Optional.empty(),
                Optional.empty());
    }

    private List<HistoryEntry> found(HistoryFilter filter) {
        HistoryPage page = reader.find(new HistoryQuery(filter, HistoryQuery.NEWEST, 100));
        assertThat(page.next()).isEmpty();
        return page.entries().stream().map(Found::entry).toList();
    }

    @Test
    void find_all_newestFirst() {
        Flush first = flush(Duration.ZERO, "team", DISK);
        SilenceChange second = silence(Action.CREATED, "s", Optional.empty());
        add(first);
        add(second);

        assertThat(found(HistoryFilter.ALL)).containsExactly(second, first);
    }

    @Test
    void find_pages_leaveNothingOutAndRepeatNothing() {
        for (int i = 0; i < 25; i++) {
            add(flush(Duration.ofMinutes(i), "team", DISK));
        }

        List<Instant> seen = new ArrayList<>();
        OptionalLong before = OptionalLong.of(HistoryQuery.NEWEST);
        while (before.isPresent()) {
            HistoryPage page = reader.find(new HistoryQuery(HistoryFilter.ALL, before.getAsLong(), 10));
            page.entries().forEach(each -> seen.add(each.entry().at()));
            before = page.next();
            // What comes meanwhile is on no later page.
            add(flush(Duration.ofDays(1), "team", DISK));
        }

        assertThat(seen).hasSize(25).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void find_kindGroupReceiverFingerprint_eachNarrows() {
        Flush ofTeam = flush(Duration.ZERO, "team", DISK);
        Flush ofOther = flush(Duration.ZERO, "other", DOWN);
        Notification told = notification(Duration.ZERO, "{}:{a=\"b\"}", DISK, DOWN);
        add(ofTeam);
        add(ofOther);
        add(told);
        add(silence(Action.CREATED, "s", Optional.empty()));

        assertThat(found(filter(Set.of(Kind.NOTIFICATION), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly(told);
        assertThat(found(filter(Set.of(), Optional.of(DISK), Optional.empty(), Optional.empty())))
                .containsExactly(told, ofTeam);
        assertThat(found(filter(Set.of(), Optional.empty(), Optional.of("{}:{a=\"b\"}"), Optional.empty())))
                .containsExactly(told);
        assertThat(found(filter(Set.of(), Optional.empty(), Optional.empty(), Optional.of("other"))))
                .containsExactly(ofOther);
    }

    /** Also once the alert is gone: its labels are in the log, behind everything that names it. */
    @Test
    void find_byMatchers_alertsInMemoryAndPastOnes() {
        Flush ofDisk = flush(Duration.ZERO, "team", DISK);
        Flush ofDown = flush(Duration.ZERO, "team", DOWN);
        add(ofDisk);
        add(ofDown);
        log.append(HistoryRecord.encodeAlert(DISK));
        inMemory.add(DOWN);

        assertThat(found(matching(Matcher.of(MatchType.EQUAL, "alertname", "DiskFull"))))
                .containsExactly(ofDisk);
        assertThat(found(matching(Matcher.of(MatchType.REGEX, "host", "a|b")))).containsExactly(ofDown, ofDisk);
        assertThat(found(matching(
                        Matcher.of(MatchType.EQUAL, "alertname", "DiskFull"),
                        Matcher.of(MatchType.EQUAL, "host", "b"))))
                .isEmpty();
    }

    @Test
    void find_page_namesItsAlerts() {
        Labels unknown = Labels.of("alertname", "Unknown");
        add(flush(Duration.ZERO, "team", DISK, DOWN, unknown));
        log.append(HistoryRecord.encodeAlert(DISK));
        inMemory.add(DOWN);
        long page = log.append(HistoryRecord.encode(silence(Action.CREATED, "s", Optional.empty())));

        HistoryPage later = reader.find(new HistoryQuery(HistoryFilter.ALL, page, 100));

        assertThat(later.labels())
                .containsOnlyKeys(DISK.fingerprint(), DOWN.fingerprint())
                .containsEntry(DISK.fingerprint(), DISK);
    }

    @Test
    void find_page_namesWhatInhibited() {
        RecordedMute mute = new RecordedMute.Inhibited(0, "", DOWN.fingerprint());
        add(new Flush(START, "{}:{}", "team", alerts(Optional.of(mute), DISK), List.of(), 1, START));
        inMemory.add(DOWN);

        assertThat(reader.find(new HistoryQuery(HistoryFilter.ALL, HistoryQuery.NEWEST, 1))
                        .labels())
                .containsOnlyKeys(DOWN.fingerprint());
    }

    @Test
    void find_alert_changesOfItsSilencesAreIn() {
        // given an alert in memory, and one that only the log knows
        SilenceChange early = silence(Action.CREATED, "of-a", Optional.empty());
        SilenceChange other = silence(Action.CREATED, "of-b", Optional.empty());
        Flush flush = flush(Duration.ZERO, "team", DISK);
        SilenceChange late = silence(Action.EXPIRED, "of-a", Optional.empty());
        List.of(early, other, flush, late).forEach(this::add);
        log.append(HistoryRecord.encodeAlert(DISK));
        inMemory.add(DOWN);

        assertThat(found(matching(Matcher.of(MatchType.EQUAL, "alertname", "DiskFull"))))
                .containsExactly(late, flush, early);
        assertThat(found(filter(Set.of(), Optional.of(DISK), Optional.empty(), Optional.empty())))
                .containsExactly(late, flush, early);
        assertThat(found(filter(Set.of(), Optional.of(DOWN), Optional.empty(), Optional.empty())))
                .containsExactly(other);
        assertThat(found(matching(Matcher.of(MatchType.REGEX, "host", "a|b"))))
                .containsExactly(late, flush, other, early);
    }

    @Test
    void find_labelsAreLost_wholeLabelSetIsEnough() {
        Flush flush = flush(Duration.ZERO, "team", DISK);
        add(flush);
        add(flush(Duration.ZERO, "team", DOWN));

        HistoryPage some = page(Matcher.of(MatchType.EQUAL, "alertname", "DiskFull"));
        HistoryPage all =
                page(Matcher.of(MatchType.EQUAL, "alertname", "DiskFull"), Matcher.of(MatchType.EQUAL, "host", "a"));

        assertThat(some.entries()).isEmpty();
        assertThat(some.unknownAlerts()).isEqualTo(2);
        assertThat(all.entries()).extracting(Found::entry).containsExactly(flush);
        assertThat(all.unknownAlerts()).isEqualTo(1);
        assertThat(page(Matcher.of(MatchType.EQUAL, "host", "a"), Matcher.of(MatchType.NOT_EQUAL, "x", "y"))
                        .unknownAlerts())
                .isEqualTo(2);
    }

    private HistoryPage page(Matcher... matchers) {
        return reader.find(new HistoryQuery(matching(matchers), HistoryQuery.NEWEST, 100));
    }

    @Test
    void find_silence_itsChangesAndWhatItMuted() {
        RecordedMute mute = new RecordedMute.Silenced(List.of("s-1", "s-2"));
        Flush muted = new Flush(START, "{}:{}", "team", alerts(Optional.of(mute), DISK), List.of(), 1, START);
        SilenceChange replaced = silence(Action.REPLACED, "s-1", Optional.of("s-3"));
        add(muted);
        add(flush(Duration.ZERO, "team", DISK));
        add(replaced);
        add(silence(Action.CREATED, "s-4", Optional.empty()));

        assertThat(found(ofSilence("s-1"))).containsExactly(replaced, muted);
        assertThat(found(ofSilence("s-2"))).containsExactly(muted);
        assertThat(found(ofSilence("s-3"))).containsExactly(replaced);
    }

    @Test
    void find_times_whatBeganEarlierAndWentOnIsIn() {
        Flush ended = flush(Duration.ZERO, "team", DISK);
        Flush counted =
                new Flush(START, "{}:{}", "team", RecordedAlerts.NONE, List.of(), 30, START.plus(Duration.ofHours(3)));
        Flush during = flush(Duration.ofHours(1), "team", DISK);
        Flush after = flush(Duration.ofHours(5), "team", DISK);
        List.of(ended, counted, during, after).forEach(this::add);

        assertThat(found(between(Duration.ofMinutes(30), Duration.ofHours(4)))).containsExactly(during, counted);
    }

    @Test
    void find_clockWasSetBackForAWhile_oldLookingEntriesHideNothing() {
        Flush early = flush(Duration.ofMinutes(1), "team", DISK);
        add(early);
        for (int i = 0; i < RecordSearch.TOO_OLD_MAX - 1; i++) {
            add(flush(Duration.ofDays(-30), "team", DISK));
        }

        assertThat(found(between(Duration.ZERO, Duration.ofHours(1)))).containsExactly(early);
    }

    @Test
    void find_rareEntryInALongLog_severalBoundedSteps() {
        SilenceChange first = silence(Action.CREATED, "s", Optional.empty());
        add(first);
        for (int i = 0; i < 2 * RecordSearch.READ_MAX; i++) {
            add(flush(Duration.ofSeconds(i), "team", DISK));
        }

        List<HistoryEntry> seen = new ArrayList<>();
        int steps = 0;
        OptionalLong before = OptionalLong.of(HistoryQuery.NEWEST);
        while (before.isPresent()) {
            HistoryPage page = reader.find(new HistoryQuery(ofSilence("s"), before.getAsLong(), 10));
            page.entries().forEach(each -> seen.add(each.entry()));
            before = page.next();
            steps++;
        }

        assertThat(seen).containsExactly(first);
        assertThat(steps).isEqualTo(3);
    }

    @Test
    void find_damagedRecord_isLeftOut() {
        Flush whole = flush(Duration.ZERO, "team", DISK);
        add(whole);
        log.append(new byte[] {0x12, 0x7f, 1});

        assertThat(found(HistoryFilter.ALL)).containsExactly(whole);
    }
}
