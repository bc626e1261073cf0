package io.tocsin.server.durability;

import static io.tocsin.server.durability.FabricatedRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.durability.SilenceBook.Listed;
import io.tocsin.server.durability.SilenceTrack.Edit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that dies at second 10 is asked at second 20. */
final class SilenceBookTest {
    private final FabricatedRun run = new FabricatedRun();

    @Test
    void compare_asAcknowledged_isRight() {
        SilenceTrack track = run.silences("s", 1, 100);
        compare(listed(track, 0, 100, "active"));
        assertThat(run.violations.counts()).isEmpty();
    }

    @Test
    void compare_acknowledgedAndNotListed_isLost() {
        run.silences("s", 1, 100);
        compare();
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.SILENCE_LOST, 1));
    }

    @Test
    void compare_notAcknowledgedAndNotListed_isNot() {
        run.silences.creating("s", "m", at(1), at(100), null, at(1));
        compare();
        assertThat(run.violations.counts()).isEmpty();
        assertThat(run.silences.possiblyMuted("m", at(21), at(22))).isFalse();
    }

    @Test
    void compare_notAcknowledgedAndListed_mustStay() {
        SilenceTrack track = run.silences.creating("s", "m", at(1), at(100), null, at(1));
        compare(listed(track, 0, 100, "active"));
        assertThat(run.silences.certainlyMuted("m", at(21), at(22))).isTrue();
        run.silences.compare(List.of(), at(30), at(31), at(25));
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.SILENCE_LOST, 1));
    }

    @Test
    void compare_acknowledgedEditIsMissing_isChanged() {
        SilenceTrack track = run.silences("s", 1, 100);
        run.silences.edited(track, run.silences.editing(track, at(200), at(3)), at(4));
        compare(listed(track, 0, 100, "active"));
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.SILENCE_CHANGED, 1));
    }

    @Test
    void compare_openEdit_mayBeThereOrNot() {
        SilenceTrack track = run.silences("s", 1, 100);
        Edit edit = run.silences.editing(track, at(200), at(3));
        compare(listed(track, 0, 100, "active"));
        assertThat(run.violations.counts()).isEmpty();
        compare(listed(track, edit.number(), 200, "active"));
        assertThat(run.violations.told().get(0)).contains("has the comment");
    }

    @Test
    void compare_otherEndOrStartOrMatcher_isChanged() {
        for (String token : List.of("a", "b", "c", "d")) {
            run.silences(token, 1, 100);
        }
        compare(
                new Listed("1", "m", SilenceTrack.CREATED_BY, "a edit 0", at(1), at(99), "active"),
                new Listed("2", "m", SilenceTrack.CREATED_BY, "b edit 0", at(0.5), at(100), "active"),
                new Listed("3", "other", SilenceTrack.CREATED_BY, "c edit 0", at(1), at(100), "active"),
                new Listed("4", "m", "somebody", "d edit 0", at(1), at(100), "active"));
        compare();
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.SILENCE_CHANGED, 4));
    }

    @Test
    void compare_expiredWithoutAReason_isChanged() {
        SilenceTrack track = run.silences("s", 1, 100);
        compare(listed(track, 0, 100, "expired"));
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.SILENCE_CHANGED, 1));
    }

    @Test
    void compare_acknowledgedExpiryIsMissing_isChanged() {
        SilenceTrack track = run.silences("s", 1, 100);
        run.silences.expiring(track, at(5));
        run.silences.expired(track, at(6));
        compare(listed(track, 0, 6, "expired"));
        assertThat(run.violations.counts()).isEmpty();
        compare(listed(track, 0, 100, "active"));
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.SILENCE_CHANGED, 1));
    }

    @Test
    void compare_openExpiry_mayHoldOrNot_andThenStays() {
        SilenceTrack track = run.silences("s", 1, 100);
        run.silences.expiring(track, at(5));
        assertThat(run.silences.certainlyMuted("m", at(6), at(7))).isFalse();
        compare(listed(track, 0, 100, "active"));
        assertThat(run.violations.counts()).isEmpty();
        assertThat(run.silences.certainlyMuted("m", at(20), at(22))).isTrue();
    }

    @Test
    void compare_replaced_isRight() {
        SilenceTrack old = run.silences("old", 1, 100);
        SilenceTrack replacement = run.silences.creating("new", "m", at(5), at(100), old, at(5));
        compare(listed(old, 0, 5, "expired"), listed(replacement, 0, 100, "active"));
        assertThat(run.violations.counts()).isEmpty();
    }

    @Test
    void compare_replacementIsMissing_isChanged() {
        SilenceTrack old = run.silences("old", 1, 100);
        run.silences.creating("new", "m", at(5), at(100), old, at(5));
        compare(listed(old, 0, 5, "expired"));
        assertThat(run.violations.told().get(0)).contains("what was to replace it was not made");
    }

    @Test
    void compare_pending_startsLater() {
        SilenceTrack track = run.silences.creating("s", "m", at(50), at(100), null, at(1));
        run.silences.created(track, "id", at(2));
        compare(new Listed("id", "m", SilenceTrack.CREATED_BY, "s edit 0", at(50), at(100), "pending"));
        assertThat(run.violations.counts()).isEmpty();
        assertThat(run.silences.possiblyMuted("m", at(20), at(49))).isFalse();
        compare(new Listed("id", "m", SilenceTrack.CREATED_BY, "s edit 0", at(50), at(100), "expired"));
        assertThat(run.violations.counts()).isEqualTo(Map.of(Rule.SILENCE_CHANGED, 1));
    }

    @Test
    void prune_forgetsWhomASilenceMutesLongAfterItsEnd() {
        run.silences("over", 1, 100);
        SilenceTrack pending = run.silences.creating("pending", "m", at(300), at(400), null, at(2));
        run.silences.created(pending, "id", at(3));
        run.silences.prune(at(159));
        assertThat(run.silences.possiblyMuted("m", at(50), at(60))).isTrue();
        run.silences.prune(at(161));
        assertThat(run.silences.possiblyMuted("m", at(50), at(60))).isFalse();
        assertThat(run.silences.certainlyMuted("m", at(310), at(320))).isTrue();
    }

    private void compare(Listed... listed) {
        List<Listed> all = Arrays.asList(listed);
        run.silences.compare(all, at(20), at(20.1), at(10));
    }

    private static Listed listed(SilenceTrack track, int edit, double endsAt, String state) {
        String comment = track.token() + " edit " + edit;
        return new Listed(
                "id of " + track.token(), "m", SilenceTrack.CREATED_BY, comment, track.startsAt(), at(endsAt), state);
    }
}
