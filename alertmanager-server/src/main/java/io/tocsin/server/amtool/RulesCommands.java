package io.tocsin.server.amtool;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.SearchPattern;
import io.tocsin.core.yaml.Problem;
import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.config.RuleConfig;
import io.tocsin.evaluator.config.RuleFile;
import io.tocsin.evaluator.config.RuleFileDecoder;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.ruletest.RuleTest;
import io.tocsin.evaluator.ruletest.RuleTestFailure;
import io.tocsin.evaluator.ruletest.RuleTestReader;
import io.tocsin.evaluator.ruletest.RuleTestRun;
import io.tocsin.evaluator.ruletest.RuleTests;
import io.tocsin.server.configuration.DiskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code amtool rules}: the verdict of promtool for files of rules and of their unit tests, and every problem with its place
 * and a hint.
 *
 * @see "Upstream: cmd/promtool check rules, test rules; observed with 3.5.3"
 */
final class RulesCommands {
    /** What standard input is called. */
    private static final String STDIN = "standard input";

    /** Rules are only read; the step of subqueries is not asked for. */
    private static final Expressions EXPRESSIONS = new Expressions(
            new QueryEngine(new QueryOptions(Duration.ofMinutes(1).toMillis(), false)));

    private final InputStream in;
    private final PrintStream out;
    private final boolean isStrict;
    private final FileSource files = new DiskFiles();

    /** @param isStrict whether a warning fails a file */
    RulesCommands(Terminal terminal, boolean isStrict) {
        this.in = terminal.in();
        this.out = terminal.out();
        this.isStrict = isStrict;
    }

    /** Looks at one file, prints what there is to say, and says whether it is good. */
    @FunctionalInterface
    private interface Judge {
        boolean isGood(String file, String text) throws CommandFailure;
    }

    /**
     * @param paths without any, standard input is checked
     * @throws CommandFailure if a file is missing, and when all are checked, if one failed
     */
    void check(List<String> paths) throws CommandFailure {
        if (!paths.isEmpty()) {
            judge(paths, "Checking ", this::isGoodRuleFile, "failed to validate ");
            return;
        }
        out.println("Checking " + STDIN);
        boolean isGood = isGoodRuleFile(STDIN, input());
        out.println();
        if (!isGood) {
            throw new CommandFailure("failed to validate " + STDIN);
        }
    }

    private String input() throws CommandFailure {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(STDIN + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param wanted regular expressions for names of tests, of which one is found; without any, all tests run
     * @throws CommandFailure if a file is missing, and when all have run, if a test failed
     */
    void test(List<String> paths, List<String> wanted) throws CommandFailure {
        List<SearchPattern> patterns = new ArrayList<>();
        for (String source : wanted) {
            try {
                patterns.add(SearchPattern.compile(source));
            } catch (InvalidPatternException e) {
                throw new CommandFailure("--run: " + e.getMessage(), e);
            }
        }
        judge(paths, "Unit Testing:  ", (file, text) -> isGoodTestFile(file, text, patterns), "tests failed in ");
    }

    private void judge(List<String> paths, String heading, Judge judge, String failure) throws CommandFailure {
        if (paths.isEmpty()) {
            throw new CommandFailure("required argument 'files' not provided", "name a file, or several.");
        }
        for (String path : paths) {
            InputFile.check(path);
        }
        int failed = 0;
        for (String path : paths) {
            out.println(heading + Shown.plain(path));
            failed += judge.isGood(path, text(path)) ? 0 : 1;
            out.println();
        }
        if (failed > 0) {
            throw new CommandFailure(failure + failed + " file(s)");
        }
    }

    private String text(String path) throws CommandFailure {
        try {
            return new String(files.read(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean isGoodRuleFile(String file, String text) {
        Decoded<RuleFile> decoded = new RuleFileDecoder(EXPRESSIONS).decode(file, text);
        if (!(decoded instanceof Decoded.Accepted<RuleFile> accepted)) {
            return refused(decoded);
        }
        List<String> remarks = new ArrayList<>(texts(decoded.warnings()));
        remarks.addAll(repeated(accepted.value()));
        int rules = accepted.value().groups().stream()
                .mapToInt(group -> group.rules().size())
                .sum();
        return verdict("SUCCESS: " + rules + " rules found", remarks);
    }

    private boolean verdict(String success, List<String> remarks) {
        boolean isGood = remarks.isEmpty() || !isStrict;
        out.println(isGood ? "  " + success : "  FAILED: " + remarks.size() + " warning(s), and --strict is set");
        remarks.forEach(remark -> out.println(Shown.plain(remark)));
        return isGood;
    }

    private boolean refused(Decoded<?> decoded) {
        out.println("  FAILED:");
        if (decoded instanceof Decoded.Refused<?> refused) {
            texts(refused.refusal().errors()).forEach(text -> out.println(Shown.plain(text)));
        }
        texts(decoded.warnings()).forEach(text -> out.println(Shown.plain(text)));
        return false;
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    /** Series or alerts that two rules make, so that one gets in the way of the other. */
    private static List<String> repeated(RuleFile file) {
        Map<Made, RuleConfig> first = new HashMap<>();
        List<String> remarks = new ArrayList<>();
        file.groups().stream().flatMap(group -> group.rules().stream()).forEach(rule -> {
            RuleConfig earlier = first.putIfAbsent(Made.by(rule), rule);
            if (earlier != null) {
                remarks.add(rule.position() + ": warning: duplicate rule: " + rule.name() + " with the labels "
                        + rule.labels() + " stands in line "
                        + earlier.position().line()
                        + " too, which might cause inconsistency while recording expressions"
                        + "\n    hint: give one of them another name or another label.");
            }
        });
        return remarks;
    }

    private record Made(boolean isAlert, String name, Labels labels) {
        static Made by(RuleConfig rule) {
            return new Made(rule instanceof RuleConfig.Alerting, rule.name(), rule.labels());
        }
    }

    private boolean isGoodTestFile(String file, String text, List<SearchPattern> patterns) {
        Decoded<RuleTests> decoded = new RuleTestReader(EXPRESSIONS, files).read(file, text);
        if (!(decoded instanceof Decoded.Accepted<RuleTests> accepted)) {
            return refused(decoded);
        }
        boolean hasFailed = false;
        for (RuleTest test : accepted.value().tests()) {
            boolean isWanted =
                    patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.isFoundIn(test.name()));
            List<RuleTestFailure> failures = isWanted ? RuleTestRun.failures(accepted.value(), test) : List.of();
            if (!failures.isEmpty() && !hasFailed) {
                out.println("  FAILED:");
                hasFailed = true;
            }
            failures.forEach(failure -> print(test, failure));
        }
        if (!hasFailed) {
            return verdict("SUCCESS", texts(decoded.warnings()));
        }
        texts(decoded.warnings()).forEach(remark -> out.println(Shown.plain(remark)));
        return false;
    }

    private void print(RuleTest test, RuleTestFailure failure) {
        String name = test.name().isEmpty() ? "" : "name: " + test.name() + ", ";
        String reason = failure.reason().isEmpty() ? "" : ", err: " + failure.reason();
        out.println(Shown.plain(failure.position() + ": " + name + failure.subject() + reason));
        if (!failure.reason().isEmpty()) {
            return;
        }
        List<String> unexpected = new ArrayList<>(failure.actual());
        for (String expected : failure.expected()) {
            String sign = unexpected.remove(expected) ? "      " : "    - ";
            out.println(Shown.plain(sign + expected));
        }
        unexpected.forEach(actual -> out.println(Shown.plain("    + " + actual)));
    }
}
