package io.tocsin.core.silence;

import static io.tocsin.core.silence.Requests.T0;
import static io.tocsin.core.silence.Requests.equal;
import static io.tocsin.core.silence.Requests.hour;
import static io.tocsin.core.silence.Requests.not;
import static io.tocsin.core.silence.Requests.regex;
import static io.tocsin.core.silence.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SilenceRulesTest {
    private static final Instant END = T0.plus(Duration.ofHours(1));
    private static final MatcherText JOB = equal("job", "db");

    private final Silences silences = new Silences(Requests.rules(SilenceLimits.NONE), Stamp::of);

    /** What the original answers, recorded from 0.33.1. */
    record Refusal(String name, SilenceRequest request, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Refusal> refusals() {
        String invalid = "invalid silence: ";
        String first = invalid + "invalid label matcher 0 in set 0: ";
        String absence = invalid + "matcher set 0: at least one matcher must not match the empty string";
        return List.of(
                new Refusal(
                        "start after end",
                        request("", END, T0, JOB),
                        "Failed to create silence: start time must be before end time"),
                new Refusal(
                        "start at end",
                        request("", END, END, JOB),
                        "Failed to create silence: start time must be before end time"),
                new Refusal(
                        "end in the past",
                        request("", T0.minusSeconds(9), T0.minusSeconds(1), JOB),
                        "Failed to create silence: end time can't be in the past"),
                new Refusal(
                        "times before matchers",
                        request("", END, T0, equal("", "")),
                        "Failed to create silence: start time must be before end time"),
                new Refusal("no name", hour(equal("", "x")), first + "invalid label name \"\""),
                new Refusal(
                        "third name",
                        hour(equal("a", ""), JOB, equal("", "c")),
                        invalid + "invalid label matcher 2 in set 0: invalid label name \"\""),
                new Refusal(
                        "regex",
                        hour(regex("a", "(")),
                        first + "invalid regular expression \"(\": error parsing regexp: missing closing ): `(`"),
                new Refusal(
                        "regex of two halves",
                        hour(regex("a", "b)|(c")),
                        first + "invalid regular expression \"b)|(c\": error parsing regexp: unexpected ): `b)|(c`"),
                new Refusal(
                        "regex with backslash",
                        hour(regex("a", "\\")),
                        first + "invalid regular expression \"\\\\\": error parsing regexp: trailing backslash at"
                                + " end of expression: ``"),
                new Refusal(
                        "too many repetitions",
                        hour(regex("a", "a{1001}")),
                        first + "invalid regular expression \"a{1001}\": error parsing regexp: invalid repeat count:"
                                + " `{1001}`"),
                new Refusal("empty value", hour(equal("a", "")), absence),
                new Refusal("any value", hour(regex("a", ".*")), absence),
                new Refusal("optional value", hour(regex("a", "b*")), absence),
                new Refusal("empty alternative", hour(regex("a", "x|")), absence),
                new Refusal("matchers before the id", request("id-9", T0, END, equal("a", "")), absence));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void set_bad_isRefusedInTheOriginalsWords(Refusal refusal) {
        assertThat(silences.set(Requests.read(refusal.request()), T0))
                .isEqualTo(new SilenceChange.Refused(refusal.reason()));
        assertThat(silences.size()).isZero();
    }

    @Test
    void set_negativeMatcherAlone_isAccepted() {
        assertThat(silences.set(Requests.read(hour(not("a", "x"))), T0)).isInstanceOf(SilenceChange.Created.class);
        assertThat(silences.set(Requests.read(hour(Requests.notRegex("a", ""))), T0))
                .isInstanceOf(SilenceChange.Created.class);
        assertThat(silences.set(Requests.read(hour(regex("a", "\\b"))), T0)).isInstanceOf(SilenceChange.Created.class);
    }

    @Test
    void set_classicNames_refusesOthers() {
        SilenceRules rules = new SilenceRules(Duration.ZERO, SilenceLimits.NONE, LabelName::isClassic, () -> "id");
        assertThat(new Silences(rules, Stamp::of).set(rules.read(hour(equal("a b", "x"))), T0))
                .isEqualTo(new SilenceChange.Refused(
                        "invalid silence: invalid label matcher 0 in set 0: invalid label name \"a b\""));
    }

    @Test
    void set_unknownId_isNotFound() {
        assertThat(silences.set(Requests.read(request("id-9", T0, END, JOB)), T0))
                .isEqualTo(new SilenceChange.NotFound("id-9"));
    }

    @Test
    void set_startInThePastOrNotGiven_startsNow() {
        assertThat(created(request("", T0.minusSeconds(60), END, JOB)).startsAt())
                .isEqualTo(T0);
        assertThat(created(request("", SilenceRequest.NO_TIME, END, JOB)).startsAt())
                .isEqualTo(T0);
        assertThat(created(request("", T0.plusSeconds(5), END, JOB)).startsAt()).isEqualTo(T0.plusSeconds(5));
    }

    @Test
    void set_created_hasIdTimesAndExpiry() {
        assertThat(created(hour(JOB)))
                .isEqualTo(new Silence(
                        "id-1",
                        created(hour(JOB)).matcherSets(),
                        T0,
                        END,
                        T0,
                        "me",
                        "because",
                        Labels.EMPTY,
                        END.plus(Requests.RETENTION)));
    }

    private Silence created(SilenceRequest request) {
        return ((SilenceChange.Created) silences.set(Requests.read(request), T0)).silence();
    }

    // --- changes ---

    @Test
    void set_activeWithSameSecondOfStart_isUpdatedInPlace() {
        created(hour(JOB));
        Instant now = T0.plusSeconds(30);
        SilenceChange change =
                silences.set(Requests.read(request("id-1", T0.plusMillis(999), END.plusSeconds(60), JOB)), now);
        assertThat(change).isInstanceOfSatisfying(SilenceChange.Updated.class, updated -> {
            assertThat(updated.silence().id()).isEqualTo("id-1");
            assertThat(updated.silence().updatedAt()).isEqualTo(now);
            assertThat(updated.silence().startsAt()).isEqualTo(T0.plusMillis(999));
            assertThat(updated.silence().expiresAt())
                    .isEqualTo(END.plusSeconds(60).plus(Requests.RETENTION));
        });
    }

    @Test
    void set_activeWithOtherStart_isReplaced() {
        created(hour(JOB));
        Instant now = T0.plusSeconds(30);
        SilenceChange change = silences.set(Requests.read(request("id-1", T0.minusSeconds(1), END, JOB)), now);
        assertThat(change).isInstanceOfSatisfying(SilenceChange.Replaced.class, replaced -> {
            assertThat(replaced.ended().id()).isEqualTo("id-1");
            assertThat(replaced.ended().endsAt()).isEqualTo(now);
            assertThat(replaced.ended().expiresAt()).isEqualTo(now.plus(Requests.RETENTION));
            assertThat(replaced.silence().id()).isEqualTo("id-2");
            assertThat(replaced.silence().startsAt()).isEqualTo(now);
        });
        assertThat(silences.size()).isEqualTo(2);
    }

    @Test
    void set_otherOrderOfMatchers_isReplaced() {
        created(hour(JOB, equal("a", "b")));
        assertThat(silences.set(Requests.read(request("id-1", T0, END, equal("a", "b"), JOB)), T0))
                .isInstanceOf(SilenceChange.Replaced.class);
    }

    @Test
    void set_pendingMovedWithinTheFuture_isUpdatedInPlace() {
        created(request("", T0.plusSeconds(60), END, JOB));
        assertThat(silences.set(Requests.read(request("id-1", T0.plusSeconds(30), END, JOB)), T0))
                .isInstanceOf(SilenceChange.Updated.class);
        assertThat(silences.set(Requests.read(request("id-1", SilenceRequest.NO_TIME, END, JOB)), T0))
                .isInstanceOfSatisfying(
                        SilenceChange.Updated.class,
                        updated -> assertThat(updated.silence().startsAt()).isEqualTo(T0));
    }

    @Test
    void set_pendingMovedIntoThePast_isReplaced() {
        created(request("", T0.plusSeconds(60), END, JOB));
        assertThat(silences.set(Requests.read(request("id-1", T0.minusSeconds(1), END, JOB)), T0))
                .isInstanceOfSatisfying(SilenceChange.Replaced.class, replaced -> {
                    assertThat(replaced.ended().startsAt()).isEqualTo(T0);
                    assertThat(replaced.ended().endsAt()).isEqualTo(T0);
                });
    }

    @Test
    void set_expired_isCreatedAnewAndTheOldOneStays() {
        created(hour(JOB));
        silences.expire("id-1", T0.plusSeconds(1));
        Instant now = T0.plusSeconds(2);
        assertThat(silences.set(Requests.read(request("id-1", T0, END, JOB)), now))
                .isInstanceOf(SilenceChange.Created.class);
        assertThat(silences.get("id-1").orElseThrow().endsAt()).isEqualTo(T0.plusSeconds(1));
    }

    // --- limits ---

    @Test
    void set_asManyAsAllowed_refusesTheNextButUpdates() {
        Silences few = new Silences(Requests.rules(new SilenceLimits(1, 0)), Stamp::of);
        few.set(Requests.read(hour(JOB)), T0);
        few.expire("id-1", T0);
        assertThat(few.set(Requests.read(hour(JOB)), T0.plusSeconds(1)))
                .isEqualTo(new SilenceChange.Refused("exceeded maximum number of silences: 1 (limit: 1)"));
    }

    @Test
    void set_fullButInPlace_isUpdated() {
        Silences few = new Silences(Requests.rules(new SilenceLimits(1, 0)), Stamp::of);
        few.set(Requests.read(hour(JOB)), T0);
        assertThat(few.set(Requests.read(request("id-1", T0, END.plusSeconds(1), JOB)), T0))
                .isInstanceOf(SilenceChange.Updated.class);
        assertThat(few.set(Requests.read(request("id-1", T0, END, equal("a", "b"))), T0))
                .isInstanceOf(SilenceChange.Refused.class);
        assertThat(few.get("id-1").orElseThrow().endsAt()).as("not ended").isEqualTo(END.plusSeconds(1));
    }

    @Test
    void set_tooLarge_isRefusedWithItsSizeAsTheOriginalCountsIt() {
        // given: a request whose size 0.33.1 told, with times of the same lengths
        SilenceRules rules = new SilenceRules(
                Requests.RETENTION,
                new SilenceLimits(0, 150),
                LabelName::isUtf8,
                () -> "b6b17dc1-3686-450b-aae9-2fdd78cda519");
        Silences small = new Silences(rules, Stamp::of);
        SilenceRequest request = new SilenceRequest(
                "",
                List.of(List.of(regex("u", "b"), new MatcherText(io.tocsin.core.label.MatchType.NOT_REGEX, "u2", "b"))),
                Instant.parse("2026-12-30T00:00:00Z"),
                Instant.parse("2026-12-31T23:00:00Z"),
                "x",
                "c",
                Labels.of("a", "a".repeat(65), "", ""));
        // when
        SilenceChange change = small.set(Requests.read(request), Instant.parse("2026-11-28T20:33:32.587654321Z"));
        // then
        assertThat(change)
                .isEqualTo(new SilenceChange.Refused("silence exceeded maximum size: 186 bytes (limit: 150 bytes)"));
    }

    // --- ending ---

    @Test
    void expire_active_endsNow() {
        created(hour(JOB));
        Instant now = T0.plusSeconds(7);
        assertThat(silences.expire("id-1", now)).isInstanceOfSatisfying(SilenceExpiry.Ended.class, ended -> {
            assertThat(ended.silence().startsAt()).isEqualTo(T0);
            assertThat(ended.silence().endsAt()).isEqualTo(now);
            assertThat(ended.silence().updatedAt()).isEqualTo(now);
            assertThat(ended.silence().stateAt(now)).isEqualTo(SilenceState.ACTIVE);
            assertThat(ended.silence().shownStateAt(now)).isEqualTo(SilenceState.EXPIRED);
        });
    }

    @Test
    void expire_pending_hasNeverBeen() {
        created(request("", T0.plusSeconds(60), END, JOB));
        assertThat(silences.expire("id-1", T0)).isInstanceOfSatisfying(SilenceExpiry.Ended.class, ended -> {
            assertThat(ended.silence().startsAt()).isEqualTo(T0);
            assertThat(ended.silence().endsAt()).isEqualTo(T0);
        });
    }

    @Test
    void expire_expiredOrUnknown_changesNothing() {
        created(hour(JOB));
        silences.expire("id-1", T0.plusSeconds(1));
        assertThat(silences.expire("id-1", T0.plusSeconds(2))).isInstanceOf(SilenceExpiry.AlreadyEnded.class);
        assertThat(silences.expire("id-2", T0)).isEqualTo(new SilenceExpiry.NotFound("id-2"));
    }

    @Test
    void regexesThatAreTooLargeTogether_areRefused() {
        MatcherText large = regex("a", "(?:[a-z]{40}){20}");
        List<MatcherText> some = Collections.nCopies(100, large);

        assertThat(silences.set(Requests.read(ofSets(List.of(some))), T0)).isInstanceOf(SilenceChange.Created.class);
        assertThat(silences.set(Requests.read(ofSets(List.of(some, some))), T0))
                .isInstanceOfSatisfying(
                        SilenceChange.Refused.class,
                        refused -> assertThat(refused.reason())
                                .matches(
                                        "invalid silence: invalid label matcher 2\\d in set 1: the regular expressions up to"
                                                + " here are too large together; use shorter or fewer ones"));
    }

    @Test
    void set_firstOfSeveralSetsAsItWas_keepsAll() {
        // given
        List<MatcherText> other = List.of(not("job", "web"), regex("zone", "a+"));
        List<MatcherSet> both = created(ofSets(List.of(List.of(JOB), other))).matcherSets();
        // when
        SilenceChange extended = set(request("id-1", T0, END.plusSeconds(60), JOB));
        silences.expire("id-1", T0.plusSeconds(1));
        SilenceChange again = set(request("id-1", SilenceRequest.NO_TIME, END, JOB));
        // then
        assertThat(extended).isInstanceOfSatisfying(SilenceChange.Updated.class, updated -> {
            assertThat(updated.silence().matcherSets()).isEqualTo(both).hasSize(2);
            assertThat(updated.silence().endsAt()).isEqualTo(END.plusSeconds(60));
        });
        assertThat(again)
                .isInstanceOfSatisfying(
                        SilenceChange.Created.class,
                        created -> assertThat(created.silence())
                                .matches(silence -> silence.id().equals("id-2"))
                                .matches(silence -> silence.matcherSets().equals(both)));
    }

    @Test
    void set_otherMatchersThanTheFirstOfSeveralSets_areTheOnlyOnes() {
        created(ofSets(List.of(List.of(JOB), List.of(not("job", "web"), JOB))));
        assertThat(set(request("id-1", T0, END, not("job", "web"), JOB)))
                .isInstanceOfSatisfying(
                        SilenceChange.Replaced.class,
                        replaced -> assertThat(replaced.silence().matcherSets()).hasSize(1));
        assertThat(created(hour(JOB)).matcherSets()).as("another silence").hasSize(1);
    }

    private SilenceChange set(SilenceRequest request) {
        return silences.set(Requests.read(request), T0.plusSeconds(2));
    }

    private static SilenceRequest ofSets(List<List<MatcherText>> sets) {
        return new SilenceRequest("", sets, T0, END, "ann", "", Labels.EMPTY);
    }
}
