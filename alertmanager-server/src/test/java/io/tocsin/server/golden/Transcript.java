package io.tocsin.server.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares transcripts, forgiving what a second run of the same program would also do differently. */
final class Transcript {
    private static final Pattern APPROXIMATE = Pattern.compile("T~(-?\\d+(?:\\.\\d+)?)s");
    /** Steps are half a second away from ticks. */
    private static final double EARLY_MAX_SECONDS = 0.45;
    /** A busy machine is late more often than early; ticks are at least a second apart. */
    private static final double LATE_MAX_SECONDS = 0.95;
    /** Back-off is drawn at random; what counts is how many attempts there are and what they carry. */
    private static final double LOOSE_MAX_SECONDS = 3;

    private Transcript() {}

    /** {@code actual} with those lines replaced by the expected ones that differ only by a forgivable time. */
    static String forgive(String expected, String actual, boolean looseTimes) {
        List<String> expectedLines = expected.lines().toList();
        List<String> lines = new ArrayList<>(actual.lines().toList());
        for (int i = 0; i < Math.min(lines.size(), expectedLines.size()); i++) {
            if (isForgivable(expectedLines.get(i), lines.get(i), looseTimes)) {
                lines.set(i, expectedLines.get(i));
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isForgivable(String expected, String shown, boolean looseTimes) {
        // A time that the server made may happen to be the same as a posted one.
        String actual = expected.contains("T+") ? shown : shown.replace("T+", "T~");
        if (!mask(expected).equals(mask(actual))) {
            return false;
        }
        Matcher wanted = APPROXIMATE.matcher(expected);
        Matcher found = APPROXIMATE.matcher(actual);
        while (wanted.find() && found.find()) {
            double late = Double.parseDouble(found.group(1)) - Double.parseDouble(wanted.group(1));
            boolean inRange = looseTimes
                    ? Math.abs(late) <= LOOSE_MAX_SECONDS
                    : -EARLY_MAX_SECONDS <= late && late <= LATE_MAX_SECONDS;
            if (!inRange) {
                return false;
            }
        }
        return true;
    }

    private static String mask(String line) {
        return APPROXIMATE.matcher(line).replaceAll("T~?");
    }
}
