package io.tocsin.core.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Templates for tests of what is made of their failures: {@code {{ fail WHEN ! MESSAGE }}} fails with the message in Go's
 * words, WHEN being always, compiling, resolved, several or bare.
 */
public record FakeTemplates(List<TemplateFile> files) implements Templates {
    private static final Pattern FAILURE = Pattern.compile("\\{\\{ fail (\\w+) ! (.*?) }}", Pattern.DOTALL);
    private static final Pattern PLACE =
            Pattern.compile("template: ([^:]*):(\\d+)(?::(\\d+))?: (?:executing \"([^\"]*)\")?");

    /** A file fails to compile as a text does. */
    public static TemplateCompiler compiler() {
        return files -> {
            for (TemplateFile file : files) {
                Optional<TemplateException> problem = new Fake(file.text()).problem();
                if (problem.isPresent()) {
                    throw problem.get();
                }
            }
            return new FakeTemplates(files);
        };
    }

    public FakeTemplates {
        files = List.copyOf(files);
    }

    @Override
    public Template text(String source) {
        return new Fake(source);
    }

    @Override
    public Template html(String source) {
        return new Fake(source.replace("! template", "! html/template"));
    }

    @Override
    public Set<String> names() {
        return Set.of("slack.default.title", "slack.default.text");
    }

    @Override
    public Set<String> functions() {
        return Set.of("toUpper", "toLower", "title");
    }

    private record Fake(String source) implements Template {
        @Override
        public String render(Message message, Instant now) throws TemplateException {
            boolean isBare = message.commonAnnotations().isEmpty();
            boolean isResolved =
                    message.alerts().stream().anyMatch(alert -> alert.status().equals("resolved"));
            Optional<TemplateException> failure = failure(when -> when.equals("always")
                    || (when.equals("resolved") && isResolved)
                    || (when.equals("several") && message.alerts().size() > 1)
                    || (when.equals("bare") && isBare));
            if (failure.isPresent()) {
                throw failure.get();
            }
            return source;
        }

        @Override
        public Optional<TemplateException> problem() {
            return failure(when -> when.equals("compiling"));
        }

        private Optional<TemplateException> failure(Predicate<String> isNow) {
            Matcher failure = FAILURE.matcher(source);
            return failure.find() && isNow.test(failure.group(1))
                    ? Optional.of(exception(failure.group(2)))
                    : Optional.empty();
        }

        private static TemplateException exception(String message) {
            Matcher place = PLACE.matcher(message);
            return place.find()
                    ? new TemplateException(
                            message,
                            place.group(1),
                            Integer.parseInt(place.group(2)),
                            place.group(3) == null ? -1 : Integer.parseInt(place.group(3)),
                            new TemplateException.Detail(place.group(4) == null ? "" : place.group(4), "", false))
                    : new TemplateException(message, "", 0, -1);
        }
    }
}
