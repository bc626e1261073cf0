package io.tocsin.evaluator.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The same verdicts as promtool's on unit tests of sixty rules; recorded by {@code src/test/oracle/record_rule_tests.py}. */
final class RuleTestRecordingTest {
    private static final String TEST = "test.yml";

    /** Files in memory. */
    private record Files(Map<String, String> texts) implements FileSource {
        @Override
        public byte[] read(String path) throws IOException {
            String text = texts.get(path);
            if (text == null) {
                throw new IOException("open " + path + ": no such file or directory");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            return texts.keySet().stream().filter(pattern::matches).sorted().toList();
        }
    }

    @Test
    void verdicts_ofAllCases_areThoseOfPromtool() throws IOException {
        String[] parts = resource("cases.txt").split("=== ", -1);
        String head = parts[1].substring("head\n".length());
        String rules = resource("rules.yml");
        List<String> different = new ArrayList<>();
        int passes = 0;
        for (int i = 2; i < parts.length; i++) {
            boolean isExpected = parts[i].startsWith("pass\n");
            String text = parts[i].substring("pass\n".length()).replace("HEAD\n", head);
            List<String> problems = problems(rules, text);
            passes += isExpected ? 1 : 0;
            if (problems.isEmpty() != isExpected) {
                different.add(parts[i] + "\n" + String.join("\n", problems));
            }
        }
        assertThat(different).isEmpty();
        assertThat(passes).isGreaterThan(200).isLessThan(parts.length - 200);
    }

    private static List<String> problems(String rules, String text) {
        Expressions expressions = new Expressions(new QueryEngine(new QueryOptions(60_000, false)));
        Files files = new Files(Map.of("rules.yml", rules, TEST, text));
        Decoded<RuleTests> decoded = new RuleTestReader(expressions, files).read(TEST, text);
        List<String> problems = new ArrayList<>();
        if (decoded instanceof Decoded.Accepted<RuleTests> accepted) {
            for (RuleTest test : accepted.value().tests()) {
                RuleTestRun.failures(accepted.value(), test).forEach(failure -> problems.add(failure.toString()));
            }
        } else if (decoded instanceof Decoded.Refused<RuleTests> refused) {
            refused.refusal().errors().forEach(problem -> problems.add(problem.toString()));
        }
        return problems;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RuleTestRecordingTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
