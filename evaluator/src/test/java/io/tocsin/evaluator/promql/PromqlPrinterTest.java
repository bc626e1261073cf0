package io.tocsin.evaluator.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PromqlPrinterTest {
    private static final int ROUNDS = 20_000;

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
}
