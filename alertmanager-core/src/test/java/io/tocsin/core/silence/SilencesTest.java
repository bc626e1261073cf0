package io.tocsin.core.silence;

import static io.tocsin.core.silence.Requests.T0;
import static io.tocsin.core.silence.Requests.equal;
import static io.tocsin.core.silence.Requests.hour;
import static io.tocsin.core.silence.Requests.not;
import static io.tocsin.core.silence.Requests.notRegex;
import static io.tocsin.core.silence.Requests.regex;
import static io.tocsin.core.silence.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Versions;
import io.tocsin.core.label.Labels;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.silence.Silences.Lookup;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SilencesTest {
    private static final Labels DB = Labels.of("alertname", "Down", "instance", "db-17", "job", "db");

    private final Silences silences = new Silences(Requests.rules(SilenceLimits.NONE), Stamp::of);

    private List<String> activeOn(Labels labels, Instant time) {
        return silences.match(labels, null).matches().activeAt(time);
    }

    private String add(MatcherText... matchers) {
        return ((SilenceChange.Created) silences.set(Requests.read(hour(matchers)), T0))
                .silence()
                .id();
    }

    @Test
    void match_equality_findsItByNameAndValue() {
        String id = add(equal("job", "db"));
        assertThat(activeOn(DB, T0)).containsExactly(id);
        assertThat(activeOn(Labels.of("job", "web"), T0)).isEmpty();
        assertThat(activeOn(Labels.of("instance", "db"), T0)).isEmpty();
    }

    @Test
    void match_manyOthers_examinesNextToNone() {
        // given
        for (int i = 0; i < 10_000; i++) {
            add(equal("alertname", "Down"), equal("instance", "db-" + i));
        }
        // when
        Lookup lookup = silences.match(DB, null);
        // then
        assertThat(lookup.matches().activeAt(T0)).hasSize(1);
        assertThat(lookup.examined()).isLessThan(10);
    }

    @Test
    void match_manyRegexesWithBeginnings_examinesNextToNone() {
        // given
        for (int i = 0; i < 10_000; i++) {
            add(equal("alertname", "Down"), regex("instance", "db-" + i + "(:[0-9]+)?"));
        }
        // when
        Lookup lookup = silences.match(DB, null);
        // then
        assertThat(lookup.matches().activeAt(T0)).hasSize(1);
        assertThat(lookup.examined()).isLessThan(60);
    }

    @Test
    void match_manyRegexesWithTextsInside_examinesNextToNone() {
        // given
        for (int i = 10_000; i < 20_000; i++) {
            add(regex("instance", "[a-z]+-" + i + ".*"));
        }
        // when
        Lookup lookup = silences.match(Labels.of("instance", "db-12345"), null);
        // then
        assertThat(lookup.matches().activeAt(T0)).hasSize(1);
        assertThat(lookup.examined()).isLessThan(60);
    }

    @Test
    void match_alternatives_findsItByEach() {
        String id = add(regex("instance", "db-16|db-17|web-1"));
        assertThat(activeOn(DB, T0)).containsExactly(id);
        assertThat(activeOn(Labels.of("instance", "web-1"), T0)).containsExactly(id);
        assertThat(activeOn(Labels.of("instance", "web-12"), T0)).isEmpty();
    }

    @Test
    void match_onlyNegative_findsItWhereTheLabelIsAbsent() {
        String id = add(not("team", "a"));
        String other = add(notRegex("team", "a|b"), not("instance", "db-17"));
        assertThat(activeOn(DB, T0)).containsExactly(id);
        assertThat(activeOn(Labels.of("x", "y"), T0)).containsExactly(id, other);
        assertThat(activeOn(Labels.of("team", "a"), T0)).isEmpty();
    }

    @Test
    void match_presence_findsItWhereTheLabelIs() {
        String id = add(not("instance", ""));
        assertThat(activeOn(DB, T0)).containsExactly(id);
        assertThat(activeOn(Labels.of("x", "y"), T0)).isEmpty();
    }

    @Test
    void match_setsOfOneSilence_findsItOnceByAny() {
        // given
        SilenceRequest both = new SilenceRequest(
                "",
                List.of(List.of(equal("job", "db")), List.of(equal("alertname", "Down"))),
                T0,
                T0.plusSeconds(60),
                "",
                "",
                Labels.EMPTY);
        // when
        silences.set(Requests.read(both), T0);
        // then
        assertThat(activeOn(DB, T0)).containsExactly("id-1");
        assertThat(activeOn(Labels.of("alertname", "Down"), T0)).containsExactly("id-1");
        assertThat(activeOn(Labels.of("alertname", "Up"), T0)).isEmpty();
    }

    @Test
    void match_startAndEnd_areInside() {
        Instant start = T0.plusSeconds(60);
        Instant end = T0.plus(Duration.ofHours(1));
        silences.set(Requests.read(Requests.request("", start, end, equal("job", "db"))), T0);
        assertThat(activeOn(DB, start.minusNanos(1))).isEmpty();
        assertThat(activeOn(DB, start)).hasSize(1);
        assertThat(activeOn(DB, end)).hasSize(1);
        assertThat(activeOn(DB, end.plusNanos(1))).isEmpty();
    }

    @Test
    void match_remembered_staysCurrentUntilOneIsAdded() {
        // given
        String id = add(equal("job", "db"));
        SilenceMatches first = silences.match(DB, null).matches();
        assertThat(silences.isCurrent(first)).isTrue();
        // when
        silences.expire(id, T0.plusSeconds(9));
        boolean isCurrentAfterExpiry = silences.isCurrent(first);
        String second = add(equal("instance", "db-17"));
        Lookup caughtUp = silences.match(DB, first);
        // then
        assertThat(isCurrentAfterExpiry).isTrue();
        assertThat(first.activeAt(T0.plusSeconds(10))).isEmpty();
        assertThat(silences.isCurrent(first)).isFalse();
        assertThat(caughtUp.examined()).isEqualTo(1);
        assertThat(caughtUp.matches().activeAt(T0.plusSeconds(9))).containsExactly(id, second);
    }

    @Test
    void match_manyAddedSince_looksEverythingUp() {
        // given
        String id = add(equal("job", "db"));
        SilenceMatches first = silences.match(DB, null).matches();
        // when
        for (int i = 0; i < 100; i++) {
            add(equal("instance", "web-" + i));
        }
        Lookup again = silences.match(DB, first);
        // then
        assertThat(again.matches().activeAt(T0)).containsExactly(id);
        assertThat(again.examined()).isEqualTo(1);
    }

    @Test
    void merge_newerVersion_winsAndOlderIsIgnored() {
        Silence created = ((SilenceChange.Created) silences.set(Requests.read(hour(equal("job", "db"))), T0)).silence();
        Silence later = created.endedAt(T0.plusSeconds(5), T0.plusSeconds(99));
        assertThat(merge(later, T0)).isTrue();
        assertThat(merge(created, T0)).isFalse();
        assertThat(merge(later, T0)).isFalse();
        assertThat(silences.get("id-1")).contains(later);
    }

    @Test
    void merge_writtenByAClockThatIsBehind_countsByItsStamp() {
        Silence created = ((SilenceChange.Created) silences.set(Requests.read(hour(equal("job", "db"))), T0)).silence();
        Silence ended = created.endedAt(T0.minusSeconds(30), T0.plusSeconds(99));
        Stamped<Silence> later = new Stamped<>(ended, new Stamp(Stamp.of(T0).ticks() + 1, 3));
        assertThat(silences.merge(later, T0)).isTrue();
        assertThat(silences.version("id-1")).contains(later);
        assertThat(silences.merge(new Stamped<>(created, later.stamp()), T0)).isFalse();
        assertThat(silences.versions()).containsExactly(later);
    }

    private boolean merge(Silence silence, Instant now) {
        return silences.merge(Versions.of(silence), now);
    }

    @Test
    void merge_unknownOrForgotten_dependsOnItsExpiry() {
        Silences elsewhere = new Silences(Requests.rules(SilenceLimits.NONE), Stamp::of);
        Silence foreign =
                ((SilenceChange.Created) elsewhere.set(Requests.read(hour(equal("job", "db"))), T0)).silence();
        assertThat(merge(foreign, foreign.expiresAt().plusNanos(1))).isFalse();
        assertThat(merge(foreign, foreign.expiresAt())).isTrue();
    }

    @Test
    void merge_otherMatchers_areFoundInsteadOfTheOld() {
        // given
        Silence old = ((SilenceChange.Created) silences.set(Requests.read(hour(equal("job", "db"))), T0)).silence();
        Silences elsewhere = new Silences(Requests.rules(SilenceLimits.NONE), Stamp::of);
        Silence changed = ((SilenceChange.Created)
                        elsewhere.set(Requests.read(hour(equal("job", "web"))), T0.plusSeconds(1)))
                .silence();
        SilenceMatches remembered = silences.match(DB, null).matches();
        // when
        boolean isAccepted = merge(changed, T0);
        // then
        assertThat(old.id()).isEqualTo(changed.id());
        assertThat(isAccepted).isTrue();
        assertThat(silences.isCurrent(remembered)).isFalse();
        assertThat(silences.match(DB, remembered).matches().activeAt(T0.plusSeconds(1)))
                .isEmpty();
        assertThat(activeOn(Labels.of("job", "web"), T0.plusSeconds(1))).containsExactly("id-1");
    }

    @Test
    void collect_afterRetention_forgets() {
        // given
        add(equal("job", "db"));
        Instant expiry = T0.plus(Duration.ofHours(1)).plus(Requests.RETENTION);
        // when, then
        assertThat(silences.collect(expiry.minusNanos(1))).isEmpty();
        assertThat(silences.size()).isEqualTo(1);
        assertThat(silences.match(DB, null).examined()).as("out of the index").isZero();
        assertThat(silences.collect(expiry)).hasSize(1);
        assertThat(silences.size()).isZero();
        assertThat(silences.get("id-1")).isEmpty();
    }

    @Test
    void collect_versionOfAnEndedOneThatComesLater_isFoundAgain() {
        // given
        Silence first = ((SilenceChange.Created) silences.set(Requests.read(hour(equal("job", "db"))), T0)).silence();
        Instant after = first.endsAt().plusSeconds(61);
        silences.collect(after);
        // when
        Silence longer = new Silence(
                first.id(),
                first.matcherSets(),
                first.startsAt(),
                after.plusSeconds(60),
                after,
                "",
                "",
                Labels.EMPTY,
                after.plusSeconds(90));
        merge(longer, after);
        // then
        assertThat(activeOn(DB, after)).containsExactly(first.id());
    }

    @Test
    void collect_justEnded_staysForLateQuestions() {
        add(equal("job", "db"));
        Instant end = T0.plus(Duration.ofHours(1));
        silences.collect(end.plusSeconds(60));
        assertThat(silences.indexed()).isEqualTo(1);
        silences.collect(end.plusSeconds(60).plusNanos(1));
        assertThat(silences.indexed()).isZero();
        assertThat(silences.canMatchAt(end)).isFalse();
        assertThat(silences.canMatchAt(end.plusNanos(1))).isTrue();
    }

    @Test
    void takeUpAgain_clockSetBack_findsThoseThatHaveNotEnded() {
        // given
        String shorter = add(equal("job", "db"));
        silences.set(Requests.read(request("", T0, T0.plus(Duration.ofHours(3)), equal("job", "db"))), T0);
        SilenceMatches remembered = silences.match(DB, null).matches();
        silences.collect(T0.plus(Duration.ofHours(4)));
        SilenceMatches nothing = silences.match(DB, remembered).matches();
        Instant between = T0.plus(Duration.ofHours(2));
        // when
        boolean canMatch = silences.canMatchAt(between);
        List<String> byLookingAtAll = silences.matchAll(DB).matches().activeAt(between);
        silences.takeUpAgain(between);
        // then
        assertThat(nothing.activeAt(between)).isEmpty();
        assertThat(canMatch).isFalse();
        assertThat(byLookingAtAll).hasSize(1).doesNotContain(shorter);
        assertThat(silences.canMatchAt(between)).isTrue();
        assertThat(silences.indexed()).isEqualTo(1);
        assertThat(silences.match(DB, nothing).matches().activeAt(between)).isEqualTo(byLookingAtAll);
    }

    @Test
    void countsAt_eachState_isCounted() {
        add(equal("job", "db"));
        silences.set(Requests.read(request("", T0.plusSeconds(60), T0.plusSeconds(120), equal("a", "b"))), T0);
        silences.expire(add(equal("x", "y")), T0);
        assertThat(silences.countsAt(T0.plusNanos(1))).isEqualTo(new Silences.Counts(1, 1, 1));
    }

    @Test
    void all_listed_inTheOrderOfCreation() {
        for (int i = 0; i < 30; i++) {
            add(equal("job", "j" + i));
        }
        assertThat(silences.all())
                .extracting(silence ->
                        silence.matcherSets().get(0).matchers().get(0).value())
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 30)
                        .mapToObj(i -> "j" + i)
                        .toList());
    }
}
