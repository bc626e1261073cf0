package io.tocsin.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.group.GroupFlush.FlushedAlert;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.group.MemberState;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of many groups, and of events that were lost. */
final class FlushRecordsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Route ROUTE =
            RoutingTree.of(new RouteConfigBuilder().receiver("team").build()).root();

    private final KeptEntries kept = new KeptEntries();
    private final FlushRecords records = new FlushRecords(kept);
    private Instant now = START;

    private record Member(Alert alert) implements GroupMember {
        @Override
        public boolean marked(Route route, MemberState state) {
            return false;
        }

        @Override
        public void dropped(Route route) {}
    }

    private GroupFlush flushOf(int group) {
        Timestamp time = Timestamp.of(START);
        Alert alert = new Alert(Labels.of("group", String.valueOf(group)), Labels.EMPTY, time, time, false, "", START);
        FlushedAlert flushed = new FlushedAlert(new Member(alert), alert, false);
        return new GroupFlush("{}:" + group, ROUTE, alert.labels(), List.of(flushed), now, now, now);
    }

    private void flush(int group) {
        GroupFlush flush = flushOf(group);
        records.begin(flush, Map.of());
        records.end(flush);
    }

    private void flushAll(int groups) {
        now = now.plus(Duration.ofMinutes(5));
        for (int group = 0; group < groups; group++) {
            flush(group);
        }
    }

    /** An entry that many others have followed may be among the next to be dropped, and its group would have none. */
    @Test
    void end_steadyGroupAndALotOfNews_newEntryForIt() {
        flush(-1);

        flushAll(FlushRecords.NEWS_MAX - 1);
        flush(-1);
        assertThat(ofSteady()).hasSize(1);

        flush(FlushRecords.NEWS_MAX);
        flush(-1);
        assertThat(ofSteady()).hasSize(2);
    }

    private List<Flush> ofSteady() {
        return kept.flushes().stream()
                .filter(flush -> flush.groupKey().equals("{}:-1"))
                .toList();
    }

    /** New entries for steady groups must not make one another look old, for ever. */
    @Test
    void end_moreSteadyGroupsThanThatMuchNews_settleDown() {
        int groups = 2 * FlushRecords.NEWS_MAX;
        for (int i = 0; i < 5; i++) {
            flushAll(groups);
        }
        int settled = kept.byId.size();
        for (int i = 0; i < 10; i++) {
            flushAll(groups);
        }

        assertThat(kept.byId).hasSize(settled).hasSizeLessThanOrEqualTo(2 * groups);
    }

    @Test
    void end_neverTold_flushIsKeptWhenTheNextBegins() {
        records.begin(flushOf(1), Map.of());
        now = now.plusSeconds(300);

        flush(1);
        records.close();

        assertThat(kept.flushes())
                .singleElement()
                .satisfies(flush -> assertThat(flush.times()).isEqualTo(2));
    }

    @Test
    void forget_endNeverTold_flushIsKept() {
        records.begin(flushOf(1), Map.of());

        records.forget(new FlushRecords.Group("{}:1", "team"));

        assertThat(kept.flushes()).hasSize(1);
    }

    @Test
    void begin_moreWithoutAnEndThanAreFollowed_oldestIsKept() {
        for (int group = 0; group <= FlushRecords.GROUPS_MAX; group++) {
            records.begin(flushOf(group), Map.of());
        }

        assertThat(kept.flushes()).extracting(Flush::groupKey).containsExactly("{}:0");
    }

    @Test
    void unneeded_ofAnotherFlush_isNotMixedUp() {
        GroupFlush flush = flushOf(1);
        records.begin(flush, Map.of());

        records.unneeded(
                new NotificationKey(flush.key(), "team", "webhook", 0),
                now.minusSeconds(1),
                new DedupVerdict.NothingToResolve());
        records.end(flush);

        assertThat(kept.flushes())
                .singleElement()
                .satisfies(only -> assertThat(only.unneeded()).isEmpty());
    }

    /** Thousands of steady groups must not keep the disk busy; few may be up to date. */
    @ParameterizedTest
    @CsvSource({"10, 12", "900, 4", "5000, 1"})
    void end_nothingNewForAnHour_writtenOnceASecondForAllTogether(int groups, int writesOfEach) {
        flushAll(groups);

        for (int i = 0; i < 12; i++) {
            flushAll(groups);
        }

        assertThat(kept.replaced).isEqualTo(groups * writesOfEach);
    }

    @Test
    void end_clockWasSetBack_newEntry() {
        flush(1);
        now = now.minusSeconds(3_600);

        flush(1);

        assertThat(kept.flushes()).extracting(Flush::at).containsExactly(START, now);
        assertThat(kept.flushes())
                .allSatisfy(flush -> assertThat(flush.lastAt()).isEqualTo(flush.at()));
    }

    @Test
    void forget_countThatWasPutOff_isKept() {
        flush(1);
        now = now.plusSeconds(300);
        flush(1);

        records.forget(new FlushRecords.Group("{}:1", "team"));

        assertThat(kept.flushes())
                .singleElement()
                .satisfies(flush -> assertThat(flush.times()).isEqualTo(2));
    }

    @Test
    void end_moreGroupsThanAreFollowed_longestUnseenIsLetGo() {
        flushAll(FlushRecords.GROUPS_MAX + 1);
        int before = kept.byId.size();

        flush(0);
        flush(FlushRecords.GROUPS_MAX);

        assertThat(kept.byId).hasSize(before + 1);
    }
}
