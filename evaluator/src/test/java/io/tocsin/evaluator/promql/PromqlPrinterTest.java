package io.tocsin.evaluator.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PromqlPrinterTest {
    private static final int ROUNDS = 20_000;

    /** Long expressions and what Prometheus 3.5.3 said to /api/v1/format_query. */
    private static Stream<Arguments> recorded() {
        return Recorded.rows("pretty-3.5.3.tsv").map(row -> Arguments.of(row.get(0), row.get(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void pretty_longExpression_hasTheLinesOfTheOriginal(String text, String lines) throws Exception {
        assertThat(PromqlPrinter.pretty(PromqlParser.parse(text), 1_000_000)).contains(lines);
    }

    @Test
    void print_anyExpression_readsBackAsTheSame() throws Exception {
        int wellFormed = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            String text = new RandomExpression(seed).next();
            Expr expr;
            try {
                expr = PromqlParser.parse(text);
            } catch (PromqlSyntaxException ignored) {
                continue;
            }
            wellFormed++;
            String printed = PromqlPrinter.print(expr);
            Expr again = PromqlParser.parse(printed);
            assertThat(ExprShape.of(again))
                    .as("seed %d: %s printed as %s", seed, text, printed)
                    .isEqualTo(ExprShape.of(expr));
            assertThat(PromqlPrinter.print(again)).as("seed %d", seed).isEqualTo(printed);
        }
        assertThat(wellFormed).isGreaterThan(ROUNDS / 10);
    }

    /** Each of many arguments stands behind the indentation of all that is around it. */
    @Test
    void pretty_wouldBeTooLong_isNone() throws PromqlSyntaxException {
        Expr expr = PromqlParser.parse(
                "abs(".repeat(90) + "label_join(a,'b','c'" + ",'d'".repeat(60_000) + ")" + ")".repeat(90));

        assertThat(PromqlPrinter.pretty(expr, 1_000_000)).isEmpty();
    }
}
