package io.tocsin.core.template.proof;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tries a template with sample messages, without a clock and without sending anything. */
public final class DryRun {
    /** A call that fails: the function and, as far as they stand in it, its arguments. */
    private static final Pattern CALL = Pattern.compile("at <(\\w+)(.*?)>: error calling \\1: ", Pattern.DOTALL);

    private static final Pattern FIELD = Pattern.compile("[.$]\\w");

    private DryRun() {}

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

    /**
     * The first failure. A label or an annotation that is missing is none, as templates read it as an empty text.
     *
     * @param withResolved whether it is ever to render resolved alerts
     */
    public static Optional<Failure> of(Template template, boolean withResolved) {
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

    private static Optional<Failure> failure(Template template, Sample sample) {
        try {
            template.render(sample.message(), Samples.NOW);
            return Optional.empty();
        } catch (TemplateException e) {
            return isDoubtful(e) ? Optional.empty() : Optional.of(new Failure(e, Optional.of(sample.description())));
        }
    }

    /**
     * Whether the failure is about what a text of the sample holds, and real alerts may hold something else: the number
     * in a label of one's own, for example.
     */
    private static boolean isDoubtful(TemplateException e) {
        Matcher call = CALL.matcher(String.valueOf(e.getMessage()));
        if (!call.find()) {
            return false;
        }
        String arguments = call.group(2);
        return switch (call.group(1)) {
            case "index", "slice" -> !arguments.contains("Alerts");
            case "match", "reReplaceAll", "tz" -> !arguments.startsWith(" \"") && !arguments.startsWith(" `");
            case "base64decode", "humanizeDuration", "mustToDate", "urlUnescape" ->
                arguments.isEmpty() || FIELD.matcher(arguments).find();
            default -> false;
        };
    }
}
