package io.tocsin.core.template.proof;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tries templates with sample messages, without a clock and without sending anything.
 *
 * @param names those that labels and annotations may have: asked only where what they hold decides; empty if nobody knows
 */
public record DryRun(Supplier<Set<String>> names) {
    /** Whether they fail depends on what a text holds: real alerts may hold something else than samples. */
    private static final Set<String> DOUBTFUL =
            Set.of("base64decode", "humanizeDuration", "index", "match", "reReplaceAll", "slice", "tz", "urlUnescape");

    /** No sample knows what a layout wants. */
    private static final String HOPELESS = "mustToDate";

    /** Long texts; numbers, which are Base64 as well; time zones. */
    private static final List<String> VALUES = List.of("abcdefghij".repeat(60), "12345678", "Europe/Berlin");

    /**
     * How a template failed.
     *
     * @param sample what it was tried with, for people: {@code a firing alert}; empty if it cannot be compiled
     */
    public record Failure(TemplateException exception, Optional<String> sample) {
        public Failure {
            requireNonNull(exception, "exception");
            requireNonNull(sample, "sample");
        }
    }

    public DryRun {
        requireNonNull(names, "names");
    }

    /**
     * The first failure. A label or an annotation that is missing is none, as templates read it as an empty text; nor is
     * one that depends on what labels hold, unless the template fails with whatever they hold.
     *
     * @param withResolved whether it is ever to render resolved alerts
     */
    public Optional<Failure> of(Template template, boolean withResolved) {
        Optional<TemplateException> problem = template.problem();
        if (problem.isPresent()) {
            return problem.map(exception -> new Failure(exception, Optional.empty()));
        }
        return Samples.ALL.stream()
                .filter(sample -> withResolved || !sample.hasResolved())
                .flatMap(sample -> failure(template, sample).stream())
                .findFirst();
    }

    /** What the template says of one firing alert; empty if it fails. */
    public static Optional<String> sample(Template template) {
        try {
            return Optional.of(template.render(Samples.ALL.get(0).message(), Samples.NOW));
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }

    private Optional<Failure> failure(Template template, Sample sample) {
        return attempt(template, sample)
                .filter(e -> isCertain(e) || failsWithAnything(template, sample, e))
                .map(e -> new Failure(e, Optional.of(sample.description())));
    }

    private static Optional<TemplateException> attempt(Template template, Sample sample) {
        try {
            template.render(sample.message(), Samples.NOW);
            return Optional.empty();
        } catch (TemplateException e) {
            return Optional.of(e);
        }
    }

    private static boolean isCertain(TemplateException e) {
        String function = e.detail().function();
        return !DOUBTFUL.contains(function) && !function.equals(HOPELESS);
    }

    private boolean failsWithAnything(Template template, Sample sample, TemplateException e) {
        if (e.detail().function().equals(HOPELESS)) {
            return false;
        }
        Set<String> labels = names.get();
        return !labels.isEmpty()
                && VALUES.stream()
                        .allMatch(value -> attempt(template, sample.filled(labels, value))
                                .filter(failure -> !failure.detail().isExhausted())
                                .isPresent());
    }
}
