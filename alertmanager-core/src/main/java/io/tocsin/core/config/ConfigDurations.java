package io.tocsin.core.config;

import io.tocsin.core.label.DurationSyntaxException;
import io.tocsin.core.label.GoDuration;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in configuration files, in their two grammars. */
public final class ConfigDurations {
    private static final Pattern WORDS =
            Pattern.compile("\\s*([0-9]+)\\s*(ms|milli|s|sec|m|min|h|hour|d|day|w|week|y|year)[a-z]*\\s*");

    private ConfigDurations() {}

    /** Most durations: {@code 30s}, {@code 1d12h}. Empty for a null, and after a problem. */
    public static Optional<Duration> prometheus(YamlNode node) {
        Optional<String> text = node.isNull() ? Optional.empty() : node.text();
        try {
            return text.map(PrometheusDuration::parse);
        } catch (DurationSyntaxException e) {
            String[] expected = e.expectation().split("; ", 2);
            node.error(
                    "expected " + expected[0] + ", got " + node.describe(),
                    hint(expected, suggestion(text.orElse(""))),
                    Stage.VALUE,
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Timeouts of integrations: {@code 30s}, {@code 1.5h}; no days. A number without a unit counts nanoseconds, as in
     * the original, which a warning says. Empty for a null, and after a problem.
     */
    public static Optional<Duration> go(YamlNode node) {
        if (node.isNull()) {
            return Optional.empty();
        }
        Optional<Duration> nanos = node.numberIfAny().map(Duration::ofNanos);
        if (nanos.isPresent()) {
            warnOfNanos(node, nanos.get());
            return nanos;
        }
        if (node.isList() || node.isMapping()) {
            node.typeError("a duration such as \"30s\"", "time.Duration");
            return Optional.empty();
        }
        return goText(node);
    }

    /** As {@link #go}, but numbers need their unit too. Empty for a null, and after a problem. */
    public static Optional<Duration> goWithUnit(YamlNode node, String goType) {
        if (node.isList() || node.isMapping()) {
            node.typeError("a duration such as \"30s\"", goType);
            return Optional.empty();
        }
        Optional<String> text = node.isNull() ? Optional.empty() : node.text();
        try {
            return text.map(GoDuration::parse);
        } catch (DurationSyntaxException e) {
            String[] expected = e.expectation().split("; ", 2);
            node.error(
                    "expected " + expected[0] + ", got " + node.describe(),
                    hint(expected, suggestion(text.orElse("")).map(ConfigDurations::withoutDays)),
                    Stage.VALUE,
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Duration> goText(YamlNode node) {
        String text = node.text().orElse("");
        try {
            return Optional.of(GoDuration.parse(text));
        } catch (DurationSyntaxException e) {
            String[] expected = e.expectation().split("; ", 2);
            node.typeError(
                    expected[0], hint(expected, suggestion(text).map(ConfigDurations::withoutDays)), "time.Duration");
            return Optional.empty();
        }
    }

    private static void warnOfNanos(YamlNode node, Duration duration) {
        if (!duration.isZero()) {
            node.warning(
                    "a number without a unit counts nanoseconds: " + GoDuration.format(duration),
                    "write the unit, such as \"" + node.text().orElse("") + "s\".");
        }
    }

    private static String hint(String[] expected, Optional<String> suggestion) {
        String units = expected.length > 1 ? expected[1] : "";
        return suggestion
                .map(better -> units + (units.isEmpty() ? "" : "; ") + "did you mean \"" + better + "\"?")
                .orElse(units.isEmpty() ? "" : units + ".");
    }

    /** The Go grammar has no unit above the hour. */
    private static String withoutDays(String duration) {
        int last = duration.length() - 1;
        int hours = switch (duration.charAt(last)) {
            case 'd' -> 24;
            case 'w' -> 7 * 24;
            case 'y' -> 365 * 24;
            default -> 0;
        };
        return hours == 0
                ? duration
                : new BigDecimal(duration.substring(0, last)).multiply(BigDecimal.valueOf(hours)) + "h";
    }

    /** {@code 30 sec} for {@code 30s}, {@code 5} for {@code 5s}. */
    private static Optional<String> suggestion(String text) {
        if (text.matches("[1-9][0-9]*")) {
            return Optional.of(text + "s");
        }
        Matcher words = WORDS.matcher(text.toLowerCase(Locale.ROOT));
        if (!words.matches()) {
            return Optional.empty();
        }
        String unit = words.group(2);
        boolean isMillis = unit.startsWith("ms") || unit.startsWith("milli");
        return Optional.of(words.group(1) + (isMillis ? "ms" : unit.substring(0, 1)));
    }
}
