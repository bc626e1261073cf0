package io.tocsin.evaluator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.EvaluationMemory.Share;
import io.tocsin.evaluator.query.EvaluationMemory.User;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.query.QueryLimits.Patience;
import org.junit.jupiter.api.Test;

final class EvaluationMemoryTest {
    private static final long MIB = 1 << 20;
    private static final long MINUTE = 60_000;

    /** Eight evaluations with a quarter of a MiB each, four MiB of rules alone, ten of all. */
    private final EvaluationMemory memory = new EvaluationMemory(16 * MIB, 2, 6);

    private final QueryEngine engine = new QueryEngine(() -> new QueryOptions(MINUTE, false));
    private final FixedSeries source = new FixedSeries(10_000);

    private long taken() {
        return memory.takenBytes(User.QUERY) + memory.takenBytes(User.RULE);
    }

    @Test
    void share_alone_hasMostOfIt() throws QueryException {
        try (Share one = memory.share(User.QUERY)) {
            one.hold(10 * MIB + MIB / 4);

            assertThat(memory.takenBytes(User.QUERY)).isEqualTo(memory.shareMaxBytes());
            assertThatThrownBy(() -> one.hold(10 * MIB + MIB / 4 + 1))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXECUTION))
                    .hasMessage(QueryException.TOO_MANY_SAMPLES);
            assertThat(one.wasRefused()).isFalse();
        }
        assertThat(taken()).isZero();
    }

    @Test
    void queries_takeAllTheyMay_rulesHaveTheirPartAndSmallOnesTheirs() throws QueryException {
        try (Share large = memory.share(User.QUERY);
                Share small = memory.share(User.QUERY);
                Share rule = memory.share(User.RULE)) {
            large.hold(memory.shareMaxBytes());
            small.hold(MIB / 4);
            rule.hold(4 * MIB + MIB / 4);

            for (Share share : new Share[] {small, rule}) {
                assertThatThrownBy(() -> share.hold(5 * MIB))
                        .isInstanceOfSatisfying(
                                QueryException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
                        .hasMessageContaining("of 16777216 bytes; try again later");
                assertThat(share.wasRefused()).isTrue();
            }
            assertThat(taken()).isEqualTo(14 * MIB + 3 * MIB / 4);
        }
        assertThat(taken()).isZero();
    }

    @Test
    void refused_othersEnd_hasItNext() throws QueryException {
        Share large = memory.share(User.QUERY);
        large.hold(9 * MIB);
        Share next = memory.share(User.QUERY);
        assertThatThrownBy(() -> next.hold(2 * MIB)).hasMessageEndingWith("try again later");
        large.close();
        large.close();

        next.hold(2 * MIB);

        next.close();
        assertThat(taken()).isZero();
    }

    @Test
    void hold_lessThanBefore_keepsWhatWasTaken() throws QueryException {
        try (Share share = memory.share(User.RULE)) {
            share.hold(3 * MIB);
            long before = taken();
            share.hold(MIB);
            share.hold(2 * MIB);

            assertThat(taken()).isEqualTo(before);
        }
    }

    @Test
    void keep_isBesideWhatIsHeldLater() throws QueryException {
        try (Share share = memory.share(User.QUERY)) {
            share.keep(6 * MIB);
            share.hold(4 * MIB);

            assertThatThrownBy(() -> share.hold(5 * MIB)).hasMessage(QueryException.TOO_MANY_SAMPLES);
            assertThat(taken()).isBetween(10 * MIB, memory.shareMaxBytes());
        }
    }

    @Test
    void closed_givesNothingAnyMore() {
        Share share = memory.share(User.QUERY);
        share.close();

        assertThatThrownBy(() -> share.hold(MIB)).hasMessage(QueryException.TOO_MANY_SAMPLES);
        assertThat(taken()).isZero();
    }

    // --- expressions ---

    @Test
    void query_largeWhileOthersHoldMost_isToldToComeAgain() throws QueryException {
        withSeries(20_000);
        try (Share other = memory.share(User.QUERY)) {
            other.hold(9 * MIB + MIB / 2);
            assertThatThrownBy(() -> ask("{__name__=~\".+\"} * 2", Long.MAX_VALUE))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
            assertThat(ask("count(x{i=\"1\"})", Long.MAX_VALUE)).isNotNull();
        }
        assertThat(ask("{__name__=~\".+\"} * 2", Long.MAX_VALUE)).isNotNull();
        assertThat(taken()).isZero();
    }

    @Test
    void query_beyondItsOwnLimitWhileOthersHoldMost_isToldSo() throws QueryException {
        withSeries(20_000);
        try (Share other = memory.share(User.QUERY)) {
            other.hold(9 * MIB + MIB / 2);
            assertThatThrownBy(() -> ask("{__name__=~\".+\"} * 2", 1_000)).hasMessage(QueryException.TOO_MANY_SAMPLES);
        }
    }

    /** A heap with much room may have none for one large thing. */
    @Test
    void column_ofAnEighthOfTheMemory_isTheLongest() throws QueryException {
        long longest = 2 * MIB / 8;
        assertThat(ask("count_over_time(vector(1)[" + longest + "s:1s])", Long.MAX_VALUE))
                .isNotNull();
        assertThatThrownBy(() -> ask("count_over_time(vector(1)[" + (longest + 1) + "s:1s])", Long.MAX_VALUE))
                .hasMessage(QueryException.TOO_MANY_SAMPLES);
        assertThat(taken()).isZero();
    }

    private void withSeries(int count) {
        for (int i = 0; i < count; i++) {
            source.with(Labels.of("__name__", "x", "i", "" + i), 1);
        }
    }

    private QueryResult ask(String text, long samplesMax) throws QueryException {
        try (Share share = memory.share(User.QUERY)) {
            return engine.instant(
                    source, Query.parse(text), 0, new QueryLimits(5 * MINUTE, samplesMax, Patience.ENDLESS, share));
        } catch (PromqlSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
