package io.tocsin.evaluator.promqltest;

import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.promql.SeriesNotation;
import io.tocsin.evaluator.promqltest.Command.Eval;
import io.tocsin.evaluator.promqltest.Command.Expected;
import io.tocsin.evaluator.promqltest.Command.Load;
import io.tocsin.evaluator.promqltest.Command.Loaded;
import io.tocsin.evaluator.promqltest.Command.Notes;
import io.tocsin.evaluator.promqltest.Command.RangeVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads test files. What it does not understand is an error: nothing is passed over. */
final class TestFile {
    private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)");
    private static final Pattern INSTANT =
            Pattern.compile("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(\\S+)\\s+)?(.+)");
    private static final Pattern RANGE = Pattern.compile(
            "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");
    private static final Pattern EXPECT =
            Pattern.compile("expect\\s+(ordered|fail|warn|info|no_warn|no_info)(?:\\s+(msg|regex)\\s*:\\s*(.+))?");
    private static final Pattern EXPECT_RANGE =
            Pattern.compile("expect\\s+range\\s+vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");
    private static final Pattern EXPECT_STRING = Pattern.compile("expect\\s+string\\s+(.+)");
    private static final Pattern FAIL_LEGACY = Pattern.compile("expected_fail_(message|regexp)\\s+(.+)");
    private static final Pattern START_TIMES = Pattern.compile("[^\\s{]*(?:\\{.*?})?@st\\s.*");

    private final List<String> lines;
    private int next;

    private TestFile(List<String> lines) {
        this.lines = lines.stream()
                .map(line -> line.strip().startsWith("#") ? "" : line.strip())
                .toList();
    }

    static List<Command> read(List<String> lines) {
        TestFile file = new TestFile(lines);
        List<Command> commands = new ArrayList<>();
        while (file.next < lines.size()) {
            String line = file.lines.get(file.next++);
            if (!line.isEmpty()) {
                commands.add(file.command(line));
            }
        }
        return commands;
    }

    private Command command(String line) {
        if (line.equals("clear")) {
            return new Command.Clear();
        }
        Matcher load = LOAD.matcher(line);
        if (load.matches()) {
            return new Load(millis(load.group(2)), load.group(1) != null, loaded());
        }
        Matcher instant = INSTANT.matcher(line);
        if (instant.matches()) {
            int number = next;
            long time = instant.group(2) == null ? 0 : millis(instant.group(2));
            return new Eval(number, instant.group(3), time, time, 0, expected(instant.group(1)));
        }
        Matcher range = RANGE.matcher(line);
        if (range.matches()) {
            int number = next;
            return new Eval(
                    number,
                    range.group(5),
                    millis(range.group(2)),
                    millis(range.group(3)),
                    millis(range.group(4)),
                    expected(range.group(1)));
        }
        throw new IllegalArgumentException("line " + next + ": " + line + " (expected: a command)");
    }

    private List<String> block() {
        int start = next;
        while (next < lines.size() && !lines.get(next).isEmpty()) {
            next++;
        }
        return lines.subList(start, next);
    }

    private List<Loaded> loaded() {
        List<Loaded> series = new ArrayList<>();
        boolean hasStartTimes = false;
        for (String line : block()) {
            if (START_TIMES.matcher(line).matches()) {
                hasStartTimes = true;
            } else {
                series.add(new Loaded(series(line), hasStartTimes));
                hasStartTimes = false;
            }
        }
        return series;
    }

    private Expected expected(@Nullable String legacy) {
        Expectations read = new Expectations();
        if (legacy != null) {
            read.directive(legacy, Optional.empty(), Optional.empty());
        }
        for (String line : block()) {
            read.line(line);
        }
        return read.result();
    }

    private static SeriesNotation series(String line) {
        try {
            return SeriesNotation.parse(line);
        } catch (PromqlSyntaxException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    /** A duration with or without a sign, or a number of seconds. */
    private static long millis(String text) {
        if (text.startsWith("-")) {
            return -millis(text.substring(1));
        }
        boolean isNumber = text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
        return isNumber
                ? Math.round(Double.parseDouble(text) * 1000)
                : PrometheusDuration.parse(text).toMillis();
    }

    private static final class Expectations {
        private final List<SeriesNotation> series = new ArrayList<>();
        private final List<Command.Pattern> warnings = new ArrayList<>();
        private final List<Command.Pattern> infos = new ArrayList<>();
        private OptionalDouble scalar = OptionalDouble.empty();
        private Optional<String> text = Optional.empty();
        private boolean isOrdered;
        private boolean isWarned;
        private boolean isInformed;
        private boolean isNotWarned;
        private boolean isNotInformed;
        private Command.@Nullable Pattern fail;
        private @Nullable RangeVector rangeVector;

        void line(String line) {
            Matcher expect = EXPECT.matcher(line);
            Matcher range = EXPECT_RANGE.matcher(line);
            Matcher string = EXPECT_STRING.matcher(line);
            Matcher legacy = FAIL_LEGACY.matcher(line);
            if (expect.matches()) {
                Optional<String> pattern = Optional.ofNullable(expect.group(3)).map(String::strip);
                boolean isRegex = "regex".equals(expect.group(2));
                directive(expect.group(1), isRegex ? Optional.empty() : pattern, isRegex ? pattern : Optional.empty());
            } else if (range.matches()) {
                rangeVector = new RangeVector(millis(range.group(1)), millis(range.group(2)), millis(range.group(3)));
            } else if (string.matches()) {
                text = Optional.of(string(string.group(1)));
            } else if (legacy.matches()) {
                boolean isRegex = legacy.group(1).equals("regexp");
                Optional<String> pattern = Optional.of(legacy.group(2).strip());
                fail = new Command.Pattern(isRegex ? Optional.empty() : pattern, isRegex ? pattern : Optional.empty());
            } else if (line.startsWith("expect")) {
                throw new IllegalArgumentException("not understood: " + line);
            } else {
                value(line);
            }
        }

        void directive(String what, Optional<String> message, Optional<String> regex) {
            Command.Pattern pattern = new Command.Pattern(message, regex);
            switch (what) {
                case "ordered" -> isOrdered = true;
                case "fail" -> fail = pattern;
                case "warn" -> {
                    isWarned = true;
                    warnings.add(pattern);
                }
                case "info" -> {
                    isInformed = true;
                    infos.add(pattern);
                }
                case "no_warn" -> isNotWarned = true;
                case "no_info" -> isNotInformed = true;
                default -> throw new IllegalArgumentException("not understood: " + what);
            }
        }

        private void value(String line) {
            try {
                Expr expr = PromqlParser.parse(line);
                if (expr instanceof Expr.NumberLiteral number) {
                    scalar = OptionalDouble.of(number.value());
                    return;
                }
            } catch (PromqlSyntaxException ignored) {
                // Then it is a series.
            }
            series.add(TestFile.series(line));
        }

        private static String string(String quoted) {
            try {
                return ((Expr.StringLiteral) PromqlParser.parse(quoted)).value();
            } catch (PromqlSyntaxException e) {
                throw new IllegalArgumentException(quoted, e);
            }
        }

        Expected result() {
            return new Expected(
                    series,
                    scalar,
                    text,
                    isOrdered,
                    fail,
                    new Notes(isNotWarned, isWarned, warnings),
                    new Notes(isNotInformed, isInformed, infos),
                    rangeVector);
        }
    }
}
