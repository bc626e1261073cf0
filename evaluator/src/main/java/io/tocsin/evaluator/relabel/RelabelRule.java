package io.tocsin.evaluator.relabel;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One relabeling rule as it is configured, its defaults put in. Checked by whoever makes it.
 *
 * @param sourceLabels whose values are joined with {@code separator} to what {@code regex} is matched against
 * @param regex RE2, to match all of it, dots matching line breaks too
 * @param modulus of {@link Action#HASHMOD}, unsigned; 0 elsewhere
 * @param targetLabel what is set; empty where the action takes none. May contain references such as {@code $1}
 * @param replacement may contain references
 * @see "Upstream: model/relabel Config"
 */
public record RelabelRule(
        Action action,
        List<String> sourceLabels,
        String separator,
        String regex,
        long modulus,
        String targetLabel,
        String replacement) {
    public static final String SEPARATOR_DEFAULT = ";";
    public static final String REGEX_DEFAULT = "(.*)";
    public static final String REPLACEMENT_DEFAULT = "$1";

    public RelabelRule {
        requireNonNull(action, "action");
        sourceLabels = List.copyOf(sourceLabels);
        requireNonNull(separator, "separator");
        requireNonNull(regex, "regex");
        requireNonNull(targetLabel, "targetLabel");
        requireNonNull(replacement, "replacement");
    }

    /** What a rule does. Files write the name in any case. */
    public enum Action {
        REPLACE,
        KEEP,
        DROP,
        KEEPEQUAL,
        DROPEQUAL,
        HASHMOD,
        LABELMAP,
        LABELDROP,
        LABELKEEP,
        LOWERCASE,
        UPPERCASE
    }
}
