package io.tocsin.evaluator.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The same verdicts as promtool's on unit tests of sixty rules; recorded by {@code src/test/oracle/record_rule_tests.py}. */
final class RuleTestRecordingTest {
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
            List<String> problems = RuleTestFile.problems(rules, text);
            passes += isExpected ? 1 : 0;
            if (problems.isEmpty() != isExpected) {
                different.add(parts[i] + "\n" + String.join("\n", problems));
            }
        }
        assertThat(different).isEmpty();
        assertThat(passes).isGreaterThan(200).isLessThan(parts.length - 200);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RuleTestRecordingTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
