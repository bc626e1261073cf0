package io.tocsin.evaluator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tocsin.core.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Mutations of recorded files: each is accepted or refused with problems that lie within it, and nothing else happens. */
final class DecodersFuzzTest {
    private static final int MUTANTS = Integer.getInteger("tocsin.fuzz.mutants", 500);
    private static final List<String> PIECES = List.of(
            ":",
            " ",
            "\n",
            "\t",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "*",
            "&a ",
            "*a",
            "!",
            "|\n",
            ">-\n",
            "%",
            "#",
            ",",
            "<<: ",
            "null",
            "~",
            "5",
            "-1",
            "1e999",
            "yes",
            "5m",
            "$",
            "${x}",
            "{{",
            "}}",
            "(",
            ")",
            "sum",
            "rate(",
            "\u0000",
            "\uD83D",
            "ä",
            "groups",
            "expr: ",
            "labels: ",
            "global",
            "regex: ");

    private final Random random = new Random(8);

    @Test
    void configuration_mutated_isAcceptedOrRefusedInPlace() {
        PrometheusConfigurationDecoder decoder =
                new PrometheusConfigurationDecoder(TestExpressions.create(), name -> null);
        mutate(PrometheusConfigurationCasesTest.cases(), decoder::decode);
    }

    @Test
    void rules_mutated_areAcceptedOrRefusedInPlace() {
        mutate(RuleFileCasesTest.cases(), new RuleFileDecoder(TestExpressions.create())::decode);
    }

    private void mutate(List<RecordedCase> cases, BiFunction<String, String, Decoded<?>> decoder) {
        int accepted = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String mutant = mutant(cases.get(random.nextInt(cases.size())).text());
            try {
                Decoded<?> decoded = decoder.apply("file.yml", mutant);
                accepted += decoded instanceof Decoded.Accepted ? 1 : 0;
                check(decoded, mutant);
            } catch (RuntimeException | StackOverflowError e) {
                fail("mutant " + i + ":\n" + mutant, e);
            }
        }
        assertThat(accepted).isBetween(1, MUTANTS - 1);
    }

    private static void check(Decoded<?> decoded, String mutant) {
        List<Problem> problems = new ArrayList<>(decoded.warnings());
        if (decoded instanceof Decoded.Refused<?> refused) {
            problems.addAll(refused.refusal().errors());
            assertThat(refused.refusal().originalText()).isNotEmpty();
        }
        long lines = mutant.lines().count() + 1;
        assertThat(problems)
                .as(mutant)
                .allMatch(problem -> problem.position().line() >= 1
                        && problem.position().line() <= lines
                        && problem.position().column() >= 1);
    }

    private String mutant(String text) {
        StringBuilder mutant = new StringBuilder(text);
        for (int change = random.nextInt(2); change >= 0; change--) {
            int at = random.nextInt(mutant.length() + 1);
            int end = Math.min(mutant.length(), at + random.nextInt(4));
            mutant.replace(at, random.nextBoolean() ? end : at, PIECES.get(random.nextInt(PIECES.size())));
        }
        return mutant.toString();
    }
}
