package io.tocsin.server.golden;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Series of a metrics page, one on a line, sorted, with numbers spelled alike. */
final class SeriesShown {
    private static final Pattern SERIES = Pattern.compile("(\\w+(?:\\{.*})?) (\\S+)");

    /** Deviation D-091: these begin at 0 with us, and with their first event in the original. */
    private static final Pattern CREATED_ON_USE = Pattern.compile(
            "alertmanager_(notifications_suppressed|alerts_subscriber_channel_writes|alerts_limited)_total.* 0");

    /** The recordings come from 0.33.1, which does not know these; 0.34 always has them. */
    private static final Pattern NEWER = Pattern.compile(".*reason=\"(authError|rateLimited)\".*");

    private SeriesShown() {}

    /** @param beginnings how a series begins that is shown */
    static String of(String page, List<String> beginnings) {
        return page.lines()
                .filter(line -> beginnings.stream().anyMatch(line::startsWith))
                .map(SERIES::matcher)
                .filter(Matcher::matches)
                .map(SeriesShown::spelled)
                .filter(line -> !CREATED_ON_USE.matcher(line).matches()
                        && !NEWER.matcher(line).matches())
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String spelled(Matcher line) {
        return line.group(1) + " "
                + new BigDecimal(line.group(2)).stripTrailingZeros().toPlainString();
    }
}
