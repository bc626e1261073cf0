package io.tocsin.evaluator.relabel;

import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * Relabeling rules, one behind the other, ready to be applied. A rule that would make an endless text does nothing:
 * applying them never fails. Immutable and thread-safe.
 *
 * @see "Upstream: model/relabel Process"
 */
public final class Relabeling {
    /** Changes nothing. */
    public static final Relabeling NONE = new Relabeling(List.of());

    private final List<Step> steps;

    private Relabeling(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** @throws io.tocsin.core.label.LabelPattern.InvalidPatternException if the pattern of one is no RE2 pattern */
    public static Relabeling of(List<RelabelRule> rules) {
        return rules.isEmpty()
                ? NONE
                : new Relabeling(rules.stream()
                        .map(rule -> new Step(rule, new AnchoredPattern(rule.regex())))
                        .toList());
    }

    /** Whether there are no rules. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** @return what the rules make of the labels; empty if they drop them */
    public Optional<Labels> apply(Labels labels) {
        if (steps.isEmpty()) {
            return Optional.of(labels);
        }
        Map<String, String> changed = new LinkedHashMap<>(labels.asMap());
        for (Step step : steps) {
            if (!step.apply(changed)) {
                return Optional.empty();
            }
        }
        return Optional.of(changed.equals(labels.asMap()) ? labels : Labels.of(changed));
    }

    private record Step(RelabelRule rule, AnchoredPattern pattern) {
        /** @return false if the labels are dropped */
        boolean apply(Map<String, String> labels) {
            switch (rule.action()) {
                case REPLACE -> replace(labels);
                case KEEP -> {
                    return pattern.matches(source(labels));
                }
                case DROP -> {
                    return !pattern.matches(source(labels));
                }
                case KEEPEQUAL -> {
                    return isEqual(labels);
                }
                case DROPEQUAL -> {
                    return !isEqual(labels);
                }
                case HASHMOD ->
                    set(
                            labels,
                            rule.targetLabel(),
                            Long.toUnsignedString(Long.remainderUnsigned(hash(source(labels)), rule.modulus())));
                case LABELMAP -> map(labels);
                case LABELDROP -> labels.keySet().removeIf(pattern::matches);
                case LABELKEEP -> labels.keySet().removeIf(name -> !pattern.matches(name));
                case LOWERCASE -> set(labels, rule.targetLabel(), mapped(source(labels), Character::toLowerCase));
                case UPPERCASE -> set(labels, rule.targetLabel(), mapped(source(labels), Character::toUpperCase));
            }
            return true;
        }

        private String source(Map<String, String> labels) {
            return rule.sourceLabels().stream()
                    .map(name -> labels.getOrDefault(name, ""))
                    .collect(Collectors.joining(rule.separator()));
        }

        private boolean isEqual(Map<String, String> labels) {
            return labels.getOrDefault(rule.targetLabel(), "").equals(source(labels));
        }

        private void replace(Map<String, String> labels) {
            String source = source(labels);
            if (pattern.matches(source)) {
                pattern.expand(source, rule.targetLabel())
                        .filter(LabelName::isUtf8)
                        .ifPresent(target -> pattern.expand(source, rule.replacement())
                                .ifPresent(value -> set(labels, target, value)));
            }
        }

        private void map(Map<String, String> labels) {
            Map<String, String> known = new LinkedHashMap<>(labels);
            known.forEach((name, value) -> {
                if (pattern.matches(name)) {
                    pattern.expand(name, rule.replacement()).ifPresent(target -> set(labels, target, value));
                }
            });
        }

        /** An empty value takes the label away. */
        private static void set(Map<String, String> labels, String name, String value) {
            if (value.isEmpty()) {
                labels.remove(name);
            } else {
                labels.put(name, value);
            }
        }

        /** Character by character: what becomes several, such as an upper-case sharp s, stays as it is. */
        private static String mapped(String text, IntUnaryOperator change) {
            StringBuilder out = new StringBuilder(text.length());
            text.codePoints().map(change).forEach(out::appendCodePoint);
            return out.toString();
        }

        private static long hash(String text) {
            try {
                byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
                return ByteBuffer.wrap(digest).getLong(Long.BYTES);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has it", e);
            }
        }
    }
}
