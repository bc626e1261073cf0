package io.tocsin.server.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which forms of a body a client takes, as its {@code Accept-Encoding} says.
 *
 * @see "RFC 9110, section 12.5.3"
 */
final class AcceptedCodings {
    private static final Pattern WEIGHT = Pattern.compile("q=(0(?:\\.[0-9]*)?|1(?:\\.0*)?)");
    private static final String ANY = "*";

    private AcceptedCodings() {}

    /** @param header empty for none */
    static boolean includeGzip(String header) {
        return weights(header).getOrDefault(ContentCoding.GZIP.token(), 0.0) > 0;
    }

    /**
     * Every form that the client takes, the one that it likes best first; of those that it likes equally the smallest.
     *
     * <p>As it is is always among them: to whoever refuses every form, that says more than an error.
     *
     * @param header empty for none
     */
    static List<ContentCoding> inOrder(String header) {
        Map<String, Double> weights = weights(header);
        return Stream.of(ContentCoding.values())
                .filter(coding -> coding == ContentCoding.IDENTITY || weight(weights, coding) > 0)
                .sorted(Comparator.comparing((ContentCoding coding) -> weight(weights, coding))
                        .reversed())
                .toList();
    }

    private static double weight(Map<String, Double> weights, ContentCoding coding) {
        // Nobody has to name the form that everybody takes; whoever names others likes those better.
        double unnamed = coding == ContentCoding.IDENTITY ? 0 : weights.getOrDefault(ANY, 0.0);
        return weights.getOrDefault(coding.token(), unnamed);
    }

    /** From 0 (refused) to 1, by form in lower case. */
    private static Map<String, Double> weights(String header) {
        Map<String, Double> weights = new HashMap<>();
        for (String offer : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = offer.split(";", 2);
            Matcher weight = WEIGHT.matcher(parts.length > 1 ? parts[1].replaceAll("[ \t]", "") : "");
            weights.put(parts[0].strip(), weight.matches() ? Double.parseDouble(weight.group(1)) : 1);
        }
        return weights;
    }
}
