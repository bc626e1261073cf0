package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes in configuration files: {@code 10MB}, {@code 1.5GiB}, {@code 1KB500B}. All units count by 1024.
 *
 * @see "Upstream: github.com/alecthomas/units Base2Bytes; promtool 3.5.3 asked about each case"
 */
final class ByteSize {
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)([^0-9.]*)");
    private static final Map<String, Double> BINARY = units("iB");
    private static final Map<String, Double> SHORT = units("B");

    /** 2^63, the first size that is too large. */
    private static final double END = 0x1p63;

    private ByteSize() {}

    private static Map<String, Double> units(String suffix) {
        Map<String, Double> units = new HashMap<>();
        units.put("B", 1.0);
        double size = 1;
        for (char prefix : "KMGTPE".toCharArray()) {
            size *= 1024;
            units.put(prefix + suffix, size);
        }
        return units;
    }

    /** Bytes; 0 for a null, after a problem, and for what is below 0, which sets no limit either. */
    static long decode(YamlNode node) {
        Optional<String> text = node.isNull() ? Optional.empty() : node.text();
        if (text.isEmpty()) {
            return 0;
        }
        OptionalLong size = parse(text.get(), BINARY);
        size = size.isPresent() ? size : parse(text.get(), SHORT);
        if (size.isEmpty()) {
            node.error(
                    "expected a size such as \"10MB\", got " + node.describe(),
                    "units are B, KB, MB, GB, TB, PB and EB, or KiB and so on, written without a space.",
                    Stage.VALUE,
                    "units: invalid " + GoQuote.quote(text.get()));
        }
        return Math.max(0, size.orElse(0));
    }

    private static OptionalLong parse(String text, Map<String, Double> units) {
        boolean isSigned = text.startsWith("-") || text.startsWith("+");
        String rest = isSigned ? text.substring(1) : text;
        if (rest.equals("0")) {
            return OptionalLong.of(0);
        }
        double sum = 0;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!part.find(at) || part.start() != at || !units.containsKey(part.group(2))) {
                return OptionalLong.empty();
            }
            sum += Double.parseDouble(part.group(1)) * requireNonNull(units.get(part.group(2)));
            at = part.end();
        }
        boolean fits = !rest.isEmpty() && sum < END;
        return fits ? OptionalLong.of((long) (text.startsWith("-") ? -sum : sum)) : OptionalLong.empty();
    }
}
