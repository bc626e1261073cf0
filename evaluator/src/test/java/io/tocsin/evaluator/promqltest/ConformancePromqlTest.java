package io.tocsin.evaluator.promqltest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tocsin.evaluator.promqltest.Verdict.Passed;
import io.tocsin.evaluator.promqltest.Verdict.Refused;
import io.tocsin.evaluator.promqltest.Verdict.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The original's own tests of its query language, from the folder {@code promql} of {@code -Dtocsin.conformance}. They are
 * read where they are. What needs something that is not supported is refused and counted; nothing may be wrong.
 */
final class ConformancePromqlTest {
    private static Path folder() {
        String data = System.getProperty("tocsin.conformance", "");
        if (data.isEmpty()) {
            String message = "-Dtocsin.conformance=FOLDER (with promql/*.test) was not given";
            assertThat(System.getenv("CI")).as(message + ", which CI must").isNull();
            return abort(message);
        }
        return Path.of(data, "promql");
    }

    @Test
    void run_allFiles_nothingIsWrong() throws IOException {
        // given
        Path folder = folder();
        Map<String, List<Verdict>> verdicts = new TreeMap<>();
        // when
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".test")).toList()) {
                verdicts.put(file.getFileName().toString(), new TestRunner().run(Files.readAllLines(file)));
            }
        }
        // then
        report(verdicts);
        List<String> wrong = new ArrayList<>();
        verdicts.forEach((file, all) -> all.forEach(each -> {
            if (each instanceof Wrong what) {
                wrong.add(file + ":" + what.eval().line() + ": " + what.eval().expr() + "\n    "
                        + what.what().strip().replace("\n", "\n    "));
            }
        }));
        assertThat(wrong).as("wrong").isEmpty();
        long passed = verdicts.values().stream()
                .flatMap(List::stream)
                .filter(Passed.class::isInstance)
                .count();
        assertThat(passed).as("passed").isGreaterThanOrEqualTo(PASSED_MIN);
    }

    /** So that it cannot be fewer unnoticed. */
    private static final long PASSED_MIN = 1002;

    private static void report(Map<String, List<Verdict>> verdicts) {
        System.out.printf("%-28s %7s %8s %6s%n", "file", "passed", "refused", "wrong");
        verdicts.forEach((file, all) -> System.out.printf(
                "%-28s %7d %8d %6d%n",
                file, count(all, Passed.class), count(all, Refused.class), count(all, Wrong.class)));
        Map<String, Long> reasons = verdicts.values().stream()
                .flatMap(List::stream)
                .filter(Refused.class::isInstance)
                .collect(Collectors.groupingBy(each -> ((Refused) each).why(), TreeMap::new, Collectors.counting()));
        reasons.forEach((why, count) -> System.out.printf("refused %5d: %s%n", count, why));
    }

    private static long count(List<Verdict> verdicts, Class<? extends Verdict> kind) {
        return verdicts.stream().filter(kind::isInstance).count();
    }
}
