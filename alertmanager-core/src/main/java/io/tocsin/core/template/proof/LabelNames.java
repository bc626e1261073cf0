package io.tocsin.core.template.proof;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out which labels and annotations templates may ask for: whatever word stands in them. */
public final class LabelNames {
    /** Far more than templates have that a person maintains. */
    private static final int NAMES_MAX = 5_000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w{0,100}+");

    private LabelNames() {}

    /** The words of {@code texts}; empty if they are too many. */
    public static Set<String> in(Stream<String> texts) {
        Set<String> names = new LinkedHashSet<>();
        for (String text : (Iterable<String>) texts::iterator) {
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                names.add(word.group());
                if (names.size() > NAMES_MAX) {
                    return Set.of();
                }
            }
        }
        return names;
    }
}
