package io.tocsin.evaluator.ruletest;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file of unit tests, test.yml, beside a file of rules, rules.yml. */
final class RuleTestFile {
    private static final String TEST = "test.yml";

    private RuleTestFile() {}

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

    /** What is wrong with the file, or else what its tests report; empty if all of them pass. */
    static List<String> problems(String rules, String text) {
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
}
