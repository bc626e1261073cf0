package io.tocsin.evaluator.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.PatternBudget;
import io.tocsin.evaluator.promql.Expr.Binary;
import io.tocsin.evaluator.promql.Expr.MatrixSelector;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PromqlParserTest {
    /** Expressions and what Prometheus 3.5.3 said to /api/v1/format_query: the normal form, or what is wrong. */
    private static Stream<Arguments> recorded() {
        return Recorded.rows("format-3.5.3.tsv").map(row -> Arguments.of(row.get(0), row.get(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void parse_anything_saysWhatTheOriginalSays(String text, String answer) {
        assertThat(formatted(text)).isEqualTo(answer);
    }

    /** Where newer versions say something else, or ours does (D-311); the last column is what 3.5.3 said. */
    private static Stream<Arguments> differing() {
        return Recorded.rows("format-differing.tsv").map(row -> Arguments.of(row.get(0), row.get(1), row.get(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differing")
    void parse_whatDiffersFromTheRecordedVersion_saysWhatIsWanted(String text, String answer, String recorded) {
        assertThat(formatted(text)).isEqualTo(answer).isNotEqualTo(recorded);
    }

    private static String formatted(String text) {
        try {
            return PromqlPrinter.print(PromqlParser.parse(text));
        } catch (PromqlSyntaxException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a </ 5 | a </ 5",
                "a >/ (1) | a >/ (1)",
                "a + fill(0) b | a + fill (0) b",
                "a + on(x) fill_left(-1) fill_right(5m) b | a + on (x) fill_left (-1) fill_right (300) b",
                "a + fill_right (NaN) fill_left (+Inf) b | a + fill_left (+Inf) fill_right (NaN) b",
                "fill + fill | fill + fill",
                "a[5m] anchored | a[5m] anchored",
                "a[5m] SMOOTHED offset 1m | a[5m] smoothed offset 1m",
                "a smoothed @ 10 | a @ 10.000 smoothed",
                "min_of(1, max_of(2, 3)) | min_of(1, max_of(2, 3))",
                "a[min_of(step(), 1m):RANGE()] | a[min_of(step(), 1m):range()]",
                "a offset -max_of(1, 5m) + 8 | a offset -max_of(1, 5m) + 8",
                "a offset -2^2 | a offset -2s ^ 2",
                "histogram_quantiles(a, \"q\", 0.5, 0.9) | histogram_quantiles(a, \"q\", 0.5, 0.9)",
                "anchored + smoothed | anchored + smoothed",
                "first_over_time(a[1m]) | first_over_time(a[1m])",
                "a[5m:] anchored | 1:1: parse error: anchored modifier is not supported for subqueries",
                "a anchored | 1:1: parse error: anchored modifier not implemented",
                "a[5m] anchored smoothed | 1:1: parse error: anchored and smoothed modifiers cannot be used together",
                "a and fill(0) b | 1:1: parse error: filling in missing series not allowed for set operators",
                "a + fill(0) 1 | 1:1: parse error: filling in missing series only allowed between instant vectors",
                "a[5m] offset step()[5m] | 1:20: parse error: ranges only allowed for vector selectors",
            })
    void parse_newerSyntax_isUnderstood(String text, String answer) {
        assertThat(formatted(text)).isEqualTo(answer);
    }

    @Test
    void parse_everyNode_knowsWhereItStands() throws Exception {
        // given
        String text = "sum by (a) (rate(foo{a=\"b\"}[5m] offset 1m)) / ignoring(x) -bar";
        // when
        Binary whole = (Binary) PromqlParser.parse(text);
        // then
        Deque<String> places = new ArrayDeque<>();
        ExprTree.walk(
                whole,
                each -> places.add(
                        text.substring(each.span().start(), each.span().end())));
        assertThat(places)
                .containsExactly(
                        text,
                        "sum by (a) (rate(foo{a=\"b\"}[5m] offset 1m))",
                        "rate(foo{a=\"b\"}[5m] offset 1m)",
                        "foo{a=\"b\"}[5m] offset 1m",
                        "foo{a=\"b\"}",
                        "-bar",
                        "bar");
    }

    @Test
    void parse_selector_matcherOfTheNameIsLast() throws Exception {
        VectorSelector selector = (VectorSelector) PromqlParser.parse("foo{a=\"b\",c!~\"d.*\"}");

        assertThat(selector.name()).contains("foo");
        assertThat(selector.matchers().stream().map(Matcher::toString))
                .containsExactly("a=\"b\"", "c!~\"d.*\"", "__name__=\"foo\"");
    }

    @Test
    void parse_regex_dotIsANewlineToo() throws Exception {
        VectorSelector selector = (VectorSelector) PromqlParser.parse("foo{a=~\"x.+\",b=~\"(x|y).z\"}");

        assertThat(selector.matchers().get(0).matches("x\n")).isTrue();
        assertThat(selector.matchers().get(1).matches("y\nz")).isTrue();
        assertThat(selector.matchers().get(1).matches("y\nz\n")).isFalse();
    }

    @Test
    void parse_escapes_mayStandForBytesThatAreNoText() throws Exception {
        assertThat(formatted("\"\\xff\\303\\251\\u00e9\\U0001F600\\t\"")).isEqualTo("\"\\xffé\u00e9\uD83D\uDE00\\t\"");
    }

    @Test
    void parse_operators_bindAsTheyShould() throws Exception {
        Binary power = (Binary) ((Expr.Unary) PromqlParser.parse("-a ^ b ^ c")).inner();
        Binary minus = (Binary) PromqlParser.parse("a - b - c * d");

        assertThat(power.right()).isInstanceOf(Binary.class);
        assertThat(minus.left()).isInstanceOf(Binary.class);
        assertThat(((Binary) minus.right()).operator()).isEqualTo(BinaryOperator.MULTIPLY);
    }

    @Test
    void parse_setOperator_isManyToMany() throws Exception {
        assertThat(((Binary) PromqlParser.parse("a and b")).matching().cardinality())
                .isEqualTo(VectorMatching.Cardinality.MANY_TO_MANY);
        assertThat(((Binary) PromqlParser.parse("a + 1")).matching()).isEqualTo(VectorMatching.DEFAULT);
    }

    @Test
    void parse_atBeforeRange_movesToTheRange() throws Exception {
        MatrixSelector matrix = (MatrixSelector)
                ExprTree.children(PromqlParser.parse("rate(foo @ end()[5m])")).get(0);

        assertThat(matrix.shift().at()).contains(new Expr.At.End());
        assertThat(matrix.selector().shift()).isEqualTo(Expr.Shift.NONE);
    }

    @Test
    void parseSelector_selector_givesItsMatchers() throws Exception {
        assertThat(PromqlParser.parseSelector("{\"a.b\", c=~\"d\"}")).hasSize(2);
        assertThatThrownBy(() -> PromqlParser.parseSelector("a + b"))
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessage("1:3: parse error: unexpected <op:+>");
        assertThatThrownBy(() -> PromqlParser.parseSelector("")).isInstanceOf(PromqlSyntaxException.class);
    }

    /** Each alone is allowed; together they would take minutes to compile, and more memory than there is. */
    @Test
    void parse_patternsTooLargeTogether_isRefusedAtTheFirstThatIsTooMuch() {
        String large = "x{a=~\"(?:[a-z]{40}){20}\"}";
        assertThatCode(() -> PromqlParser.parse(large + (" + " + large).repeat(99)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PromqlParser.parse(large + ("\n+ " + large).repeat(150)))
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessageMatching("12[0-9]:5: parse error: the regular expressions up to here are too large together;"
                        + " use shorter or fewer ones");
    }

    @Test
    void parseSelector_manyOfOneRequest_shareWhatPatternsMayCost() {
        PatternBudget patterns = new PatternBudget();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 150; i++) {
                        PromqlParser.parseSelector("{a=~\"(?:[a-z]{40}){20}\"}", patterns);
                    }
                })
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessageContaining("too large together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "sum(", "abs(", "a^", "a[5m:", "a+(", "{a=\"", "a offset (", "a[(", "1+"})
    void parse_hostileText_isRefusedSoon(String piece) {
        String text = piece.repeat(100_000 / piece.length());

        assertThatThrownBy(() -> PromqlParser.parse(text)).isInstanceOf(PromqlSyntaxException.class);
    }

    @Test
    void parse_longChains_areRefusedByDepth() {
        String chain = "a" + " or a".repeat(PromqlParser.DEPTH_MAX);
        String subqueries = "a" + "[1m:]".repeat(PromqlParser.DEPTH_MAX);
        String long_ = " ".repeat(PromqlParser.LENGTH_MAX + 1);

        assertThatThrownBy(() -> PromqlParser.parse(chain)).hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> PromqlParser.parse(subqueries)).hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> PromqlParser.parse(long_)).hasMessageContaining("expression is too long");
    }

    @Test
    void parse_asDeepAsAllowed_fitsASmallStack() throws Exception {
        // given
        String deep = "(".repeat(97) + "a" + " or a".repeat(200) + ")".repeat(97);
        Throwable[] thrown = new Throwable[1];
        // when
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        PromqlPrinter.print(PromqlParser.parse(deep));
                    } catch (Throwable e) {
                        thrown[0] = e;
                    }
                },
                "small",
                512 << 10);
        small.start();
        small.join();
        // then
        assertThat(thrown[0]).isNull();
    }

    @Test
    void parse_mutilatedText_throwsOnlyWhatIsDocumented() {
        // given
        Random random = new Random(310);
        List<String> texts = recorded().map(each -> (String) each.get()[0]).toList();
        // when, then
        for (int i = 0; i < 20_000; i++) {
            String a = texts.get(random.nextInt(texts.size()));
            String b = texts.get(random.nextInt(texts.size()));
            String text = a.substring(0, random.nextInt(a.length() + 1)) + b.substring(random.nextInt(b.length() + 1));
            String said = formatted(text);
            if (!said.contains("parse error: ")) {
                assertThat(formatted(said)).as(text).isEqualTo(said);
            }
        }
    }
}
